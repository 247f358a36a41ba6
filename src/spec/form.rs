//! The forms that some texts follow, named by the schema's `format`.
use super::{BadDate, BadDose, Date, Dose, Licence, country};
use crate::diag::Code;
use crate::geom::Len;
use crate::spec::shape::Limits;

/// A form of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One text a line.
    Lines,
    /// A dosage value.
    Dose,
    /// A day in quotes.
    Day,
    /// Names a thing: lower case letters, digits, hyphens.
    Id,
    /// A language (BCP 47).
    Language,
    /// A country (ISO 3166).
    Country,
    /// `#rrggbb`.
    Colour,
    /// A file or folder.
    Path,
    /// Where something stands in the net.
    Address,
    /// A length with its unit.
    Length,
    /// A licence by its SPDX name, or several.
    Licence,
}

/// What is wrong with a text, and what to write instead where that is clear.
#[derive(Debug)]
pub(super) struct Bad {
    pub code: Code,
    pub message: String,
    pub help: String,
    pub instead: Option<String>,
}

impl Bad {
    fn value(message: impl Into<String>, help: impl Into<String>) -> Bad {
        Bad { code: Code::BadValue, message: message.into(), help: help.into(), instead: None }
    }

    fn instead(self, instead: Option<String>) -> Bad {
        Bad { instead, ..self }
    }
}

impl Form {
    pub fn named(format: &str) -> Option<Form> {
        Some(match format {
            "x-lines" => Form::Lines,
            "x-dose" => Form::Dose,
            "x-day" => Form::Day,
            "x-id" => Form::Id,
            "x-language" => Form::Language,
            "x-country" => Form::Country,
            "x-colour" => Form::Colour,
            "x-path" => Form::Path,
            "x-address" => Form::Address,
            "x-length" => Form::Length,
            "x-licence" => Form::Licence,
            _other => return None,
        })
    }

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Lines | Form::Dose | Form::Path | Form::Id => "a text",
            Form::Licence => "a licence such as \"CC-BY-4.0\"",
            Form::Day => "a day such as 2026-11-20",
            Form::Language => "a language such as \"en\"",
            Form::Country => "a country such as \"US\"",
            Form::Colour => "a colour such as \"#0b4a5f\"",
            Form::Address => "an address such as \"https://example.org\"",
            Form::Length => "a length such as \"9 mm\"",
        }
    }

    pub fn check(self, text: &str, limits: Limits) -> Result<(), Bad> {
        match self {
            Form::Lines => Ok(()),
            Form::Dose => dose(text, limits),
            Form::Day => day(text),
            Form::Id => id(text),
            Form::Language => language(text),
            Form::Country => country(text),
            Form::Colour => colour(text),
            Form::Path => path(text),
            Form::Address => address(text),
            Form::Licence => licence(text),
            Form::Length => text.parse::<Len>().map(drop).map_err(|bad| Bad::value("this is not a length", bad.to_string())),
        }
    }
}

fn dose(text: &str, limits: Limits) -> Result<(), Bad> {
    let dose: Dose = text.parse().map_err(|bad: BadDose| match &bad {
        BadDose::Empty => Bad { code: Code::EmptyText, ..Bad::value(bad.to_string(), "write something between the quotes, or delete the line") },
        BadDose::TooLarge => Bad { code: Code::OutOfRange, ..Bad::value(bad.to_string(), "is a digit too many?") },
        BadDose::Backwards(right) => Bad::value(bad.to_string(), "write the smaller number first").instead(Some(right.clone())),
    })?;
    let (least, most, most_limit) = match dose {
        Dose::Count(number) => (number, number, limits.most),
        Dose::Range(from, to) => (from, to, limits.most),
        // A limit is a number of times, not of seconds.
        Dose::Time { from, .. } => (from, from, f64::INFINITY),
        Dose::ToFatigue | Dose::Mass { .. } | Dose::Band { .. } | Dose::WriteIn | Dose::Text(_) => return Ok(()),
    };
    let (least, most) = (f64::from(least), f64::from(most));
    if least < limits.least {
        return Err(Bad {
            code: Code::OutOfRange,
            ..Bad::value(format!("expected {} or more, found {least}", limits.least), "leave the line out where it does not apply")
        });
    }
    if most > most_limit {
        return Err(Bad { code: Code::OutOfRange, ..Bad::value(format!("expected at most {most_limit}, found {most}"), "is a digit too many?") });
    }
    Ok(())
}

