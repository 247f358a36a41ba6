//! A length: exact sums, the same on every machine.
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};
use std::str::FromStr;

/// A length in 1/65536 of a point (1 pt = 1/72 in).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Len(i64);

const UNIT: i64 = 65_536;

impl Len {
    pub const ZERO: Len = Len(0);
    /// Longer than any page: "as much as you like".
    pub const MAX: Len = Len(i64::MAX / 4);

    /// Whole points.
    pub const fn pt(points: i64) -> Len {
        Len(points * UNIT)
    }

    /// Whole millimetres, rounded to the unit.
    pub const fn mm(millimetres: i64) -> Len {
        Len((millimetres * UNIT * 720 + 127) / 254)
    }

    /// The nearest unit to so many points.
    pub fn from_pt(points: f64) -> Len {
        Len(libm::round(points * UNIT as f64) as i64)
    }

    /// In points, for the canvas.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / UNIT as f64
    }

    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// In units of 1/65536 pt.
    pub const fn raw(self) -> i64 {
        self.0
    }

    pub const fn from_raw(units: i64) -> Len {
        Len(units)
    }

    /// This length times `numerator / denominator`, rounded towards zero.
    pub const fn scale(self, numerator: i64, denominator: i64) -> Len {
        Len((self.0 as i128 * numerator as i128 / denominator as i128) as i64)
    }

    /// This length times a factor, rounded to the unit.
    pub fn times(self, factor: f64) -> Len {
        Len(libm::round(self.0 as f64 * factor) as i64)
    }

    /// The next multiple of `step` at or above this length; itself where `step` is not positive.
    pub fn round_up_to(self, step: Len) -> Len {
        if step.0 <= 0 {
            return self;
        }
        Len(self.0.div_euclid(step.0) * step.0 + if self.0.rem_euclid(step.0) == 0 { 0 } else { step.0 })
    }
}

impl Add for Len {
    type Output = Len;
    fn add(self, other: Len) -> Len {
        Len(self.0 + other.0)
    }
}
impl AddAssign for Len {
    fn add_assign(&mut self, other: Len) {
        self.0 += other.0;
    }
}
impl Sub for Len {
    type Output = Len;
    fn sub(self, other: Len) -> Len {
        Len(self.0 - other.0)
    }
}
impl SubAssign for Len {
    fn sub_assign(&mut self, other: Len) {
        self.0 -= other.0;
    }
}
impl Neg for Len {
    type Output = Len;
    fn neg(self) -> Len {
        Len(-self.0)
    }
}
impl Mul<i64> for Len {
    type Output = Len;
    fn mul(self, times: i64) -> Len {
        Len(self.0 * times)
    }
}
impl Div<i64> for Len {
    type Output = Len;
    fn div(self, parts: i64) -> Len {
        Len(self.0 / parts)
    }
}
impl Sum for Len {
    fn sum<I: Iterator<Item = Len>>(all: I) -> Len {
        all.fold(Len::ZERO, Add::add)
    }
}

impl fmt::Debug for Len {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Points with at most two decimals: `12`, `12.5`, `-3.25`.
impl fmt::Display for Len {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let hundredths = (self.0 * 100 + if self.0 < 0 { -UNIT / 2 } else { UNIT / 2 }) / UNIT;
        let (sign, hundredths) = if hundredths < 0 { ("-", -hundredths) } else { ("", hundredths) };
        match (hundredths / 100, hundredths % 100) {
            (whole, 0) => write!(f, "{sign}{whole}"),
            (whole, part) if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            (whole, part) => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

/// Why a text is no length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadLen;

impl fmt::Display for BadLen {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("write a number and `pt`, `mm`, `cm`, `m` or `in`, such as \"9 mm\"")
    }
}

/// `"9 mm"`, `"0.5in"`, `"14 pt"`, `"2 cm"`: a number, an optional space, a unit. At most 10 m either way.
impl FromStr for Len {
    type Err = BadLen;
    fn from_str(text: &str) -> Result<Len, BadLen> {
        let text = text.trim();
        let at = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).ok_or(BadLen)?;
        let number: f64 = text[..at].parse().map_err(|_| BadLen)?;
        let points = number
            * match text[at..].trim_start() {
                "pt" => 1.0,
                "mm" => 72.0 / 25.4,
                "cm" => 720.0 / 25.4,
                "m" => 72_000.0 / 25.4,
                "in" => 72.0,
                _ => return Err(BadLen),
            };
        if points.abs() > 28_347.0 { Err(BadLen) } else { Ok(Len::from_pt(points)) }
    }
}

#[cfg(test)]
mod tests {
    use super::Len;

    #[test]
    fn units_are_read_and_written() {
        for (text, shown) in [("9 mm", "25.51"), ("0.5in", "36"), ("14 pt", "14"), ("2 cm", "56.69"), ("2 m", "5669.29"), ("-3.5 pt", "-3.5")] {
            assert_eq!(text.parse::<Len>().map(|len| len.to_string()), Ok(shown.to_owned()), "{text}");
        }
        for text in ["", "9", "mm", "9 px", "1e3 pt", "99999999 in", "- pt", "NaN pt"] {
            assert!(text.parse::<Len>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_step_is_reached_from_below() {
        assert_eq!(Len::pt(10).round_up_to(Len::pt(9)), Len::pt(18));
        assert_eq!(Len::pt(18).round_up_to(Len::pt(9)), Len::pt(18));
        assert_eq!(Len::ZERO.round_up_to(Len::pt(9)), Len::ZERO);
    }
}
