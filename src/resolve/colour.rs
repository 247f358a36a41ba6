//! Colours: read, weighed against each other, darkened until they can be read.

/// `#rrggbb` as 0xRRGGBB.
pub fn colour(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('#')?;
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// Contrast of two colours from 1 to 21 (WCAG 2.1, "contrast ratio").
pub fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The colour itself, or the nearest darker one of its hue that holds `least` on every ground; the change is small steps towards black.
pub fn darkened(colour: u32, grounds: &[u32], least: f64) -> u32 {
    (0..=100)
        .map(|percent| {
            let part = |shift: u32| ((colour >> shift & 0xff) * (100 - percent) / 100) << shift;
            part(16) | part(8) | part(0)
        })
        .find(|tried| grounds.iter().all(|ground| contrast(*tried, *ground) >= least))
        .unwrap_or(0)
}

/// Relative luminance of sRGB (WCAG 2.1).
fn luminance(colour: u32) -> f64 {
    let channel = |shift: u32| {
        let value = f64::from(colour >> shift & 0xff) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

#[cfg(test)]
mod tests {
    use super::{colour, contrast, darkened};

    #[test]
    fn contrast_is_that_of_wcag() {
        assert_eq!(contrast(0, 0xffffff), 21.0);
        assert!((contrast(0x767676, 0xffffff) - 4.54).abs() < 0.01);
        assert_eq!(colour("#0b4a5f"), Some(0x0b4a5f));
        for bad in ["0b4a5f", "#0b4a5", "#0b4a5g", "#+b4a5f", ""] {
            assert_eq!(colour(bad), None, "{bad}");
        }
    }

    #[test]
    fn pale_colours_darken_and_dark_ones_stay() {
        assert_eq!(darkened(0x0b4a5f, &[0xffffff], 4.5), 0x0b4a5f);
        for (pale, least) in [(0xffd54f, 4.5), (0xffffff, 7.0), (0x66ccff, 7.0)] {
            let dark = darkened(pale, &[0xffffff, 0xf0eadd], least);
            assert!(contrast(dark, 0xffffff) >= least && contrast(dark, 0xf0eadd) >= least);
        }
    }
}
