//! The one look at the clock: which day it is, for reviews that are due.
use std::time::{SystemTime, UNIX_EPOCH};

use stepsheet::press::Date;

/// Today (UTC); none where the clock is far off.
pub fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::after_epoch(since.as_secs() / 86_400)
}
