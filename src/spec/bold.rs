//! The one mark that texts know: `**bold**`.
use std::ops::Range;

/// The text without its `**`, and the bytes of that text that are bold, in order. A pair with nothing between says nothing.
///
/// # Errors
/// Where in `text` a `**` stands that no other closes.
pub fn parse_bold(text: &str) -> Result<(String, Vec<Range<usize>>), usize> {
    let mut plain = String::with_capacity(text.len());
    let mut strong = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(found) = text[at..].find("**") {
        plain.push_str(&text[at..at + found]);
        open = match open {
            None => Some((at + found, plain.len())),
            Some((_, start)) => {
                if start < plain.len() {
                    strong.push(start..plain.len());
                }
                None
            }
        };
        at += found + 2;
    }
    if let Some((place, _)) = open {
        return Err(place);
    }
    plain.push_str(&text[at..]);
    Ok((plain, strong))
}

#[cfg(test)]
mod tests {
    use super::parse_bold;

    #[test]
    fn pairs_become_ranges() {
        type Case = (&'static str, &'static str, &'static [(usize, usize)]);
        let cases: &[Case] = &[
            ("none", "none", &[]),
            ("", "", &[]),
            ("**all**", "all", &[(0, 3)]),
            ("a **b** c **d**", "a b c d", &[(2, 3), (6, 7)]),
            ("5 * 3 * 2", "5 * 3 * 2", &[]),
            ("****", "", &[]),
            ("**é**ü", "éü", &[(0, 2)]),
            ("***x***", "*x*", &[(0, 2)]),
        ];
        for (text, plain, strong) in cases {
            let strong = strong.iter().map(|(start, end)| *start..*end).collect();
            assert_eq!(parse_bold(text), Ok(((*plain).to_owned(), strong)), "{text}");
        }
    }

    #[test]
    fn a_lone_mark_is_found() {
        assert_eq!(parse_bold("**open"), Err(0));
        assert_eq!(parse_bold("a **b** c **"), Err(10));
        assert_eq!(parse_bold("**"), Err(0));
    }
}
