//! A map from a question to its answer, for many threads. Bounded: a full shard forgets everything, which costs time alone.
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const SHARDS: usize = 16;

pub(super) struct Memo<K, V> {
    shards: [Mutex<HashMap<K, Arc<V>>>; SHARDS],
    hasher: RandomState,
    /// The most answers that one shard keeps.
    most: usize,
}

impl<K: Hash + Eq + Clone, V> Memo<K, V> {
    /// Keeps about so many answers.
    pub fn new(most: usize) -> Memo<K, V> {
        Memo { shards: std::array::from_fn(|_| Mutex::new(HashMap::new())), hasher: RandomState::new(), most: most.div_ceil(SHARDS) }
    }

    /// The answer known for `question`, or the one that `answer` gives. Two threads may both work it out; both get the same `Arc`.
    pub fn get(&self, question: &K, answer: impl FnOnce() -> V) -> Arc<V> {
        let shard = &self.shards[self.hasher.hash_one(question) as usize % SHARDS];
        if let Some(known) = lock(shard).get(question) {
            return known.clone();
        }
        let answer = Arc::new(answer());
        let mut shard = lock(shard);
        if shard.len() >= self.most {
            shard.clear();
        }
        shard.entry(question.clone()).or_insert(answer).clone()
    }

    pub fn forget(&self) {
        self.shards.iter().for_each(|shard| lock(shard).clear());
    }
}

/// A shard is whole after every step, so a panic elsewhere cannot have spoilt it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Memo;

    #[test]
    fn the_first_answer_stands_until_it_is_forgotten() {
        let memo = Memo::new(1000);
        let first = memo.get(&1, || "one");
        assert!(Arc::ptr_eq(&first, &memo.get(&1, || "other")));
        memo.forget();
        assert_eq!(*memo.get(&1, || "other"), "other");
        let small: Memo<u32, u32> = Memo::new(16);
        (0..10_000).for_each(|n| assert_eq!(*small.get(&n, || n), n));
    }
}
