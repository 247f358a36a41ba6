//! Paper by its name, or by its sides.
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::geom::{Len, Size, paper_named, paper_names};
use crate::source::Span;
use crate::spec::nearest;

/// The size that a paper's name or `"5 in x 8 in"` says; an error with the known names where it says none.
pub fn paper(said: &str, span: Option<Span>, out: &mut Diagnostics) -> Option<Size> {
    let plain = said.trim().to_ascii_lowercase();
    if let Some(paper) = paper_named(&plain) {
        return Some(paper.size);
    }
    let sides = plain.split_once(['x', '×']).and_then(|(width, height)| Some((side(width, height)?, height.parse::<Len>().ok()?)));
    // PDF knows no side over 200 in (ISO 19005-2, 6.1.13).
    let most = Len::pt(14_400);
    match sides {
        Some((width, height)) if width.max(height) > most => {
            let message = format!("paper of {said} is larger than 200 in a side");
            out.push(Diagnostic::error(Code::UnknownPaper, message).at(span).help("write the width, then the height, with units"));
            None
        }
        Some((width, height)) if width >= Len::pt(144) && height >= Len::pt(144) => Some(Size { width, height }),
        Some(_) => {
            let message = format!("paper of {said} is smaller than 2 in a side");
            out.push(Diagnostic::error(Code::UnknownPaper, message).at(span).help("write the width, then the height, with units"));
            None
        }
        None => {
            let names: Vec<&str> = paper_names().collect();
            let help = match nearest(&plain, names.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the papers are {}; or write a size such as \"5 in x 8 in\"", names.join(", ")),
            };
            out.push(Diagnostic::error(Code::UnknownPaper, format!("unknown paper `{said}`")).at(span).help(help));
            None
        }
    }
}

/// The width, which may leave its unit to the height: `24x36in`.
fn side(width: &str, height: &str) -> Option<Len> {
    let unit = || height.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    width.parse().or_else(|_| format!("{}{}", width.trim(), unit()).parse()).ok()
}
