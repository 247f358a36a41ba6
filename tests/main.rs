//! One test binary: each topic in its module.
mod properties;
