//! The questions of `new`.
use std::io::{self, BufRead, Write};

use crate::args::Sort;
use crate::starter::{self, Answers};

/// What was answered on the command line.
pub struct Given {
    pub title: Option<String>,
    pub language: Option<&'static str>,
    pub sort: Option<Sort>,
    /// The language where no other is wanted: that of the clinic.
    pub usual: &'static str,
}

const GREETING: &str = "Enter alone takes the answer in brackets.";

/// Whether it is still to be said how one answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greeting {
    Wanting,
    Said,
}

/// The usual answers where none is given.
pub fn usual(given: Given) -> Answers {
    Answers { title: given.title, language: given.language.unwrap_or(given.usual), sort: given.sort.unwrap_or(Sort::Patient) }
}

/// Whether the handout joins the project whose file that is, or begins one of its own. None where the answers end.
pub fn joins(file: &str, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<Option<bool>> {
    writeln!(output, "{GREETING}\nThis folder belongs to the clinic of {file}.")?;
    let number = |answer: &str| match answer {
        "" | "1" => Some(true),
        "2" => Some(false),
        _other => None,
    };
    choose("1 add the handout to it, or 2 begin with a clinic of its own in this folder? [1] ", number, input, output)
}

/// Asks for what is not given. None where the answers end.
pub fn ask(given: Given, greeting: Greeting, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<Option<Answers>> {
    if greeting == Greeting::Wanting {
        writeln!(output, "{GREETING}")?;
    }
    let title = match given.title {
        Some(title) => Some(title),
        None => {
            let Some(answer) = answer("What is the sheet called? [that of the example] ", input, output)? else { return Ok(None) };
            plain(&answer)
        }
    };
    let language = match given.language {
        Some(language) => language,
        None => {
            let question =
                format!("In which language? One of {}, by its name, such as Español or Spanish [{}] ", starter::languages().count(), given.usual);
            let known = |answer: &str| if answer.is_empty() { Some(given.usual) } else { starter::meant(answer) };
            let Some(language) = choose(&question, known, input, output)? else { return Ok(None) };
            language
        }
    };
    let sort = match given.sort {
        Some(sort) => sort,
        None => {
            let question = "1 a sheet for one patient, 2 the same in large print, 3 cards to cut apart, or 4 a chart for the wall? [1] ";
            let number = |answer: &str| match answer {
                "" | "1" => Some(Sort::Patient),
                "2" => Some(Sort::LargePrint),
                "3" => Some(Sort::Cards),
                "4" => Some(Sort::WallChart),
                _other => None,
            };
            let Some(sort) = choose(question, number, input, output)? else { return Ok(None) };
            sort
        }
    };
    Ok(Some(Answers { title, language, sort }))
}

/// With single spaces and no control character; none where nothing is left.
pub fn plain(title: &str) -> Option<String> {
    let title: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words: Vec<&str> = title.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Asks until an answer is one of those there are.
fn choose<T>(question: &str, known: impl Fn(&str) -> Option<T>, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<Option<T>> {
    loop {
        let Some(answer) = answer(question, input, output)? else { return Ok(None) };
        match known(answer.trim()) {
            Some(choice) => return Ok(Some(choice)),
            None => writeln!(output, "That is none of the answers.")?,
        }
    }
}

fn answer(question: &str, input: &mut dyn BufRead, output: &mut dyn Write) -> io::Result<Option<String>> {
    write!(output, "{question}")?;
    output.flush()?;
    let mut line = String::new();
    Ok((input.read_line(&mut line)? > 0).then_some(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(given: Given, typed: &str) -> (Option<Answers>, String) {
        let mut shown = Vec::new();
        let answers = ask(given, Greeting::Wanting, &mut typed.as_bytes(), &mut shown).expect("memory can be read and written");
        (answers, String::from_utf8(shown).expect("text"))
    }

    fn nothing() -> Given {
        Given { title: None, language: None, sort: None, usual: "en" }
    }

    #[test]
    fn enter_alone_takes_the_usual() {
        let (answers, shown) = asked(nothing(), "\n\n\n");
        let answers = answers.expect("answers");
        assert_eq!((answers.title, answers.language, answers.sort), (None, "en", Sort::Patient));
        assert_eq!(shown.matches('?').count(), 3, "{shown}");
    }

    #[test]
    fn an_answer_that_is_none_is_asked_for_again() {
        let (answers, shown) = asked(nothing(), "  Stretch \t your calf \r\nTH\nfr\n");
        assert!(answers.is_none() && shown.matches("none of the answers").count() == 1, "{shown}");
        let (answers, _) = asked(nothing(), "Stretch your calf\r\nxx\nThai\n9\n3\n");
        let answers = answers.expect("answers");
        assert_eq!((answers.title.as_deref(), answers.language, answers.sort), (Some("Stretch your calf"), "th", Sort::Cards));
    }

    #[test]
    fn the_clinics_language_is_the_usual() {
        let (answers, shown) = asked(Given { usual: "es", ..nothing() }, "\n\n\n");
        assert!(answers.is_some_and(|answers| answers.language == "es") && shown.contains("[es]"), "{shown}");
        let joined = |typed: &str| joins("../stepsheet.toml", &mut typed.as_bytes(), &mut Vec::new()).expect("memory can be read and written");
        assert_eq!([joined("\n"), joined("x\n2\n"), joined("")], [Some(true), Some(false), None]);
    }

    #[test]
    fn what_is_given_is_not_asked_for() {
        let given = Given { title: Some("Calf".into()), language: Some("hi"), ..nothing() };
        let (answers, shown) = asked(given, "2\n");
        let answers = answers.expect("answers");
        assert_eq!((answers.title.as_deref(), answers.language, answers.sort), (Some("Calf"), "hi", Sort::LargePrint));
        assert_eq!(shown.matches('?').count(), 1, "{shown}");
    }
}
