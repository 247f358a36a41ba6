//! A text with its slips mended, so that one slip is one fault and all that follows is still read; places stay those of the text.
use std::ops::Range;

/// What to read instead of a stretch of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edit {
    pub range: Range<usize>,
    pub instead: String,
}

/// Edits that do not overlap.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    /// Adds an edit; false where it touches bytes that another one has changed already.
    pub fn add(&mut self, edit: Edit) -> bool {
        let at = self.0.partition_point(|other| other.range.start < edit.range.start);
        let free = |other: Option<&Edit>| other.is_none_or(|other| other.range.end <= edit.range.start || edit.range.end <= other.range.start);
        let before = at.checked_sub(1).and_then(|before| self.0.get(before));
        let same_place = self.0.get(at).is_some_and(|after| after.range.start == edit.range.start);
        if same_place || !free(before) || !free(self.0.get(at)) {
            return false;
        }
        self.0.insert(at, edit);
        true
    }

    /// The text as edited.
    pub fn apply(&self, text: &str) -> Mended {
        let mut mended = Mended { text: String::with_capacity(text.len() + 16), pieces: Vec::new() };
        let mut at = 0;
        for edit in &self.0 {
            mended.keep(text, at..edit.range.start);
            mended.pieces.push(Piece { start: mended.text.len(), original: edit.range.clone(), kept: false });
            mended.text.push_str(&edit.instead);
            at = edit.range.end;
        }
        mended.keep(text, at..text.len());
        mended
    }
}

/// An edited text that knows where each byte came from.
pub(super) struct Mended {
    pub text: String,
    pieces: Vec<Piece>,
}

struct Piece {
    /// In the edited text.
    start: usize,
    original: Range<usize>,
    /// Byte by byte; else the whole piece stands for the whole stretch.
    kept: bool,
}

impl Mended {
    fn keep(&mut self, text: &str, range: Range<usize>) {
        self.pieces.push(Piece { start: self.text.len(), original: range.clone(), kept: true });
        self.text.push_str(&text[range]);
    }

    /// Where a stretch of the edited text stood.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.start <= range.start).checked_sub(1).and_then(|at| self.pieces.get(at));
        let start = first.map_or(range.start, |piece| piece.original.start + if piece.kept { range.start - piece.start } else { 0 });
        if range.is_empty() {
            return start..start;
        }
        // The end of a stretch belongs to its last byte, not to what follows.
        let last = self.pieces.partition_point(|piece| piece.start < range.end).checked_sub(1).and_then(|at| self.pieces.get(at));
        let end = last.map_or(range.end, |piece| if piece.kept { piece.original.start + (range.end - piece.start) } else { piece.original.end });
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Edits};

    fn edit(range: std::ops::Range<usize>, instead: &str) -> Edit {
        Edit { range, instead: instead.to_owned() }
    }

    #[test]
    fn places_are_those_of_the_text() {
        let mut edits = Edits::default();
        assert!(edits.add(edit(4..7, "\"")));
        assert!(edits.add(edit(11..11, "]]")));
        assert!(edits.add(edit(0..1, "AA")));
        assert!(!edits.add(edit(5..6, "x")), "overlaps");
        assert!(!edits.add(edit(11..12, "x")), "at the same place");
        let mended = edits.apply("a = “word” b c");
        assert_eq!(mended.text, "AA = \"word]]” b c");
        let original = |range: std::ops::Range<usize>| mended.original(range);
        assert_eq!(original(0..2), 0..1);
        assert_eq!(original(3..4), 2..3);
        assert_eq!(original(5..6), 4..7, "the quote");
        assert_eq!(original(6..9), 7..10, "wor");
        assert_eq!(original(11..11), 11..11);
    }

    #[test]
    fn without_edits_nothing_moves() {
        let mended = Edits::default().apply("abc");
        assert_eq!((mended.text.as_str(), mended.original(1..3), mended.original(3..3)), ("abc", 1..3, 3..3));
    }
}
