//! The schema opened for the check: at each place, what is taken.
use serde_json::Value;
pub(super) struct Shapes;
impl Shapes {
    pub fn of(_schema: &Value) -> Shapes {
        Shapes
    }
}
