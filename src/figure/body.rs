//! The measures of a body a thousand units high, and how far its joints move.
//!
//! Segment lengths follow Drillis and Contini (1966) as given by Winter, "Biomechanics and Motor Control of Human Movement": upper arm 0.186,
//! forearm 0.146, hand 0.108, thigh 0.245, shank 0.246, height of the ankle 0.039, foot 0.152 of the height. The hand is drawn a little
//! shorter, as fingers at rest are bent. Widths are drawn by eye, for clothes that a clinic sees.
use super::contour::Profile;

/// From the hip joint to the base of the neck.
pub const TRUNK: f64 = 300.0;
pub const NECK: f64 = 56.0;
pub const UPPER_ARM: f64 = 186.0;
pub const FOREARM: f64 = 146.0;
pub const THIGH: f64 = 245.0;
pub const SHANK: f64 = 246.0;
/// Height of the ankle joint over the sole.
pub const ANKLE: f64 = 39.0;

/// Radii of the joints' own roundness.
pub const KNEE_CAP: f64 = 31.0;
pub const ELBOW_TIP: f64 = 19.5;
pub const BUTTOCK: f64 = 62.0;
/// From the middle of the wrist to a surface under a flat palm.
pub const PALM: f64 = 16.0;

/// Where on the trunk the shoulder joint lies.
pub const SHOULDER_STATION: f64 = 0.885;
/// The trunk begins under the hip joint and ends over the base of the neck.
pub const TRUNK_FROM: f64 = -0.17;
pub const TRUNK_TO: f64 = 1.06;

pub const TRUNK_PROFILE: Profile = Profile {
    stations: &[-0.17, -0.05, 0.05, 0.18, 0.32, 0.44, 0.60, 0.75, 0.87, 0.95, 1.0, 1.06],
    front: &[30.0, 50.0, 57.0, 58.0, 55.0, 54.0, 60.0, 66.0, 60.0, 47.0, 38.0, 30.0],
    back: &[48.0, 68.0, 72.0, 63.0, 51.0, 47.0, 54.0, 63.0, 64.0, 57.0, 47.0, 37.0],
};
pub const THIGH_PROFILE: Profile =
    Profile { stations: &[-0.1, 0.0, 0.2, 0.5, 0.8, 1.0], front: &[52.0, 57.0, 57.0, 49.0, 36.0, 31.0], back: &[58.0, 62.0, 55.0, 43.0, 32.0, 30.0] };
pub const SHANK_PROFILE: Profile = Profile {
    stations: &[0.0, 0.12, 0.3, 0.45, 0.7, 0.9, 1.0],
    front: &[30.0, 28.0, 24.0, 21.0, 18.0, 17.0, 18.0],
    back: &[29.0, 35.0, 42.0, 37.0, 23.0, 18.0, 19.0],
};
pub const UPPER_ARM_PROFILE: Profile =
    Profile { stations: &[0.0, 0.2, 0.5, 0.85, 1.0], front: &[29.0, 30.0, 27.0, 21.0, 19.0], back: &[31.0, 33.0, 29.0, 22.0, 20.0] };
pub const FOREARM_PROFILE: Profile =
    Profile { stations: &[0.0, 0.2, 0.4, 0.75, 1.0], front: &[20.0, 25.0, 22.0, 15.0, 13.5], back: &[21.0, 22.0, 20.0, 15.0, 13.5] };
/// Seen from the front: the outer side first.
pub const THIGH_FROM_FRONT: Profile =
    Profile { stations: &[-0.1, 0.0, 0.2, 0.5, 0.8, 1.0], front: &[42.0, 45.0, 47.0, 41.0, 31.0, 28.0], back: &[40.0, 44.0, 46.0, 38.0, 30.0, 27.0] };
