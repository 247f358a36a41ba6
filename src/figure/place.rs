//! Places on a body by their names, as an arrow or a band speaks of them: `elbow.near`, `lower-back`.
use super::contact::GRIP;
use super::plane::{Point, at, front, up};
use super::pose::View;
use super::props::Stance;
use super::skeleton::{Joints, SIDES, Side};

macro_rules! places {
    ($($name:ident = $word:literal $kind:ident,)+) => {
        /// A place on a body.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Place { $($name),+ }

        impl Place {
            pub const ALL: &'static [Place] = &[$(Place::$name),+];

            pub fn name(self) -> &'static str {
                match self { $(Place::$name => $word),+ }
            }

            fn kind(self) -> Kind {
                match self { $(Place::$name => Kind::$kind),+ }
            }
        }
    };
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// There is one on each side.
    Sided,
    Middle,
    /// Of the middle, and not to be seen from the front.
    Behind,
}

places! {
    Head = "head" Middle,
    Chin = "chin" Middle,
    Neck = "neck" Middle,
    Chest = "chest" Middle,
    Belly = "belly" Middle,
    BellyButton = "belly-button" Middle,
    ShoulderBlades = "shoulder-blades" Behind,
    MidBack = "mid-back" Behind,
    LowerBack = "lower-back" Behind,
    Seat = "seat" Behind,
    Shoulder = "shoulder" Sided,
    Elbow = "elbow" Sided,
    Wrist = "wrist" Sided,
    Hand = "hand" Sided,
    Hip = "hip" Sided,
    Knee = "knee" Sided,
    Ankle = "ankle" Sided,
    Heel = "heel" Sided,
    Toes = "toes" Sided,
}

/// A place, and the side where that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub place: Place,
    pub side: Option<Side>,
}

/// Why a name is no spot of the body that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misnamed {
    /// No place has this name.
    Unknown,
    /// There is one such place only.
    NoSides,
    /// No side has this name.
    UnknownSide,
    /// The sides have other names as the body is seen.
    OtherView,
    /// The body hides it.
    Behind,
}

/// The side that a word names as the body is seen: near and far from the side, right and left from the front.
///
/// # Errors
/// No side has that name, or another view has it.
pub fn side(word: &str, view: View) -> Result<Side, Misnamed> {
    match (word, view) {
        ("near", View::Side) | ("right", View::Front | View::Back) => Ok(Side::Near),
        ("far", View::Side) | ("left", View::Front | View::Back) => Ok(Side::Far),
        ("near" | "far", View::Front | View::Back) | ("right" | "left", View::Side) => Err(Misnamed::OtherView),
        _ => Err(Misnamed::UnknownSide),
    }
}

impl Spot {
    /// # Errors
    /// The body that is seen so has no such spot.
    pub fn named(name: &str, view: View) -> Result<Spot, Misnamed> {
        let (place, word) = name.split_once('.').map_or((name, None), |(place, word)| (place, Some(word)));
        let place = Place::ALL.iter().copied().find(|known| known.name() == place).ok_or(Misnamed::Unknown)?;
        match (place.kind(), word) {
            (Kind::Behind, _) if view != View::Side => Err(Misnamed::Behind),
            (Kind::Middle | Kind::Behind, Some(_)) => Err(Misnamed::NoSides),
            (_, None) => Ok(Spot { place, side: None }),
            (Kind::Sided, Some(word)) => Ok(Spot { place, side: Some(side(word, view)?) }),
        }
    }

    /// The sides that are meant: the one that is said; else both as seen from the front, and the near one as seen from the side.
    pub fn sides(self, view: View) -> Vec<Side> {
        match (self.side, self.place.kind(), view) {
            (Some(side), ..) => vec![side],
            (None, Kind::Sided, View::Front | View::Back) => SIDES.to_vec(),
            (None, ..) => vec![Side::Near],
        }
    }
}

/// Where everything of a drawn body is.
pub struct Landmarks<'a> {
    pub stance: &'a Stance<'a>,
    pub chin: Point,
    /// Along the belly side and the back, from the seat up to the chest.
    pub chest: Point,
    pub belly: Point,
    pub belly_button: Point,
    pub shoulder_blades: Point,
    pub mid_back: Point,
    pub lower_back: Point,
    pub seat: Point,
    /// Along the trunk towards the head; one long.
    pub up: Point,
}

