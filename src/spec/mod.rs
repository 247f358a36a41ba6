//! What the TOML files say, as serde types; the JSON Schema comes from these same types.
//!
//! [`document`] reads bytes and reports every fault of a file at once, each with its place and a way out; what is faulty is taken
//! out of the document, so that the rest can still be read ([`Table::typed`]) and resolved. Documents merge ([`Table::over`]) before
//! they are typed. Nothing here knows other files, languages or pictures.
mod bold;
mod canon;
mod catalog;
mod check;
mod clinic;
mod country;
mod day;
mod document;
mod dosage;
mod figure;
mod figure_arrows;
mod figure_body;
pub mod figure_props;
mod form;
mod handout;
mod kind;
pub mod layout;
mod library;
mod licence;
mod locale;
mod mend;
mod merge;
mod page;
mod picture;
mod reference;
mod rewrite;
mod said;
mod say;
mod scan;
mod shape;
mod syntax;
mod tree;
mod units;
mod words;

pub use bold::parse_bold;
pub use canon::Canon;
pub use catalog::{Catalog, Translation};
pub use clinic::{Clinic, ClinicFile, Defaults, Level, Policy, Reading, Stale, Target};
pub use day::{BadDate, Bound, Date, is_no_day};
pub use document::{Document, Table, document, encoded_like};
pub use dosage::{BadDose, BandLevel, Dose, MassUnit, TimeUnit};
pub use figure::{Angle, Figure, FigureRest, FigureView, Ground, HandSides, Hands, Joints, Sides};
pub use figure_arrows::{ArrowPath, ArrowWay, FigureArrow};
pub use figure_body::{FigureAge, FigureBody, FigureBuild, FigureClothes, FigureHair, FigureSkin};
pub use figure_props::FigureProp;
pub use handout::{Allow, Exercise, Handout, Log, Picture, Pictures, Reviewed, ShownSide, Side, Source, Step};
pub use kind::{Kind, SCHEMA};
pub use layout::LayoutFile;
pub use library::Library;
pub use licence::{BadLicence, Licence, Using, forbids_changes};
pub use locale::{Forms, Locale};
pub use picture::PictureFile;
pub use rewrite::{Synced, Wanted, approved, migrated, ordered, synced};
pub use said::{Lines, Named, Said, Texts};
pub(crate) use say::nearest;
pub use units::{Of, Unit, owner};
pub use words::{Pairs, Words};

#[cfg(test)]
mod tests;
