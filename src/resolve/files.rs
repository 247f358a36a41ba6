//! Files that many handouts share: read once, their faults told to each that uses them.
use std::borrow::Cow;
use std::sync::OnceLock;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::shelf::{BuiltIn, ProjectPath, Shelf, TEXT_LIMIT};
use crate::source::{Sources, Span};
use crate::spec::{Document, Kind, document};

/// A file that handouts share. A handout that uses it has its faults, so that no sheet is made from half of a file.
pub(super) struct Shared {
    kind: Kind,
    name: String,
    bytes: Cow<'static, [u8]>,
    /// The texts before it: read after them, its places are those that the run's texts have for it.
    before: Sources,
    read: OnceLock<(Option<Document>, Diagnostics)>,
}

impl Shared {
    /// A file of the project: read now, its faults are in `out` too.
    pub fn of_project(kind: Kind, path: &ProjectPath, shelf: &Shelf, sources: &mut Sources, out: &mut Diagnostics) -> Shared {
        let name = shelf.shown(path);
        let before = sources.clone();
        let mut faults = Diagnostics::default();
        let bytes = shelf.read(path, TEXT_LIMIT).unwrap_or_else(|refusal| {
            let fault = Diagnostic::error(Code::Unreadable, refusal.message).file(&name);
            faults.push(Diagnostic { help: refusal.help, ..fault });
            Vec::new().into()
        });
        let read = if faults.has_errors() { None } else { document(kind, &name, &bytes, sources, &mut faults) };
        out.extend(faults.clone());
        Shared { kind, name, bytes: bytes.to_vec().into(), before, read: OnceLock::from((read, faults)) }
    }

    /// A file that is built in: its text takes its place now, and is read when it is needed.
    pub fn built_in(kind: Kind, file: &BuiltIn, sources: &mut Sources) -> Shared {
        let before = sources.clone();
        sources.add(file.shown, file.text);
        Shared { kind, name: file.shown.to_owned(), bytes: file.text.as_bytes().into(), before, read: OnceLock::new() }
    }

    /// As shown to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// From its first letter to its last.
    pub fn whole(&self) -> Option<Span> {
        let document = self.document(&mut Diagnostics::default())?;
        Some(Span::of(&document.source, 0..document.source.text.len()))
    }

    /// The file, its faults in `out`. None where nothing of it can be used; then `out` has an error.
    pub fn document(&self, out: &mut Diagnostics) -> Option<Document> {
        let (document, faults) = self.read.get_or_init(|| {
            let mut faults = Diagnostics::default();
            let read = document(self.kind, &self.name, &self.bytes, &mut self.before.clone(), &mut faults);
            (read, faults)
        });
        out.extend(faults.clone());
        document.clone()
    }
}
