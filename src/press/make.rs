//! One job from ask to bytes: the only file of the press that knows the passes.
use super::name::Parts;
use super::{Findings, Order, Product};
use crate::diag::Diagnostics;

pub type Ask = String;

/// What all jobs share.
pub struct Shop {}

/// A job that has all it needs.
pub struct Ready {
    pub name: Parts,
}

pub struct Made {
    pub pages: usize,
    pub bytes: Vec<u8>,
}

/// Opens the project that is ordered from, and says what is asked of it; none where the project cannot be read.
pub fn open(_order: &Order) -> (Option<Shop>, Vec<Ask>, Findings) {
    (Some(Shop {}), Vec::new(), Findings::default())
}

/// The handout's file, as shown to people.
pub fn shown(ask: &Ask) -> String {
    ask.clone()
}

impl Shop {
    pub fn resolve(&self, _ask: &Ask) -> (Option<Ready>, Findings) {
        (None, Findings::default())
    }

    pub fn make(&self, _ready: &Ready, _product: Product, _out: &mut Diagnostics) -> Option<Made> {
        None
    }
}
