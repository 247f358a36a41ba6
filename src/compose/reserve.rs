//! What stands far below in a long block: kept in bands from top to foot, so that parting it page by page looks at each fragment once.
use std::collections::{BTreeMap, VecDeque};

use super::page::Fragment;
use crate::geom::Len;

#[derive(Clone, Debug, Default)]
pub(super) struct Reserve {
    /// Where each band begins, and what begins in it.
    bands: VecDeque<(Len, Vec<Fragment>)>,
    /// How far all of it has moved since.
    down: Len,
}

impl Reserve {
    /// All of these, in bands of that height.
    pub fn of(fragments: Vec<Fragment>, height: Len) -> Reserve {
        let height = height.max(Len::pt(1));
        let mut bands: BTreeMap<i64, Vec<Fragment>> = BTreeMap::new();
        for fragment in fragments {
            bands.entry(fragment.area.top.raw().div_euclid(height.raw())).or_default().push(fragment);
        }
        Reserve { bands: bands.into_iter().map(|(band, fragments)| (height * band, fragments)).collect(), down: Len::ZERO }
    }

    pub fn is_empty(&self) -> bool {
        self.bands.is_empty()
    }

    pub fn move_down(&mut self, down: Len) {
        self.down += down;
    }

    /// Where the next band begins.
    pub fn top(&self) -> Option<Len> {
        self.bands.front().map(|(top, _)| *top + self.down)
    }

    /// Takes out the next band.
    pub fn take(&mut self) -> impl Iterator<Item = Fragment> + use<> {
        let down = self.down;
        let band = self.bands.pop_front().map(|(_, band)| band).unwrap_or_default();
        band.into_iter().map(move |fragment| Fragment { area: fragment.area.down(down), ..fragment })
    }
}
