//! Licences by their SPDX names (<https://spdx.org/licenses/>): which there are, what an expression of them allows, and what those of
//! Creative Commons ask for.
use super::nearest;

/// All names, one a line: version 3.27 of the SPDX list, which is in the public domain (CC0-1.0).
const NAMES: &str = include_str!("spdx.txt");
/// Begins the name of a licence that is not on the list.
const OWN: &str = "LicenseRef-";
/// What nobody else has a right to: the clinic's own drawing or photo.
const OURS: &str = "LicenseRef-own";
/// Those that ask for no line of credit.
const SILENT: &[&str] = &["0BSD", "CC-PDDC", "CC-PDM-1.0", "CC0-1.0", OURS, "MIT-0", "PDDL-1.0", "Unlicense", "WTFPL"];

/// A licence, or several joined by `OR`, `AND` and `WITH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence(Terms);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Terms {
    One(String),
    Any(Vec<Terms>),
    All(Vec<Terms>),
}

/// What is done with a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Using<'n> {
    /// The names that the clinic allows; absent: any.
    pub allowed: Option<Vec<&'n str>>,
    /// It is handed on changed.
    pub changed: bool,
}

impl Using<'_> {
    fn fits(&self, name: &str) -> bool {
        // An exception gives more rights, and takes none.
        let plain = name.split(" WITH ").next().unwrap_or(name);
        let is_allowed = self.allowed.as_ref().is_none_or(|allowed| allowed.contains(&name) || allowed.contains(&plain));
        is_allowed && !(self.changed && forbids_changes(name))
    }
}

/// Whether words of rights let nobody hand on a changed picture: Creative Commons' "ND", as a name, an address or in words.
pub fn forbids_changes(words: &str) -> bool {
    let lower = words.to_lowercase();
    let letters: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut parts = lower.split(|c: char| !c.is_alphanumeric());
    let is_cc = lower.contains("creativecommons") || lower.split(|c: char| !c.is_alphanumeric()).any(|part| matches!(part, "cc" | "by"));
    is_cc && parts.any(|part| part == "nd") || letters.contains("noderiv") || letters.contains("nonderiv")
}

/// Why a text is no licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLicence {
    /// The word that is not known; none where the words do not make an expression.
    pub word: Option<String>,
    /// The whole text as it was probably meant.
    pub instead: Option<String>,
}

/// No licence of a picture has so many names and brackets.
const MOST: usize = 200;

impl std::str::FromStr for Licence {
    type Err = BadLicence;

    fn from_str(text: &str) -> Result<Licence, BadLicence> {
        let text = text.trim();
        let spaced = text.replace('(', " ( ").replace(')', " ) ");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        if words.len() > MOST {
            return Err(BadLicence { word: None, instead: None });
        }
        if let Some(licence) = Licence::of_address(text) {
            return Err(BadLicence { word: Some(text.to_owned()), instead: Some(licence) });
        }
        let mut rest = words.as_slice();
        let terms = any(&mut rest).filter(|_| rest.is_empty());
        let unknown = words.iter().find(|word| !is_joint(word) && !is_known(word));
        match (terms, unknown) {
            (Some(terms), None) => Ok(Licence(terms)),
            (Some(_), Some(word)) => {
                let instead = meant(word).map(|name| text.replace(word, name));
                Err(BadLicence { word: Some((*word).to_owned()), instead })
            }
            // "CC BY 4.0" is how people say it.
            (None, _) => Err(BadLicence { word: None, instead: meant(text).map(str::to_owned) }),
        }
    }
}

fn is_joint(word: &str) -> bool {
    matches!(word, "(" | ")" | "OR" | "AND" | "WITH")
}

/// Exceptions (`WITH …`) have names of their own, which are taken as they are.
fn is_known(word: &str) -> bool {
    let own = word.strip_prefix(OWN).or_else(|| word.rsplit_once(':').filter(|(start, _)| start.starts_with("DocumentRef-"))?.1.strip_prefix(OWN));
    if let Some(name) = own {
        return !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    }
    let word = word.strip_suffix('+').unwrap_or(word);
    word.ends_with("-exception") || word.contains("-exception-") || NAMES.lines().any(|name| name == word)
}

