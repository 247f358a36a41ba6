//! What every pass may use and none owns: faces and prepared pictures.
use crate::picture::Pictures;
use crate::text::Fonts;

pub struct Kit {
    pub fonts: Fonts,
    pub pictures: Pictures,
}
