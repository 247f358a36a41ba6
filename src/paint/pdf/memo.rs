//! What one job leaves for the next: subsets of faces and drawn pictures, deflated. Nothing of a text or a patient.
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::font::Subset;
use super::vector::Drawing;
use crate::picture::Ready;
use crate::text::FaceId;

/// A memo for one kit, shared by all jobs and threads. What it holds depends on faces and pictures alone, so it never changes a file's bytes.
#[derive(Default)]
pub struct Memo {
    subsets: Mutex<HashMap<u64, Vec<(FaceId, Vec<u16>, Arc<Subset>)>>>,
    /// By the address of what was drawn, which is held, so that no other picture can come to stand there.
    drawings: Mutex<HashMap<usize, (Arc<Ready>, Arc<Drawing>)>>,
}

impl Memo {
    /// The subset of a face for these glyphs (in ascending order); `make` is asked where there is none yet.
    pub(super) fn subset<E>(&self, face: FaceId, glyphs: &[u16], make: impl FnOnce() -> Result<Subset, E>) -> Result<Arc<Subset>, E> {
        let mut hasher = DefaultHasher::new();
        (face, glyphs).hash(&mut hasher);
        let key = hasher.finish();
        let find = |known: &[(FaceId, Vec<u16>, Arc<Subset>)]| {
            known.iter().find(|(of, set, _)| *of == face && set == glyphs).map(|(_, _, subset)| subset.clone())
        };
        if let Some(subset) = self.subsets.lock().unwrap_or_else(PoisonError::into_inner).get(&key).and_then(|known| find(known)) {
            return Ok(subset);
        }
        // Not under the lock: two threads may make the same subset, and both make the same bytes.
        let made = Arc::new(make()?);
        self.subsets.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().push((face, glyphs.to_vec(), made.clone()));
        Ok(made)
    }

    pub(super) fn drawing(&self, ready: &Arc<Ready>, make: impl FnOnce() -> Drawing) -> Arc<Drawing> {
        let key = Arc::as_ptr(ready) as usize;
        if let Some((_, drawing)) = self.drawings.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return drawing.clone();
        }
        let made = Arc::new(make());
        self.drawings.lock().unwrap_or_else(PoisonError::into_inner).insert(key, (ready.clone(), made.clone()));
        made
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.subsets.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.drawings.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
