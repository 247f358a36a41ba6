//! A library's file: exercises by id.
use super::{Exercise, Said};

/// `library/*.toml`: `[exercise.bridge]` and so on; each as in a handout.
#[derive(Clone, Debug, Default)]
pub struct Library {
    pub schema: Option<Said<u32>>,
    pub exercise: Vec<(Said<String>, Exercise)>,
}
