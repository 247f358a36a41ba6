//! Where a line must not end, though Unicode's rules would let it: phone numbers, doses, ranges, addresses on the web.
use std::ops::Range;

use super::stops::Mark;

/// Takes away places to break, or lets them stand for need alone (`Mark::Glued`). `marks` has one for each byte of the content
/// and one for its end. Returns the addresses on the web, which nobody may hyphenate.
pub(super) fn keep(content: &str, language: &str, marks: &mut [Mark]) -> Vec<Range<usize>> {
    let words: Vec<Range<usize>> = words(content).collect();
    let addresses: Vec<Range<usize>> = words.iter().flat_map(|word| addresses(content, word.clone())).collect();
    quotes(content, marks);
    punctuation(content, marks);
    for word in &words {
        inside(content, word.clone(), marks);
    }
    katakana(content, marks);
    let phones = phones(content);
    phones.iter().for_each(|phone| glue(marks, phone.start + 1..phone.end));
    for pair in words.windows(2) {
        // The number that ends here is a phone's.
        let phone = phones.get(phones.partition_point(|phone| phone.end <= pair[0].start)).is_some_and(|phone| phone.end <= pair[1].start);
        if !phone {
            between(content, pair, language, marks);
        }
    }
    for address in &addresses {
        part_address(content, address.clone(), marks);
    }
    addresses
}

/// The longest word that stays with the number before it, in letters.
const UNIT: usize = 8;

fn glue(marks: &mut [Mark], range: Range<usize>) {
    for mark in &mut marks[range] {
        if *mark == Mark::Break {
            *mark = Mark::Glued;
        }
    }
}

/// What stands between white space.
fn words(content: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    content.split_whitespace().map(|word| {
        let start = word.as_ptr() as usize - content.as_ptr() as usize;
        start..start + word.len()
    })
}

/// No line begins with closing punctuation, or with the Thai, Khmer and Lao marks that belong to the word before (ๆ ฯ ៗ ໆ);
/// none ends with what opens. ICU sees to it but where a space stands between, as in French and in Thai.
fn punctuation(content: &str, marks: &mut [Mark]) {
    let mut before = ('\n', '\n');
    for (at, letter) in content.char_indices() {
        let after = || content[at + letter.len_utf8()..].chars().next().is_none_or(|next| !next.is_alphanumeric());
        let closes = match letter {
            'ๆ' | 'ฯ' | 'ៗ' | 'ໆ' | ')' | ']' | '}' | '!' | '?' | ';' | ':' | '،' | '؛' | '؟' | '。' | '、' | '，' | '：' | '；' | '！' | '？' => {
                true
            }
            '）' | '］' | '】' | '」' | '』' | '》' | '〉' | '।' | '॥' | '۔' | '…' | '%' | '٪' => true,
            '.' | ',' | '»' | '”' | '’' | '›' | '"' => after(),
            _ => false,
        };
        // A mark that opens is followed by its word at once, but in French, where a space comes between.
        let opens = before.0 == ' ' || before.0 == '\u{a0}' || before.0 == '\u{202f}';
        let opened = match before.1 {
            '(' | '[' | '{' | '¿' | '¡' | '（' | '［' | '【' | '「' | '『' | '《' | '〈' => true,
            '«' | '“' | '‹' => opens || before.0 == '\n',
            _ => false,
        };
        if (closes || opened) && marks[at] == Mark::Break {
            marks[at] = Mark::None;
        }
        if !letter.is_whitespace() {
            let gap = content[..at].chars().next_back().unwrap_or('\n');
            before = (gap, letter);
        }
    }
}

/// Between Chinese or Japanese letters a line may end before a quotation and after it (rule LB19a of Unicode Standard Annex 14,
/// version 16).
fn quotes(content: &str, marks: &mut [Mark]) {
    let wide = |letter: char| matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
    let mut letters = content.char_indices().peekable();
    let mut before = '\0';
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map_or('\0', |(_, letter)| *letter);
        if wide(before) && wide(after) {
            match letter {
                '“' | '‘' if !matches!(before, '（' | '「' | '『' | '《' | '【') => marks[at] = Mark::Break,
                '”' | '’' => marks[at + letter.len_utf8()] = Mark::Break,
                _ => {}
            }
        }
        before = letter;
    }
}

