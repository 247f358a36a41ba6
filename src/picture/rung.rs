//! How many pixels a picture keeps: one of a fixed ladder of sizes, so that its bytes depend on nothing but itself and the rung.
use crate::geom::Size;

/// The longer side in pixels: 64 · 2^(n/4).
const LADDER: [u32; 33] = [
    64, 76, 91, 108, 128, 152, 181, 215, 256, 304, 362, 431, 512, 609, 724, 861, 1024, 1218, 1448, 1722, 2048, 2435, 2896, 3444, 4096, 4871, 5793,
    6889, 8192, 9742, 11_585, 13_777, 16_384,
];

/// The size to bring a picture of so many upright pixels down to for its largest placement: the least rung that keeps `dpi` pixels an inch.
/// None where it has at most 1.5 times the pixels that it needs, or where no rung is smaller than itself.
pub(super) fn rung(pixels: (u32, u32), largest: Size, dpi: u32) -> Option<(u32, u32)> {
    let needed = |length: crate::geom::Len| (length.to_pt().max(0.0) * f64::from(dpi) / 72.0).max(1.0);
    let (width, height) = (f64::from(pixels.0), f64::from(pixels.1));
    // The share of each side that is needed; the aspect is kept, so the larger counts.
    let share = (needed(largest.width) / width).max(needed(largest.height) / height);
    if share * share * 1.5 >= 1.0 {
        return None;
    }
    let longer = pixels.0.max(pixels.1);
    // A thousandth of a pixel, so that 8 in at 128 dpi is the rung 1024 however the inches were rounded.
    let rung = LADDER.into_iter().find(|&rung| f64::from(rung) + 0.001 >= share * f64::from(longer)).filter(|&rung| rung < longer)?;
    let other = |side: u32| ((u64::from(side) * u64::from(rung) + u64::from(longer) / 2) / u64::from(longer)).max(1) as u32;
    Some((other(pixels.0), other(pixels.1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Len;

    fn inches(width: i64, height: i64) -> Size {
        Size { width: Len::pt(72 * width), height: Len::pt(72 * height) }
    }

    #[test]
    fn the_least_rung_that_is_enough() {
        assert_eq!(rung((4000, 3000), inches(4, 3), 300), Some((1218, 914)));
        assert_eq!(rung((3000, 4000), inches(3, 4), 300), Some((914, 1218)));
        assert_eq!(rung((4096, 3072), inches(8, 6), 128), Some((1024, 768)));
        assert_eq!(rung((100_000, 10), inches(1, 1), 300), None);
    }

    #[test]
    fn up_to_half_more_pixels_than_needed_are_kept() {
        assert_eq!(rung((1466, 1099), inches(4, 3), 300), None);
        assert_eq!(rung((1471, 1103), inches(4, 3), 300), Some((1218, 913)));
        assert_eq!(rung((300, 300), inches(4, 4), 300), None);
    }

    #[test]
    fn neighbouring_placements_share_a_rung() {
        let at = |points| rung((4000, 4000), Size { width: Len::pt(points), height: Len::pt(points) }, 300);
        assert_eq!(at(250), at(290));
        assert_ne!(at(250), at(300));
    }
}
