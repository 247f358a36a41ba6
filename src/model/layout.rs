//! A layout as meant; see `spec::layout` for how it is written.