/// Within a word: ranges (`5–10`), units (`mg/kg`), `X-ray`, a number and the letter that counts (`3次`, `第3`).
fn inside(content: &str, word: Range<usize>, marks: &mut [Mark]) {
    const COUNTERS: [&str; 12] = ["分钟", "分鐘", "小时", "小時", "公斤", "千克", "毫克", "厘米", "公分", "時間", "週間", "日間"];
    let text = &content[word.clone()];
    let mut before = ['\0'; 2];
    for (at, letter) in text.char_indices() {
        let [first, second] = before;
        let number = second.is_numeric() && letter.is_alphabetic();
        let range = letter.is_numeric() && matches!(second, '-' | '–' | '—' | '~' | '～' | '〜' | '/' | '第' | '×' | '+' | '−');
        let initial = second == '-' && first.is_alphabetic() && at < 3 && text[..at].chars().count() == 2;
        let dash = second.is_numeric() && matches!(letter, '-' | '–' | '—' | '~' | '～' | '〜' | '×');
        if number || range || dash || initial || second == '/' {
            glue(marks, word.start + at..word.start + at + 1);
        }
        if number && let Some(counter) = COUNTERS.iter().find(|counter| text[at..].starts_with(**counter)) {
            glue(marks, word.start + at..word.start + at + counter.len());
        }
        before = [second, letter];
    }
}

/// Words in katakana of at most eight letters stay whole, though Japanese may break them anywhere.
fn katakana(content: &str, marks: &mut [Mark]) {
    const LONGEST: usize = 8;
    let katakana = |letter: char| matches!(letter, 'ァ'..='ヺ' | 'ー');
    for word in content.split(|letter| !katakana(letter)).filter(|word| (2..=LONGEST).contains(&word.chars().count())) {
        let start = word.as_ptr() as usize - content.as_ptr() as usize;
        glue(marks, start + 1..start + word.len());
    }
}

/// Numbers of seven to fifteen digits with what stands between their groups: `(555) 010-1234`, `+44 20 7946 0123`.
fn phones(content: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 24;
    let part =
        |letter: char| letter.is_numeric() || matches!(letter, ' ' | '(' | ')' | '+' | '-' | '.' | '/' | '–' | '\u{a0}' | '\u{2011}' | '\u{202f}');
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(start) = content[rest..].find(|letter: char| letter.is_numeric() || matches!(letter, '(' | '+')).map(|at| rest + at) {
        let length = content[start..].find(|letter| !part(letter)).unwrap_or(content.len() - start);
        let text = content[start..start + length].trim_end_matches(|letter: char| !letter.is_numeric());
        let digits = text.chars().filter(|letter| letter.is_numeric()).count();
        if (7..=15).contains(&digits) && text.chars().count() <= LONGEST {
            found.push(start..start + text.len());
        }
        rest = start + length.max(1);
    }
    found
}

/// Parts that run from left to right in any language, unbroken: phone numbers, ranges and products of European digits with their
/// Latin units (`5–10`, `3 × 10`, `10 mg/kg`), addresses of the web.
pub(super) fn left_to_right(content: &str) -> Vec<Range<usize>> {
    let mut parts = phones(content);
    parts.extend(words(content).flat_map(|word| addresses(content, word)));
    let mut rest = 0;
    while let Some(start) = content[rest..].find(|letter: char| letter.is_ascii_digit()).map(|at| rest + at) {
        let mut end = number(content, start);
        while let Some(next) = joined(content, end) {
            end = number(content, next);
        }
        end = unit(content, end);
        parts.push(start..end);
        rest = end;
    }
    parts
}

/// The end of the number that begins here: digits, with points and commas between them.
fn number(content: &str, start: usize) -> usize {
    let length = content[start..].find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ','))).unwrap_or(content.len() - start);
    start + content[start..start + length].trim_end_matches(['.', ',']).len()
}

