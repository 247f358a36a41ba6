//! One test binary. `suite/` holds small handouts whose folder is the claim; see `case.rs` for how to add one.
mod architecture;
mod bytes;
mod case;
mod command;
mod drawings;
mod dump;
mod features;
mod figures;
mod ink;
mod layouts;
mod library;
mod licences;
mod messages;
mod properties;
mod readme;
mod safety;
mod sides;