impl<'a> Landmarks<'a> {
    pub fn of(stance: &'a Stance<'a>) -> Landmarks<'a> {
        let lean = (stance.neck - stance.hip).unit();
        match stance.skeleton {
            Some(skeleton) => Landmarks {
                stance,
                chin: skeleton.head + front(skeleton.head_lean) * 34.0 - up(skeleton.head_lean) * 46.0,
                chest: skeleton.belly(0.72).0,
                belly: skeleton.belly(0.38).0,
                belly_button: skeleton.belly(0.24).0,
                shoulder_blades: skeleton.back(0.78).0,
                mid_back: skeleton.back(0.58).0,
                lower_back: skeleton.back(0.28).0,
                seat: skeleton.buttock() - lean * 40.0,
                up: lean,
            },
            None => {
                let on = |station: f64| stance.hip.mid(stance.neck, station);
                Landmarks {
                    stance,
                    chin: stance.neck.mid(stance.head, 0.3),
                    chest: on(0.72),
                    belly: on(0.38),
                    belly_button: on(0.24),
                    shoulder_blades: on(0.78),
                    mid_back: on(0.58),
                    lower_back: on(0.28),
                    seat: stance.hip - lean * 40.0,
                    up: lean,
                }
            }
        }
    }

    pub fn view(&self) -> View {
        self.stance.view
    }

    pub fn head(&self) -> Point {
        self.stance.head
    }

    pub fn limb(&self, side: Side) -> &Joints {
        match side {
            Side::Near => &self.stance.near,
            Side::Far => &self.stance.far,
        }
    }

    /// All joints of limbs.
    pub fn joints(&self) -> impl Iterator<Item = Point> {
        SIDES.into_iter().flat_map(|side| {
            let limb = self.limb(side);
            [limb.shoulder, limb.elbow, limb.wrist, limb.hip, limb.knee, limb.ankle]
        })
    }
    pub fn at(&self, place: Place, side: Side) -> Point {
        let limb = self.limb(side);
        match place {
            Place::Head => self.stance.head,
            Place::Chin => self.chin,
            Place::Neck => self.stance.neck,
            Place::Chest => self.chest,
            Place::Belly => self.belly,
            Place::BellyButton => self.belly_button,
            Place::ShoulderBlades => self.shoulder_blades,
            Place::MidBack => self.mid_back,
            Place::LowerBack => self.lower_back,
            Place::Seat => self.seat,
            Place::Shoulder => limb.shoulder,
            Place::Elbow => limb.elbow,
            Place::Wrist => limb.wrist,
            Place::Hand => limb.wrist + limb.hand * GRIP,
            Place::Hip => limb.hip,
            Place::Knee => limb.knee,
            Place::Ankle => limb.ankle,
            Place::Heel | Place::Toes if self.view() != View::Side => limb.ankle - at(0.0, 28.0),
            Place::Heel => limb.ankle - limb.foot * 36.0 - limb.foot.normal() * 26.0,
            Place::Toes => limb.ankle + limb.foot * 84.0 - limb.foot.normal() * 12.0,
        }
    }

    /// The joint that a place turns about where none is said.
    pub fn pivot(&self, place: Place, side: Side) -> Point {
        let limb = self.limb(side);
        match place {
            Place::Elbow => limb.shoulder,
            Place::Wrist | Place::Hand => limb.elbow,
            Place::Knee => limb.hip,
            Place::Ankle | Place::Heel => limb.knee,
            Place::Toes => limb.ankle,
            Place::Head | Place::Chin => self.stance.neck - self.up * 20.0,
            Place::Shoulder | Place::Neck | Place::Chest | Place::Belly | Place::BellyButton => limb.hip,
            Place::ShoulderBlades | Place::MidBack | Place::LowerBack => limb.hip,
            Place::Hip | Place::Seat => limb.knee,
        }
    }

    /// Straight away from the middle line of a body seen from the front.
    pub fn out(&self, side: Side) -> Point {
        match side {
            Side::Near => at(-1.0, 0.0),
            Side::Far => at(1.0, 0.0),
        }
    }
}