pub const SHANK_FROM_FRONT: Profile = Profile {
    stations: &[0.0, 0.12, 0.3, 0.45, 0.7, 0.9, 1.0],
    front: &[27.0, 28.0, 33.0, 29.0, 19.0, 16.0, 17.0],
    back: &[26.0, 30.0, 33.0, 29.0, 19.0, 16.0, 17.0],
};
pub const UPPER_ARM_FROM_FRONT: Profile =
    Profile { stations: &[0.0, 0.2, 0.5, 0.85, 1.0], front: &[26.0, 29.0, 25.0, 20.0, 19.0], back: &[26.0, 27.0, 24.0, 20.0, 19.0] };
/// Half widths of the shirt, and of the shorts, by height over the hip joints.
pub const TRUNK_FROM_FRONT: Profile = Profile {
    stations: &[14.0, 50.0, 95.0, 135.0, 180.0, 225.0, 262.0, 284.0, 300.0, 312.0, 322.0, 334.0],
    front: &[97.0, 91.0, 83.0, 81.0, 87.0, 94.0, 99.0, 96.0, 80.0, 60.0, 44.0, 33.0],
    back: &[97.0, 91.0, 83.0, 81.0, 87.0, 94.0, 99.0, 96.0, 80.0, 60.0, 44.0, 33.0],
};
pub const PELVIS_FROM_FRONT: Profile = Profile {
    stations: &[-78.0, -68.0, -50.0, -20.0, 0.0, 30.0, 60.0],
    front: &[6.0, 60.0, 97.0, 100.0, 98.0, 92.0, 84.0],
    back: &[6.0, 60.0, 97.0, 100.0, 98.0, 92.0, 84.0],
};

/// A joint whose angle a pose says: 0 is standing upright, arms hanging, palms inwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    LowerBack,
    UpperBack,
    Neck,
    Shoulder,
    Elbow,
    Wrist,
    Hip,
    Knee,
    Ankle,
    Toes,
}

impl Joint {
    pub const ALL: [Joint; 10] = [
        Joint::LowerBack,
        Joint::UpperBack,
        Joint::Neck,
        Joint::Shoulder,
        Joint::Elbow,
        Joint::Wrist,
        Joint::Hip,
        Joint::Knee,
        Joint::Ankle,
        Joint::Toes,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Joint::LowerBack => "lower-back",
            Joint::UpperBack => "upper-back",
            Joint::Neck => "neck",
            Joint::Shoulder => "shoulder",
            Joint::Elbow => "elbow",
            Joint::Wrist => "wrist",
            Joint::Hip => "hip",
            Joint::Knee => "knee",
            Joint::Ankle => "ankle",
            Joint::Toes => "toes",
        }
    }

    /// How far it moves, in degrees: extension (backwards, for the ankle pointed) is negative, flexion (the ankle pulled up) positive; the
    /// wrist and the toes are counted the other way round, as they are said: extension is positive.
    ///
    /// The figures are those of the American Academy of Orthopaedic Surgeons as given by Norkin and White, "Measurement of Joint Motion",
    /// rounded up to what a body does under load or with help, which exercises ask for: a knee folds to 155° in kneeling on one's heels, an
    /// ankle bends to 40° under weight, and the wrist to 90° under a hand that is leant on.
    pub fn range(self) -> (f64, f64) {
        match self {
            Joint::LowerBack => (-45.0, 60.0),
            Joint::UpperBack => (-45.0, 50.0),
            Joint::Neck => (-60.0, 60.0),
            Joint::Shoulder => (-60.0, 185.0),
            Joint::Elbow => (-8.0, 150.0),
            Joint::Wrist => (-80.0, 90.0),
            Joint::Hip => (-30.0, 135.0),
            Joint::Knee => (-5.0, 155.0),
            Joint::Ankle => (-95.0, 40.0),
            Joint::Toes => (-40.0, 90.0),
        }
    }

    pub fn holds(self, degrees: f64) -> bool {
        let (low, high) = self.range();
        // What the solver leaves is no fault of the author.
        (low - 0.5..=high + 0.5).contains(&degrees)
    }
}
