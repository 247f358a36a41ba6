//! The small grammar of dosage values.

/// How much of something: typed, so that it can be said in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dose {
    /// `10` or `"10"`.
    Count(u32),
    /// `"8-12"` or `"8–12"`.
    Range(u32, u32),
    /// `"to fatigue"`.
    ToFatigue,
    /// `"60 s"`, `"2 sec"`, `"5 minutes"`, `"30-60 s"`.
    Time { from: u32, to: Option<u32>, unit: TimeUnit },
    /// `"5 kg"`, `"2.5 kg"`, `"5-10 lb"`; numbers as written, with a point.
    Mass { from: String, to: Option<String>, unit: MassUnit },
    /// `"light band"`, `"light band (yellow)"`.
    Band { level: BandLevel, colour: Option<String> },
    /// `"write-in"`: a blank line.
    WriteIn,
    /// Anything else, as written.
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MassUnit {
    Kilogram,
    Pound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandLevel {
    ExtraLight,
    Light,
    Medium,
    Heavy,
    ExtraHeavy,
}

/// A day, written bare or in quotes: `2026-11-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

/// A number, or `"none"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    At(u32),
    None,
}
