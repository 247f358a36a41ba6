//! Figures: exercise drawings made from poses. A pose says the angles of joints as a physiotherapist says them, and what rests on what; the
//! body is brought to rest there, and drawn in clothes, as an SVG of plain paths.
//!
//! What this room refuses: angles that no joint has, contacts that no body can meet, parts under the floor. It says so as [`Fault`]s.
//!
//! ```text
//! Pose ─ pose ─▶ Posture + Contacts ─ solve ─▶ Posture at rest ─ skeleton ─▶ Skeleton
//!      ─ clothed ─▶ shapes ─ side, front, props ─▶ Drawing: marks in roles ─ svg ─▶ an SVG in the colours of a palette
//! ```
//!
//! A body is a thousand units high. The same pose gives the same bytes on every machine: trigonometry is `libm`'s, areas are put together
//! on a grid of whole numbers, rounds are counted.
mod arrows;
mod artwork;
mod body;
mod clothed;
mod contact;
mod contour;
mod crowd;
mod drawing;
mod fit;
mod front;
mod ghost;
mod heads;
mod highlight;
mod meet;
mod palette;
mod people;
mod place;
mod plane;
mod pose;
mod props;
mod region;
mod scene;
mod shapes;
mod sheet;
mod side;
mod skeleton;
mod solve;
mod svg;

pub use arrows::{Along, Arrow, Astray, To};
pub use artwork::{Artwork, Extent, Heft, Path, Piece, Rgb, Step, Stroke};
pub use body::{FOREARM, Joint, SHANK, THIGH, UPPER_ARM};
pub use contact::{Contact, On, Part};
pub use drawing::{Drawing, End, Ink};
pub use highlight::Muscle;
pub use people::{Age, Build, Hair, Person, Skin, Wear};
pub use place::{Misnamed, Place, Spot, side};
pub use plane::Point;
pub use pose::{Ghost, Pose, Rest, Sided, Slip, Thumbs, View, named};
pub use props::{Against, Held, Layer, Prop, Seen, Unplaced};
pub use scene::{Fault, Rested, draw, rested};
pub use shapes::Hand;
pub use sheet::sheet;
pub use skeleton::{Joints, Limbs, Posture, SIDES, Side, Skeleton};
pub use solve::{MET, Unmet};

pub use sheet::{Group, Row, Sheet, Shown, Word};
