//! What one job leaves for the next: subsets of faces and drawn pictures, deflated. No text.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::font::{Recipe, Subset};
use super::vector::Drawing;
use crate::picture::Ready;
use crate::text::FaceId;

/// The most subsets of one face that are kept, and a sixteenth of the most drawings: then all are forgotten, which costs time alone.
const MOST: usize = 64;

/// A memo for one kit, shared by all jobs and threads. What it holds depends on faces and pictures alone, so it never changes a file's bytes.
#[derive(Default)]
pub struct Memo {
    subsets: Mutex<HashMap<FaceId, HashMap<Recipe, Arc<Subset>>>>,
    /// By the address of what was drawn, which is held, so that no other picture can come to stand there.
    drawings: Mutex<HashMap<usize, Drawn>>,
}

/// What was drawn, and its drawing.
type Drawn = (Arc<Ready>, Arc<Drawing>);

impl Memo {
    /// The subset of a face; `make` is asked where there is none yet.
    pub(super) fn subset<E>(&self, face: FaceId, recipe: &Recipe, make: impl FnOnce() -> Result<Subset, E>) -> Result<Arc<Subset>, E> {
        if let Some(subset) = lock(&self.subsets).get(&face).and_then(|known| known.get(recipe)) {
            return Ok(subset.clone());
        }
        // Not under the lock: two threads may make the same subset, and both make the same bytes.
        let made = Arc::new(make()?);
        let mut subsets = lock(&self.subsets);
        let known = subsets.entry(face).or_default();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(recipe.clone(), made.clone());
        Ok(made)
    }

    pub(super) fn drawing(&self, ready: &Arc<Ready>, make: impl FnOnce() -> Drawing) -> Arc<Drawing> {
        let key = Arc::as_ptr(ready) as usize;
        if let Some((_, drawing)) = lock(&self.drawings).get(&key) {
            return drawing.clone();
        }
        let made = Arc::new(make());
        let mut drawings = lock(&self.drawings);
        if drawings.len() >= MOST * 16 {
            drawings.clear();
        }
        drawings.insert(key, (ready.clone(), made.clone()));
        made
    }

    /// Forgets all.
    pub fn clear(&self) {
        lock(&self.subsets).clear();
        lock(&self.drawings).clear();
    }
}

/// A map is whole after every step, so a panic elsewhere cannot have spoilt it.
fn lock<T>(map: &Mutex<T>) -> MutexGuard<'_, T> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}
