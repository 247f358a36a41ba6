//! Areas measured from the start and the top of a page.
use super::Len;

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    pub width: Len,
    pub height: Len,
}

/// A rectangle on a page. `start` counts from the page's start edge (left where text runs left to right), `top` from its top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Area {
    pub start: Len,
    pub top: Len,
    pub width: Len,
    pub height: Len,
}

impl Area {
    pub fn end(self) -> Len {
        self.start + self.width
    }

    pub fn foot(self) -> Len {
        self.top + self.height
    }

    pub fn size(self) -> Size {
        Size { width: self.width, height: self.height }
    }

    /// This area moved down.
    pub fn down(self, by: Len) -> Area {
        Area { top: self.top + by, ..self }
    }

    /// Whether `inner` lies within, to a thousandth of a point.
    pub fn holds(self, inner: Area) -> bool {
        let slack = Len::from_raw(66);
        inner.start + slack >= self.start && inner.top + slack >= self.top && inner.end() <= self.end() + slack && inner.foot() <= self.foot() + slack
    }
}

/// The white at the four edges of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Margins {
    pub start: Len,
    pub end: Len,
    pub top: Len,
    pub bottom: Len,
}
