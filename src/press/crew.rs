//! Work on many jobs at once: results in the order of the jobs, whatever the number of threads; a panic ends its own job alone.
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

/// A job ended in a panic: a fault of this program, not of a file. What it said is dropped, since it may hold a patient's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// The threads of a run.
pub struct Crew {
    /// None works on the calling thread alone.
    pool: Option<rayon::ThreadPool>,
}

impl Crew {
    /// So many threads, or as many as the machine has processors; never more than there are jobs.
    pub fn hire(threads: Option<usize>, jobs: usize) -> Crew {
        let most = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
        let threads = most.min(jobs);
        // Where no threads can be had, the work goes on without them.
        let pool = if threads > 1 { rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok() } else { None };
        Crew { pool }
    }

    pub fn each<J: Send, T: Send>(&self, jobs: Vec<J>, work: impl Fn(J) -> T + Sync) -> Vec<Result<T, Broken>> {
        // Nothing that a broken job has touched is read again but memos, which hold whole values only.
        let one = |job: J| catch_unwind(AssertUnwindSafe(|| work(job))).map_err(|_| Broken);
        match &self.pool {
            Some(pool) => pool.install(|| jobs.into_par_iter().with_max_len(1).map(one).collect()),
            None => jobs.into_iter().map(one).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_jobs_with_any_number_of_threads() {
        let expected: Vec<_> = (0..200).map(|job| Ok(job * 2)).collect();
        for threads in [1, 2, 7] {
            let crew = Crew::hire(Some(threads), 200);
            assert_eq!(crew.each((0..200).collect(), |job| job * 2), expected);
        }
    }

    #[test]
    fn a_panic_ends_its_own_job_alone() {
        for threads in [1, 3] {
            let done = Crew::hire(Some(threads), 3).each(vec![1, 2, 3], |job| if job == 2 { panic!("a fault made for this test") } else { job });
            assert_eq!(done, [Ok(1), Err(Broken), Ok(3)]);
        }
    }
}
