//! Pictures in their places: the aspect kept, the sharpness looked at.
use super::block::Block;
use super::cx::Cx;
use super::page::Mark;
use crate::diag::{Code, Diagnostic};
use crate::geom::{Area, Len};
use crate::model::{PictureRef, PictureUse};
use crate::picture::Kind;
use crate::structure::NodeId;

/// The largest area of the picture's aspect within `width` × `height`, at the origin.
pub(super) fn fit(cx: &Cx, picture: PictureRef, width: Len, height: Len) -> Area {
    let natural = cx.kit.pictures.measured(picture).size;
    if natural.width <= Len::ZERO || natural.height <= Len::ZERO {
        return Area { width, height, ..Area::default() };
    }
    let wide = height.scale(natural.width.raw(), natural.height.raw());
    if wide <= width {
        Area { width: wide, height, ..Area::default() }
    } else {
        Area { width, height: width.scale(natural.height.raw(), natural.width.raw()), ..Area::default() }
    }
}

/// A picture with its caption below; where it ends.
pub(super) fn set(cx: &mut Cx, block: &mut Block, used: &PictureUse, (node, caption): (NodeId, Option<NodeId>), area: Area, width: Len) -> Len {
    look(cx, used, area);
    block.picture(used, area, node);
    let (Some(text), Some(node)) = (&used.caption, caption) else { return area.foot() };
    let lines = cx.lines(&cx.layout.styles.caption, text, width);
    block.text(&lines, area.start, area.foot(), Mark::Tagged(node), cx.ink());
    area.foot() + lines.height()
}

/// Below this many pixels an inch a print looks soft; below the second it is not made.
const SOFT: i64 = 200;
const COARSE: i64 = 150;

/// The two limits where a sheet is read from afar: fewer from 1 m, half as many from 2 m.
fn limits(cx: &Cx) -> (i64, i64) {
    match cx.layout.viewing_distance {
        Some(far) if far >= Len::mm(2_000) => (SOFT / 2, COARSE / 2),
        Some(far) if far >= Len::mm(1_000) => (SOFT * 3 / 4, COARSE * 3 / 4),
        Some(_) | None => (SOFT, COARSE),
    }
}

/// Reports a raster picture that has too few pixels for its area.
fn look(cx: &mut Cx, used: &PictureUse, area: Area) {
    let measured = cx.kit.pictures.measured(used.picture);
    if measured.kind == Kind::Svg || area.width <= Len::ZERO {
        return;
    }
    let dpi = Len::pt(72).scale(i64::from(measured.pixels.0), 1).raw() / area.width.raw();
    let (soft, coarse) = limits(cx);
    let needed = i64::from(measured.pixels.0) * soft / dpi.max(1);
    let said = format!("the picture has {dpi} pixels an inch where it stands ({} × {} mm)", whole_mm(area.width), whole_mm(area.height));
    let help = format!("use one that is at least {needed} pixels wide");
    if dpi < coarse {
        cx.out.push(Diagnostic::error(Code::PictureCoarse, format!("{said}: too coarse to print")).at(used.span).help(help));
    } else if dpi < soft {
        cx.out.push(Diagnostic::warning(Code::PictureCoarse, format!("{said}: it will look soft")).at(used.span).help(help));
    }
}

fn whole_mm(length: Len) -> i64 {
    libm::round(length.to_mm()) as i64
}
