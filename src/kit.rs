//! What every pass may use and none owns: faces and prepared pictures.
use std::path::PathBuf;
use std::sync::Arc;

use crate::picture::{FontBytes, Pictures};
use crate::text::Fonts;

/// Shared by all jobs and threads of a run; what it remembers never changes what a job makes, only how fast.
pub struct Kit {
    pub fonts: Fonts,
    pub pictures: Pictures,
}

impl Kit {
    /// Fonts that are not built in are looked for in these folders, in this order.
    pub fn new(font_folders: Vec<PathBuf>) -> Kit {
        let faces = || Fonts::built_in().map(|face| Arc::new(face) as FontBytes).collect();
        Kit { fonts: Fonts::new(font_folders), pictures: Pictures::with_fonts(faces) }
    }
}