fn day(text: &str) -> Result<(), Bad> {
    text.parse::<Date>().map(drop).map_err(|bad| match bad {
        BadDate::Form => Bad::value("this is not a day", "write year, month and day, such as 2026-11-20"),
        BadDate::NoSuchDay => Bad::value(bad.to_string(), "write year, month and day, such as 2026-11-20"),
    })
}

fn id(text: &str) -> Result<(), Bad> {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
        return Ok(());
    }
    let instead = slug(text);
    let help = instead.as_ref().map_or("choose another name".to_owned(), |slug| format!("write `{slug}`"));
    Err(Bad::value("only lower case letters a to z, digits and hyphens can stand here", help).instead(instead))
}

/// The text as an id, where enough of it is left.
fn slug(text: &str) -> Option<String> {
    let letters = text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    let slug: String = letters.collect();
    let slug = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    (text.is_ascii() && !slug.is_empty()).then_some(slug)
}

/// Subtags of BCP 47 by their form alone; whether the language has phrases is not known here.
fn language(text: &str) -> Result<(), Bad> {
    let mut parts = text.split('-');
    let first = parts.next().is_some_and(|part| matches!(part.len(), 2 | 3) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if first && rest {
        return Ok(());
    }
    let instead = text.replace('_', "-");
    let instead = (instead != text && language(&instead).is_ok()).then_some(instead);
    Err(Bad::value("this is not a language", "write its code, such as \"en\", \"ar\", \"pt-BR\" or \"zh-Hans\"").instead(instead))
}

fn country(text: &str) -> Result<(), Bad> {
    if country::is_known(text) {
        return Ok(());
    }
    let instead = country::meant(text);
    let help = instead.map_or("write its two capital letters, such as \"US\" or \"DE\"".to_owned(), |code| format!("did you mean \"{code}\"?"));
    Err(Bad::value("this is not the code of a country", help).instead(instead.map(str::to_owned)))
}

fn colour(text: &str) -> Result<(), Bad> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if text.starts_with('#') && digits.len() == 6 && hex {
        return Ok(());
    }
    let instead = match digits.len() {
        6 if hex => Some(format!("#{digits}")),
        3 if hex => Some(digits.chars().fold("#".to_owned(), |colour, digit| colour + &format!("{digit}{digit}"))),
        _other => None,
    };
    Err(Bad::value("this is not a colour", "write `#` and six digits 0 to f, such as \"#0b4a5f\"").instead(instead))
}

fn path(text: &str) -> Result<(), Bad> {
    if !text.contains(|c: char| c == '\\' || c.is_control()) {
        return Ok(());
    }
    let found = if text.contains('\\') { "this path has a `\\`" } else { "this path has a sign that cannot be seen" };
    // TOML reads `\r`, `\n`, `\t`, `\b`, `\f` and `\e` in a text as signs that cannot be seen.
    let instead: String = text
        .chars()
        .map(|c| match c {
            '\\' => "/".to_owned(),
            '\r' => "/r".to_owned(),
            '\n' => "/n".to_owned(),
            '\t' => "/t".to_owned(),
            '\u{8}' => "/b".to_owned(),
            '\u{c}' => "/f".to_owned(),
            '\u{1b}' => "/e".to_owned(),
            other if other.is_control() => String::new(),
            other => other.to_string(),
        })
        .collect();
    Err(Bad { code: Code::PicturePath, ..Bad::value(found, "write `/` between folders") }.instead(Some(instead)))
}

fn licence(text: &str) -> Result<(), Bad> {
    let Err(bad) = text.parse::<Licence>() else { return Ok(()) };
    let message = match &bad.word {
        Some(word) => format!("no licence is called `{word}`"),
        None => "this is not the name of a licence".to_owned(),
    };
    let help = match &bad.instead {
        Some(instead) => format!("did you mean `{instead}`? What is on no list of licences is written `LicenseRef-` and a name of yours"),
        None => "write its SPDX name, such as \"CC-BY-4.0\" (<https://spdx.org/licenses/>), or `LicenseRef-` and a name of yours; a picture of your own is \"LicenseRef-own\"".to_owned(),
    };
    Err(Bad { code: Code::UnknownLicence, ..Bad::value(message, help) }.instead(bad.instead))
}

