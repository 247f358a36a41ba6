//! What colour each ink has: from the layout's own, so that figures belong to the sheet that they stand on.
use super::artwork::Rgb;
use super::drawing::{End, Ink, Pen};
use super::people::{Age, Looks, Skin};
use crate::model::{Inking, Palette};

/// The colour of an ink; none where the palette leaves it out.
pub fn colour(ink: Ink, inking: &Inking, looks: Looks) -> Option<Rgb> {
    if let Some(own) = own(ink, inking.palette, looks) {
        return Some(own);
    }
    match inking.palette {
        Palette::Colour => Some(coloured(ink, inking)),
        Palette::Grey => greyed(ink).map(|grey| (grey, grey, grey)),
        Palette::Line => lined(ink, inking),
    }
}

/// The lines that stand for an area's colour where there are no colours.
pub fn hatch(ink: Ink, inking: &Inking) -> Option<Pen> {
    let dark = matches!(ink, Ink::Shorts | Ink::FarShorts);
    (inking.palette == Palette::Line && dark).then(|| Pen { end: End::Flat, ..Pen::new(Ink::Line, 2.6) })
}

/// The colour of skin and hair that are not those of most figures. Light enough for the lines on them; a copier leaves light skin white.
fn own(ink: Ink, palette: Palette, looks: Looks) -> Option<Rgb> {
    const WHITE: Rgb = (0xff, 0xff, 0xff);
    if ink == Ink::Hair && looks.age == Age::Older {
        return Some(if palette == Palette::Line { WHITE } else { (0xcc, 0xcc, 0xcc) });
    }
    let (skin, grey) = match looks.skin {
        Skin::Paper => return None,
        Skin::Light => ((0xf7, 0xe1, 0xd0), 0xff),
        Skin::Tan => ((0xe6, 0xbc, 0x98), 0xff),
        Skin::Brown => ((0xbf, 0x89, 0x61), 0xcc),
        Skin::Dark => ((0x96, 0x68, 0x4a), 0xb0),
    };
    let skin = match palette {
        Palette::Colour => skin,
        Palette::Grey => (grey, grey, grey),
        Palette::Line => return None,
    };
    let toward = |to: u8, share: f64| {
        let mixed = |from: u8| libm::round(f64::from(from) + (f64::from(to) - f64::from(from)) * share) as u8;
        (mixed(skin.0), mixed(skin.1), mixed(skin.2))
    };
    match ink {
        Ink::Skin => Some(skin),
        Ink::SkinShade if skin != WHITE => Some(toward(0, 0.09)),
        Ink::FarSkin => Some(toward(0xff, 0.5)),
        _ => None,
    }
}

/// Tints of the accent for what is worn; its own for what moves. Lightness by the ink alone, so that every accent parts the same.
fn coloured(ink: Ink, inking: &Inking) -> Rgb {
    let accent = Lch::of(split(inking.accent));
    let tint = |lightness: f64, chroma: f64| Lch { lightness, chroma: chroma.min(accent.chroma), hue: accent.hue }.rgb();
    match ink {
        Ink::Line => split(inking.ink),
        Ink::Skin | Ink::Shoe | Ink::Paper => (0xff, 0xff, 0xff),
        Ink::SkinShade => (0xe9, 0xee, 0xf0),
        Ink::Shirt => tint(0.825, 0.045),
        Ink::ShirtShade => tint(0.765, 0.05),
        Ink::Shorts => tint(0.53, 0.045),
        Ink::ShortsShade => tint(0.475, 0.045),
        Ink::Hair => (0x3b, 0x4a, 0x55),
        Ink::FarLine => (0x8b, 0x98, 0xa1),
        Ink::FarSkin | Ink::FarShoe => (0xf3, 0xf5, 0xf6),
        Ink::FarShirt => tint(0.905, 0.022),
        Ink::FarShorts => tint(0.755, 0.025),
        Ink::Ghost => (0xf1, 0xf4, 0xf5),
        Ink::GhostLine => (0x9a, 0xa7, 0xaf),
        Ink::Accent => split(inking.accent),
        Ink::Prop => (0xe4, 0xe2, 0xdc),
        Ink::PropShade => (0xd0, 0xcd, 0xc5),
        Ink::PropLine => (0x8d, 0x8a, 0x82),
        // Of the other side of the colour circle: what stretches is told apart from clothes and arrows.
        Ink::Band => Lch { lightness: 0.8, chroma: 0.1, hue: accent.hue + std::f64::consts::PI }.rgb(),
        Ink::BandLine => split(inking.ink),
        Ink::Weight => (0x6d, 0x76, 0x80),
        Ink::Mat => (0xd9, 0xe3, 0xdc),
        Ink::MatLine => (0x7f, 0x91, 0x87),
        Ink::Ground => (0x9a, 0xa3, 0xa9),
        Ink::GroundHatch => (0xc2, 0xc9, 0xcd),
    }
}

/// No tint lighter than a fifth, which a copier would lose.
fn greyed(ink: Ink) -> Option<u8> {
    match ink {
        Ink::Line | Ink::Accent | Ink::BandLine => Some(0x22),
        Ink::Skin | Ink::FarSkin | Ink::Shoe | Ink::FarShoe | Ink::Paper | Ink::Ghost => Some(0xff),
        Ink::SkinShade => None,
        Ink::Shirt => Some(0xc0),
        Ink::ShirtShade => Some(0xaa),
        Ink::FarShirt => Some(0xcc),
        Ink::Shorts => Some(0x68),
        Ink::ShortsShade => Some(0x58),
        Ink::FarShorts => Some(0xa6),
        Ink::Hair => Some(0x46),
        Ink::FarLine | Ink::PropLine | Ink::MatLine => Some(0x80),
        Ink::GhostLine | Ink::Ground => Some(0x78),
        Ink::Prop | Ink::Mat => Some(0xcc),
        Ink::PropShade => Some(0xb6),
        Ink::Band => Some(0xa8),
        Ink::Weight => Some(0x70),
        Ink::GroundHatch => Some(0xb4),
    }
}