/// The end of the Latin unit that follows a number, if one does.
fn unit(content: &str, end: usize) -> usize {
    let after = content[end..].strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(&content[end..]);
    let word = &after[..after.find(|letter: char| !(letter.is_ascii_alphabetic() || matches!(letter, '/' | '%' | '°' | 'µ'))).unwrap_or(after.len())];
    if word.is_empty() || word.starts_with('/') || word.chars().count() > UNIT { end } else { content.len() - after.len() + word.len() }
}

/// Where the next number begins, if a sign joins it to the one that ends here.
fn joined(content: &str, end: usize) -> Option<usize> {
    let after = content[end..].trim_start_matches(' ');
    let factor = after.trim_start_matches(['-', '–', '—', '−', '×', '/', ':']).trim_start_matches(' ');
    let signed = factor.len() < after.trim_start_matches(' ').len();
    (signed && factor.starts_with(|letter: char| letter.is_ascii_digit())).then_some(content.len() - factor.len())
}

/// Between two words: a number stays with the short word after it (`12 reps`, `10 mg/kg`, `60 s`; at most eight letters, in any
/// language), a range with its dash, `×` with its factors, and in Polish, Czech and Slovak a one-letter word with the next.
fn between(content: &str, pair: &[Range<usize>], language: &str, marks: &mut [Mark]) {
    let (word, next) = (&content[pair[0].clone()], &content[pair[1].clone()]);
    let at = pair[1].start;
    let core = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let number = |text: &str| text.chars().any(char::is_numeric) && !text.chars().any(char::is_alphabetic);
    let sign = |text: &str| matches!(text, "–" | "-" | "—" | "×" | "x" | "X" | "+" | "/" | "=" | "±");
    let unit_end = (at + 1..pair[1].end).find(|at| marks[*at] == Mark::Break).unwrap_or(pair[1].end);
    let letters = content[at..unit_end].chars().filter(|letter| letter.is_alphabetic()).count();
    let unit = next.starts_with(|letter: char| letter.is_alphabetic() || matches!(letter, '%' | '°' | '℃' | '\u{2066}' | '\u{2068}'))
        && (1..=UNIT).contains(&letters);
    let ends = word.ends_with(|letter: char| letter.is_numeric() || matches!(letter, '%' | '°' | '\u{2069}' | '"' | '″' | '\'' | '′'));
    let counted = number(core) && ends && (unit || sign(next) || matches!(next.chars().next(), Some('%' | '°' | '℃')));
    let factor = sign(word) && number(next);
    let lone = matches!(language, "pl" | "cs" | "sk") && word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    if counted || factor || lone {
        glue(marks, at..at + 1);
    }
}

/// Addresses of the web and of mail within a word: they may stand between brackets or Chinese letters.
fn addresses(content: &str, word: Range<usize>) -> Vec<Range<usize>> {
    let text = &content[word.clone()];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|letter: char| letter.is_ascii_alphanumeric()).map(|offset| at + offset) {
        let end = text[start..]
            .find(|letter: char| !letter.is_ascii_graphic() || "<>\"()[]{}".contains(letter))
            .map_or(text.len(), |offset| start + offset);
        let core = text[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        if is_address(core) {
            found.push(word.start + start..word.start + start + core.len());
        }
        at = end.max(start + 1);
    }
    found
}

/// `https://…`, `www.…`, `a@b.org`, `example.org`, `example.org/row`.
fn is_address(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or("");
    let label = |label: &str| !label.is_empty() && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let ending = host.rsplit('.').next().unwrap_or("");
    let domain = |host: &str| {
        host.contains('.') && host.split('.').all(label) && ending.len() >= 2 && ending.chars().all(|letter| letter.is_ascii_lowercase())
    };
    text.contains("://") || text.starts_with("www.") || host.split_once('@').is_some_and(|(_, host)| domain(host)) || domain(host)
}

/// A line may end after a single `/` of an address and nowhere else in it.
fn part_address(content: &str, address: Range<usize>, marks: &mut [Mark]) {
    let text = &content.as_bytes()[address.clone()];
    for at in 1..text.len() {
        let slash = text[at - 1] == b'/' && text[at] != b'/' && (at < 2 || !matches!(text[at - 2], b'/' | b':'));
        marks[address.start + at] = if slash { Mark::Break } else { Mark::None };
    }
}
