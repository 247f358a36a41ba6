//! Tracks: columns of one width with gutters between them.
use crate::geom::Len;

#[derive(Clone, Copy, Debug)]
pub(super) struct Tracks {
    /// 1 or more.
    pub count: i64,
    /// Over all of them.
    pub measure: Len,
    pub gutter: Len,
}

impl Tracks {
    /// Where track `n` (from 0) begins.
    pub fn start(self, n: i64) -> Len {
        (self.measure + self.gutter) * n / self.count.max(1)
    }

    /// The width of so many with the gutters between them.
    pub fn across(self, n: i64) -> Len {
        (self.start(n) - self.gutter).max(Len::ZERO)
    }
}