/// One ink, and no tints: what a copier makes of it is what it was.
fn lined(ink: Ink, inking: &Inking) -> Option<Rgb> {
    match ink {
        Ink::SkinShade | Ink::ShirtShade | Ink::ShortsShade | Ink::PropShade => None,
        Ink::Skin
        | Ink::Shoe
        | Ink::Shirt
        | Ink::Shorts
        | Ink::FarSkin
        | Ink::FarShoe
        | Ink::FarShirt
        | Ink::FarShorts
        | Ink::Ghost
        | Ink::Paper
        | Ink::Prop
        | Ink::Mat
        | Ink::Band => Some((0xff, 0xff, 0xff)),
        Ink::Line
        | Ink::Hair
        | Ink::FarLine
        | Ink::GhostLine
        | Ink::Accent
        | Ink::PropLine
        | Ink::BandLine
        | Ink::Weight
        | Ink::MatLine
        | Ink::Ground
        | Ink::GroundHatch => Some(split(inking.ink)),
    }
}

fn split(colour: u32) -> Rgb {
    ((colour >> 16) as u8, (colour >> 8) as u8, colour as u8)
}

/// A colour by how light, how strong and of which hue it looks: Oklab in polar form (B. Ottosson, "A perceptual color space for image
/// processing", 2020).
#[derive(Clone, Copy)]
struct Lch {
    lightness: f64,
    chroma: f64,
    /// In radians.
    hue: f64,
}

impl Lch {
    fn of((red, green, blue): Rgb) -> Lch {
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
        };
        let (r, g, b) = (linear(red), linear(green), linear(blue));
        let l = libm::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        let m = libm::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        let s = libm::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        let (a, b) = (1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s, 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
        Lch { lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, chroma: libm::hypot(a, b), hue: libm::atan2(b, a) }
    }

    /// As it can be printed on a screen; what is too strong for that is clamped.
    fn rgb(self) -> Rgb {
        let (a, b) = (self.chroma * libm::cos(self.hue), self.chroma * libm::sin(self.hue));
        let cube = |value: f64| value * value * value;
        let l = cube(self.lightness + 0.3963377774 * a + 0.2158037573 * b);
        let m = cube(self.lightness - 0.1055613458 * a - 0.0638541728 * b);
        let s = cube(self.lightness - 0.0894841775 * a - 1.2914855480 * b);
        let shown = |linear: f64| {
            let value = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * libm::pow(linear, 1.0 / 2.4) - 0.055 };
            libm::round(value.clamp(0.0, 1.0) * 255.0) as u8
        };
        (
            shown(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            shown(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            shown(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Lch, Looks, Skin, colour};
    use crate::figure::Ink;
    use crate::model::{Inking, Palette};

    #[test]
    fn a_colour_comes_back_from_its_lightness_chroma_and_hue() {
        for rgb in [(0, 0, 0), (255, 255, 255), (0x0b, 0x4a, 0x5f), (200, 30, 90), (1, 254, 3)] {
            assert_eq!(Lch::of(rgb).rgb(), rgb);
        }
    }

    #[test]
    fn what_is_worn_is_told_apart_by_any_accent() {
        for accent in [0x0b4a5f, 0xa32a16, 0x2e7d32, 0x6a1b9a, 0x000000, 0x8a6d00, 0x1565c0] {
            let inking = Inking { accent, ..Inking::default() };
            let light = |ink| Lch::of(colour(ink, &inking, Looks::default()).expect("a colour")).lightness;
            assert!(light(Ink::Skin) - light(Ink::Shirt) > 0.12, "{accent:06x}");
            assert!(light(Ink::Shirt) - light(Ink::Shorts) > 0.25, "{accent:06x}");
            assert!(light(Ink::Shorts) - light(Ink::Line) > 0.2, "{accent:06x}");
        }
    }

    #[test]
    fn lines_are_seen_on_every_skin() {
        for skin in [Skin::Paper, Skin::Light, Skin::Tan, Skin::Brown, Skin::Dark] {
            for palette in [Palette::Colour, Palette::Grey, Palette::Line] {
                let inking = Inking { palette, ..Inking::default() };
                let light = |ink| Lch::of(colour(ink, &inking, Looks { skin, ..Looks::default() }).expect("a colour")).lightness;
                assert!(light(Ink::Skin) - light(Ink::Line) > 0.28, "{skin:?} {palette:?}");
            }
        }
    }

    #[test]
    fn greys_are_grey_and_lines_have_one_colour() {
        let inks = [Ink::Line, Ink::Skin, Ink::SkinShade, Ink::Shirt, Ink::Shorts, Ink::Hair, Ink::FarLine, Ink::Accent, Ink::Prop, Ink::Ground];
        for ink in inks {
            let of = |palette| colour(ink, &Inking { palette, ..Inking::default() }, Looks::default());
            let grey = of(Palette::Grey).map(|(red, green, blue)| [red, green, blue]);
            assert!(grey.is_none_or(|[red, green, blue]| red == green && green == blue && (red <= 0xcc || red == 0xff)), "{ink:?}");
            assert!(matches!(of(Palette::Line), None | Some((0xff, 0xff, 0xff) | (0x1b, 0x24, 0x2c))), "{ink:?}");
        }
    }
}
