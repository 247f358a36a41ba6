//! x
pub fn dump(_: &crate::compose::Pages, _: &crate::kit::Kit) -> String {
    String::new()
}