fn address(text: &str) -> Result<(), Bad> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let whole = |rest: &str| rest.contains('.') && !rest.starts_with(['.', '/']) && !rest.contains(|c: char| c.is_whitespace() || c.is_control());
    if rest.is_some_and(whole) {
        return Ok(());
    }
    let instead = (rest.is_none() && !text.contains(':') && whole(text)).then(|| format!("https://{text}"));
    Err(Bad::value("this is not an address", "write it whole, such as \"https://example.org/row\"").instead(instead))
}

#[cfg(test)]
mod tests {
    use super::Form;
    use crate::diag::Code;
    use crate::spec::shape::Limits;

    /// The texts of each form: good ones, then faulty ones with what to write instead.
    #[test]
    fn each_form_takes_its_own_and_mends_the_rest() {
        type Case = (Form, &'static [&'static str], &'static [(&'static str, Option<&'static str>)]);
        let forms: &[Case] = &[
            (Form::Id, &["bridge", "a-1"], &[("Bridge", Some("bridge")), ("wall push up", Some("wall-push-up")), ("größe", None), ("!", None)]),
            (Form::Language, &["en", "zh-Hans", "pt-BR", "hmn"], &[("english", None), ("zh_Hans", Some("zh-Hans")), ("e", None), ("en-", None)]),
            (Form::Country, &["US"], &[("us", Some("US")), ("USA", Some("US")), ("UK", Some("GB")), ("ZZ", None), ("Ü", None)]),
            (Form::Colour, &["#0b4a5f", "#FFFFFF"], &[("0b4a5f", Some("#0b4a5f")), ("#abc", Some("#aabbcc")), ("red", None), ("#12345g", None)]),
            (
                Form::Path,
                &["images/a b.svg", "é.png"],
                &[("images\\roll.jpg", Some("images/roll.jpg")), ("images\roll.jpg", Some("images/roll.jpg"))],
            ),
            (
                Form::Address,
                &["https://example.org/row", "http://a.b"],
                &[("example.org/row", Some("https://example.org/row")), ("see me", None), ("https://x", None), ("ftp://a.b", None)],
            ),
            (Form::Licence, &["MIT", "LicenseRef-own"], &[("CC BY 4.0", Some("CC-BY-4.0")), ("mine", None)]),
            (Form::Length, &["9 mm"], &[("9", None)]),
            (Form::Day, &["2026-11-20"], &[("20.11.2026", None), ("2026-02-30", None)]),
            (Form::Dose, &["8-12", "slow", "60 s"], &[("12-8", Some("8-12")), ("0", None), ("8", None), ("2-9", None), ("0 s", None)]),
        ];
        for (form, good, bad) in forms {
            let limits = if *form == Form::Dose { Limits { least: 1.0, most: 7.0 } } else { Limits::default() };
            let roomy = Limits { least: 1.0, most: 99.0 };
            for text in *good {
                assert!(form.check(text, roomy).is_ok(), "{form:?} {text}");
            }
            for (text, instead) in *bad {
                match form.check(text, limits) {
                    Ok(()) => panic!("{form:?} took {text}"),
                    Err(bad) => assert_eq!(bad.instead.as_deref(), *instead, "{form:?} {text}"),
                }
            }
        }
    }

    #[test]
    fn limits_and_paths_have_codes_of_their_own() {
        let code = |form: Form, text: &str| form.check(text, Limits { least: 1.0, most: 7.0 }).err().map(|bad| bad.code);
        assert_eq!(code(Form::Dose, "8"), Some(Code::OutOfRange));
        assert_eq!(code(Form::Dose, "99999"), Some(Code::OutOfRange));
        assert_eq!(code(Form::Dose, "9-8"), Some(Code::BadValue));
        assert_eq!(code(Form::Dose, "90 s"), None);
        assert_eq!(code(Form::Path, "a\\b"), Some(Code::PicturePath));
    }
}
