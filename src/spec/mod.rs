//! What the TOML files say, as serde types; the JSON Schema comes from these same types.
mod clinic;
mod dosage;
mod handout;
mod library;
mod locale;
mod said;

pub use clinic::{Clinic, ClinicFile, Defaults, Target};
pub use dosage::{BandLevel, Bound, Date, Dose, MassUnit, TimeUnit};
pub use handout::{Exercise, Handout, Log, Picture, Pictures, Side, Source, Step};
pub use library::Library;
pub use locale::{Forms, Locale};
pub use said::{Said, Texts};