/// The name that was probably meant: the same but for capitals, spaces and a missing version, else the nearest.
fn meant(text: &str) -> Option<&'static str> {
    let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let wanted = plain(text);
    let same = NAMES.lines().find(|name| plain(name) == wanted);
    // Without a version, Creative Commons and others mean their latest.
    let is_version_of = |name: &&str| name.rsplit_once('-').is_some_and(|(start, end)| is_version(end) && plain(start) == wanted);
    let latest = || NAMES.lines().rev().find(is_version_of);
    same.or_else(latest).or_else(|| nearest(text, NAMES.lines()))
}

fn is_version(end: &str) -> bool {
    end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

fn any(rest: &mut &[&str]) -> Option<Terms> {
    joined(rest, "OR", all).map(|terms| one_or(terms, Terms::Any))
}

fn all(rest: &mut &[&str]) -> Option<Terms> {
    joined(rest, "AND", single).map(|terms| one_or(terms, Terms::All))
}

fn joined(rest: &mut &[&str], by: &str, part: fn(&mut &[&str]) -> Option<Terms>) -> Option<Vec<Terms>> {
    let mut terms = vec![part(rest)?];
    while let [word, after @ ..] = *rest
        && *word == by
    {
        *rest = after;
        terms.push(part(rest)?);
    }
    Some(terms)
}

fn one_or(mut terms: Vec<Terms>, many: fn(Vec<Terms>) -> Terms) -> Terms {
    match terms.len() {
        1 => terms.remove(0),
        _several => many(terms),
    }
}

fn single(rest: &mut &[&str]) -> Option<Terms> {
    let [word, after @ ..] = *rest else { return None };
    *rest = after;
    if *word == "(" {
        let inside = any(rest)?;
        let [")", after @ ..] = *rest else { return None };
        *rest = after;
        return Some(inside);
    }
    if is_joint(word) {
        return None;
    }
    let mut name = (*word).to_owned();
    if let ["WITH", exception, after @ ..] = *rest {
        name = format!("{name} WITH {exception}");
        *rest = after;
    }
    Some(Terms::One(name))
}

impl Licence {
    /// Whether one of its ways lets the picture be used so: of `OR` one branch is enough, and all of that branch must allow it.
    pub fn permits(&self, using: &Using) -> bool {
        self.0.hold(&|name| using.fits(name))
    }

    /// Whether a sheet must say who made it: licences that ask for nothing do not. Of `OR` the branches count that permit the use.
    pub fn asks_for_credit(&self, using: &Using) -> bool {
        !self.0.hold(&|name| SILENT.contains(&name) && (using.fits(name) || !self.permits(using)))
    }

    /// Whether it is of Creative Commons and asks for the maker's name.
    pub fn asks_for_author(&self, using: &Using) -> bool {
        !self.0.hold(&|name| !name.starts_with("CC-BY") && (using.fits(name) || !self.permits(using)))
    }

    /// The names of its licences, each with the address of its text where it asks to print that (Creative Commons, section 3).
    pub fn shown(&self) -> Vec<(String, Option<String>)> {
        let mut names = Vec::new();
        self.0.names(&mut names);
        names.into_iter().filter(|name| *name != OURS).map(|name| (plain(name), address(name))).collect()
    }

    /// The SPDX name of a licence of Creative Commons by its address.
    pub fn of_address(address: &str) -> Option<String> {
        let lower = address.trim().to_lowercase();
        let path = lower.split_once("creativecommons.org/")?.1;
        let mut parts = path.split(['/', '?', '#']).filter(|part| !part.is_empty());
        let (group, kind, version) = (parts.next()?, parts.next()?, parts.next()?);
        let port = parts.next().filter(|part| !part.starts_with("deed") && !part.starts_with("legalcode"));
        let port = port.map_or(String::new(), |port| format!("-{port}"));
        let name = match (group, kind) {
            ("publicdomain", "zero") => format!("CC0-{version}"),
            ("publicdomain", "mark") => format!("CC-PDM-{version}"),
            ("licenses", kind) => format!("CC-{kind}-{version}{port}"),
            (_, _) => return None,
        };
        NAMES.lines().find(|known| known.eq_ignore_ascii_case(&name)).map(str::to_owned)
    }
}

/// As people read it: a licence of one's own without the mark of SPDX.
fn plain(name: &str) -> String {
    name.strip_prefix(OWN).map_or_else(|| name.to_owned(), |own| own.replace('-', " "))
}

/// Where the text of a licence of Creative Commons stands.
fn address(name: &str) -> Option<String> {
    let rest = name.strip_prefix("CC-")?.to_lowercase();
    let at = rest.find(|c: char| c.is_ascii_digit())?;
    let (kind, version) = (rest[..at].trim_end_matches('-'), &rest[at..]);
    kind.starts_with("by").then(|| format!("creativecommons.org/licenses/{kind}/{}", version.replace('-', "/")))
}

impl Terms {
    fn hold(&self, fit: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Terms::One(name) => fit(name),
            Terms::Any(terms) => terms.iter().any(|term| term.hold(fit)),
            Terms::All(terms) => terms.iter().all(|term| term.hold(fit)),
        }
    }

    fn names<'t>(&'t self, out: &mut Vec<&'t str>) {
        match self {
            Terms::One(name) => out.push(name),
            Terms::Any(terms) | Terms::All(terms) => terms.iter().for_each(|term| term.names(out)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licence(text: &str) -> Licence {
        text.parse().unwrap_or_else(|bad| panic!("{text}: {bad:?}"))
    }

    #[test]
    fn expressions_are_read_and_slips_are_mended() {
        for good in ["CC0-1.0", "CC-BY-SA-3.0-DE", "MIT OR (Apache-2.0 AND BSD-3-Clause)", "GPL-2.0-only WITH Classpath-exception-2.0", OURS] {
            licence(good);
        }
        let instead = |text: &str| text.parse::<Licence>().map_err(|bad| bad.instead);
        for (text, meant) in [
            ("CC BY 4.0", "CC-BY-4.0"),
            ("cc-by-4.0", "CC-BY-4.0"),
            ("CC-BY", "CC-BY-4.0"),
            ("CC0", "CC0-1.0"),
            ("MIT OR apache-2.0", "MIT OR Apache-2.0"),
            ("CC-BY-4.O", "CC-BY-4.0"),
            ("(MIT", "MIT"),
            ("https://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC-BY-SA-4.0"),
        ] {
            assert_eq!(instead(text), Err(Some(meant.to_owned())), "{text}");
        }
        for bad in ["all rights reserved", "", "MIT OR", "LicenseRef-", "LicenseRef-a b", "AND"] {
            assert_eq!(instead(bad), Err(None), "{bad}");
        }
    }

    #[test]
    fn a_policy_is_held_by_every_part_that_binds() {
        let policy = ["CC0-1.0", "MIT", "CC-BY-4.0"];
        for (text, allowed) in [
            ("CC0-1.0", true),
            ("CC-BY-SA-4.0", false),
            ("CC-BY-SA-4.0 OR MIT", true),
            ("CC-BY-SA-4.0 AND MIT", false),
            ("(MIT OR GPL-3.0-only) AND CC-BY-4.0", true),
        ] {
            let using = Using { allowed: Some(policy.to_vec()), changed: false };
            assert_eq!(licence(text).permits(&using), allowed, "{text}");
        }
    }

    #[test]
    fn creative_commons_is_known_by_its_address_and_asks_for_it() {
        for (address, name) in [
            ("http://creativecommons.org/licenses/by/4.0/", Some("CC-BY-4.0")),
            ("https://creativecommons.org/licenses/by-sa/3.0/de/", Some("CC-BY-SA-3.0-DE")),
            ("https://creativecommons.org/publicdomain/zero/1.0/legalcode", Some("CC0-1.0")),
            ("https://creativecommons.org/publicdomain/mark/1.0/", Some("CC-PDM-1.0")),
            ("https://creativecommons.org/licenses/by/9.9/", None),
            ("https://example.org/licenses/by/4.0/", None),
        ] {
            assert_eq!(Licence::of_address(address).as_deref(), name, "{address}");
        }
        assert_eq!(licence("CC-BY-SA-3.0-DE").shown()[0].1.as_deref(), Some("creativecommons.org/licenses/by-sa/3.0/de"));
        assert_eq!(licence("LicenseRef-Stock-Photo").shown(), [("Stock Photo".to_owned(), None)]);
        let any = Using::default();
        assert!(licence("CC-BY-4.0").asks_for_author(&any) && !licence("CC-BY-4.0 OR MIT").asks_for_author(&any));
        assert!(!licence("CC0-1.0").asks_for_credit(&any) && !licence(OURS).asks_for_credit(&any) && licence("MIT").asks_for_credit(&any));
    }

    #[test]
    fn one_branch_must_permit_all_that_is_done() {
        let using = |allowed: &[&'static str], changed| Using { allowed: (!allowed.is_empty()).then(|| allowed.to_vec()), changed };
        for (text, allowed, changed, permitted) in [
            ("CC-BY-ND-4.0", &[][..], false, true),
            ("CC-BY-ND-4.0", &[], true, false),
            ("CC-BY-NC-ND-3.0-DE", &[], true, false),
            ("CC-BY-ND-4.0 OR CC-BY-SA-4.0", &[], true, true),
            ("CC-BY-ND-4.0 AND CC0-1.0", &[], true, false),
            // Each branch is fit for one half of the use alone.
            ("CC-BY-ND-4.0 OR CC-BY-SA-4.0", &["CC-BY-ND-4.0"], true, false),
            ("CC-BY-ND-4.0 OR CC-BY-SA-4.0", &["CC-BY-ND-4.0"], false, true),
            ("(CC-BY-ND-4.0 OR MIT) AND CC0-1.0", &["MIT", "CC0-1.0"], true, true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", &["GPL-2.0-only"], false, true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", &["MIT"], false, false),
        ] {
            assert_eq!(licence(text).permits(&using(allowed, changed)), permitted, "{text} {allowed:?} {changed}");
        }
        // Who may not take the branch that asks for nothing must name the maker.
        assert!(licence("CC-BY-4.0 OR MIT").asks_for_author(&using(&["CC-BY-4.0"], false)));
        assert!(licence("CC0-1.0 OR CC-BY-4.0").asks_for_credit(&using(&["CC-BY-4.0"], false)));
    }

    #[test]
    fn no_changes_are_forbidden_in_any_words() {
        for words in [
            "CC-BY-ND-4.0",
            "CC BY-ND 4.0",
            "cc by nc nd",
            "Attribution-NoDerivs 3.0",
            "Creative Commons Attribution-NonCommercial-NoDerivatives",
            "No derivatives, please.",
            "https://creativecommons.org/licenses/by-nc-nd/4.0/",
        ] {
            assert!(forbids_changes(words), "{words}");
        }
        for words in ["CC-BY-4.0", "© 2026 ND Pictures", "https://creativecommons.org/licenses/by/4.0/", "and by hand", ""] {
            assert!(!forbids_changes(words), "{words}");
        }
    }

    #[test]
    fn odd_names_of_licences_are_refused_in_peace() {
        let parts = [
            "MIT",
            "OR",
            "AND",
            "WITH",
            "(",
            ")",
            "CC-BY-ND-4.0",
            "+",
            "LicenseRef-",
            "DocumentRef-a:LicenseRef-b",
            "é",
            "\0",
            "-",
            "CC",
            "\u{202e}",
            "http://creativecommons.org/",
        ];
        let mut seed = 1_u32;
        for _ in 0..5_000 {
            let mut text = String::new();
            for _ in 0..seed % 9 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text += parts[(seed >> 16) as usize % parts.len()];
                text += if seed & 0x400 == 0 { " " } else { "" };
            }
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if let Ok(licence) = text.parse::<Licence>() {
                let using = Using { allowed: Some(vec!["MIT"]), changed: true };
                let _ = (licence.permits(&using), licence.asks_for_credit(&using), licence.shown());
                assert!(!licence.permits(&using) || licence.permits(&Using { changed: false, ..using }), "{text}");
            }
        }
        assert!("(".repeat(100_000).parse::<Licence>().is_err());
    }
}
