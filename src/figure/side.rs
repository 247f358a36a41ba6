//! Draws a clothed body seen from the side. Two weights of line: the outline of the near body stands under everything, heavier; parts are
//! drawn over it. Where a sleeve meets the shirt and a thigh the shorts, the line is lost, as a pen would lose it.
use super::clothed::{Arm, Clothed, Leg};
use super::contour::{Contour, open};
use super::drawing::{Drawing, Ink, Pen};
use super::plane::{Point, at, front, up};
use super::props::{Layer, Props};
use super::region::{Keep, Region};
use super::skeleton::{Posture, Skeleton};

/// Widths of lines.
pub const OUTLINE: f64 = 8.4;
pub const INNER: f64 = 4.6;
pub const DETAIL: f64 = 3.4;
const FAR: f64 = 4.4;
/// The clear space between the near body and what is behind it.
pub const GAP: f64 = 7.0;

const LINE: Pen = Pen::new(Ink::Line, INNER);
const FINE: Pen = Pen::new(Ink::Line, INNER * 0.8);

/// The body, and the props that stand between its parts.
pub fn draw(drawing: &mut Drawing, posture: &Posture, skeleton: &Skeleton, body: &Clothed, props: &Props) {
    let silhouette = body.silhouette();
    draw_far(drawing, body, &silhouette);
    props.draw(drawing, Layer::Between);
    drawing.outline(&silhouette, Pen::new(Ink::Line, OUTLINE));
    draw_neck(drawing, body);
    draw_leg(drawing, &body.near_leg);
    draw_trunk(drawing, posture, skeleton, body);
    let arm = &body.near_arm;
    if arm.grip.behind_head {
        drawing.part(&arm.hand, Ink::Skin, LINE);
    }
    // An arm beside the head leaves the face to be seen.
    if body.hides_face(skeleton) {
        props.draw(drawing, Layer::Held);
        draw_arm(drawing, body);
        draw_head(drawing, skeleton, body);
        return;
    }
    draw_head(drawing, skeleton, body);
    props.draw(drawing, Layer::Held);
    draw_arm(drawing, body);
}

fn draw_far(drawing: &mut Drawing, body: &Clothed, silhouette: &Region) {
    let [arm, leg] = body.far();
    let pen = Pen::new(Ink::FarLine, FAR);
    let near = silhouette.grown(OUTLINE / 2.0 + GAP);
    let draw = |drawing: &mut Drawing, seen: &Region, parts: &[(&Region, Ink)], crease: &Option<Contour>| {
        let edge = seen.grown(0.8);
        for &(part, ink) in parts {
            drawing.fill(&part.within(seen), ink);
            drawing.lines(edge.clip(&part.outlines(), Keep::Inside), pen);
        }
        if let Some(crease) = crease {
            drawing.lines(edge.clip(std::slice::from_ref(crease), Keep::Inside), pen);
        }
    };
    if let Some(seen) = seen(&arm, &near) {
        let of = &body.far_arm;
        draw(drawing, &seen, &[(&of.skin, Ink::FarSkin), (&of.sleeve, Ink::FarShirt)], &of.crease);
    }
    if let Some(seen) = seen(&leg, &near) {
        let of = &body.far_leg;
        draw(drawing, &seen, &[(&of.skin, Ink::FarSkin), (&of.shoe, Ink::FarShoe), (&of.trouser, Ink::FarShorts)], &of.crease);
        drawing.fill(&of.sole.within(&seen), Ink::FarLine);
    }
}

/// What of a far limb is to be seen beside the near body. Slivers that only the trimming made are lost.
fn seen(far: &Region, near: &Region) -> Option<Region> {
    const LEAST: f64 = 2400.0;
    const SLIVER: f64 = 10.0;
    let visible = far.without(near);
    if visible.is_empty() {
        return None;
    }
    let thin = visible.without(&visible.grown(-SLIVER).grown(SLIVER + 0.5));
    let touching = near.grown(1.5);
    let slivers: Vec<Region> = thin.parts().into_iter().filter(|part| !part.within(&touching).is_empty()).map(|part| part.grown(0.4)).collect();
    let whole = visible.without(&Region::union(&slivers));
    let parts: Vec<Region> = whole.parts().into_iter().filter(|part| part.area() > LEAST).collect();
    (!parts.is_empty()).then(|| Region::union(&parts))
}

/// A crescent of one darker tone on the side away from the light, which comes from the upper front; it leaves the part's outline free.
pub fn shade(drawing: &mut Drawing, whole: &Region, away: Point, ink: Ink, clip: &Region) {
    let crescent = whole.without(&whole.moved(away)).grown(-2.2).grown(2.2);
    drawing.fill(&crescent.within(&clip.grown(-INNER / 2.0)), ink);
}

fn draw_neck(drawing: &mut Drawing, body: &Clothed) {
    drawing.fill(&body.neck, Ink::Skin);
    drawing.fill(&body.head.face.moved(at(4.0, -14.0)).within(&body.neck), Ink::SkinShade);
    drawing.outline(&body.neck, LINE);
}

fn draw_leg(drawing: &mut Drawing, leg: &Leg) {
    drawing.part(&leg.skin, Ink::Skin, LINE);
    shade(drawing, &leg.skin, at(-9.0, 6.0), Ink::SkinShade, &leg.skin);
    drawing.lines(leg.crease.iter().cloned().collect(), LINE);
    drawing.part(&leg.shoe, Ink::Shoe, LINE);
    drawing.fill(&leg.sole, Ink::Line);
}

fn draw_trunk(drawing: &mut Drawing, posture: &Posture, skeleton: &Skeleton, body: &Clothed) {
    let (leg, shirt) = (&body.near_leg, &body.shirt);
    drawing.part(&leg.shorts, Ink::Shorts, LINE);
    shade(drawing, &leg.shorts, at(-13.0, 9.0), Ink::ShortsShade, &leg.shorts);
    drawing.part(shirt, Ink::Shirt, LINE);
    shade(drawing, &shirt.with(&body.near_arm.sleeve), at(-13.0, 9.0), Ink::ShirtShade, shirt);
    draw_belly_folds(drawing, posture, skeleton, body);
    let over = body.over.within(&shirt.grown(INNER));
    let hip = leg.joints.hip;
    if over.within(shirt).area() > 150.0 {
        drawing.fill(&over, Ink::Shorts);
        let edge = shirt.grown(2.0).clip(&body.over.outlines(), Keep::Inside);
        drawing.lines(Region::disc(hip, 34.0).clip(&edge, Keep::Outside), LINE);
    } else if body.hip_bend > 35.0 {
        let ray = leg.shorts.clip(&[vec![hip, hip + body.groin * 140.0]], Keep::Inside);
        if let Some(&edge) = ray.first().and_then(|ray| ray.last()) {
            drawing.line(vec![edge, edge - body.groin * 30.0], LINE);
        }
    }
}

fn draw_belly_folds(drawing: &mut Drawing, posture: &Posture, skeleton: &Skeleton, body: &Clothed) {
    let fold = posture.lower_back + posture.upper_back + (body.hip_bend - 40.0).max(0.0) * 0.6;
    let folds: &[(f64, f64)] = if fold > 45.0 {
        &[(0.20, 40.0), (0.31, 27.0)]
    } else if fold > 22.0 {
        &[(0.20, 40.0)]
    } else {
        &[]
    };
    for &(station, length) in folds {
        let (edge, out) = skeleton.belly(station);
        let along = up(posture.lean_at(station));
        let line = open(&[edge + out, edge - out * (length * 0.5) - along * 5.0, edge - out * length - along * 3.0]);
        drawing.lines(body.shirt.clip(&[line], Keep::Inside), Pen::new(Ink::Line, DETAIL));
    }
}

fn draw_head(drawing: &mut Drawing, skeleton: &Skeleton, body: &Clothed) {
    let head = &body.head;
    drawing.part(&head.face, Ink::Skin, LINE);
    drawing.part(&head.knot, Ink::Hair, FINE);
    drawing.part(&head.hair, Ink::Hair, FINE);
    drawing.part(&head.ear, Ink::Skin, FINE);
    drawing.part(&head.scarf, Ink::Shorts, FINE);
    shade(drawing, &head.scarf, at(-9.0, 6.0), Ink::ShortsShade, &head.scarf);
    let (forward, upward) = (front(skeleton.head_lean), up(skeleton.head_lean));
    let place = |x: f64, y: f64| skeleton.head + forward * x + upward * y;
    drawing.line(vec![place(38.0, 7.0), place(39.0, -1.0)], Pen::new(Ink::Line, 5.4));
    drawing.line(vec![place(34.0, 20.0), place(39.0, 22.0), place(45.0, 19.0)], Pen::new(Ink::Line, DETAIL));
}

fn draw_arm(drawing: &mut Drawing, body: &Clothed) {
    let Arm { joints, grip, sleeve, .. } = &body.near_arm;
    let arm = &body.near_arm;
    let skin = if grip.behind_head { &arm.bare } else { &arm.skin };
    drawing.fill(skin, Ink::Skin);
    shade(drawing, skin, at(-7.0, 5.0), Ink::SkinShade, skin);
    drawing.lines(Region::disc(joints.shoulder, 60.0).clip(&skin.outlines(), Keep::Outside), LINE);
    drawing.lines(arm.crease.iter().cloned().collect(), LINE);
    if grip.hand != super::shapes::Hand::Flat && !grip.behind_head {
        let thumb: Contour = arm.thumb.iter().chain(arm.thumb.first()).copied().collect();
        let inner = arm.skin.grown(-2.0).clip(&[thumb], Keep::Inside);
        drawing.lines(Region::disc(joints.wrist, 22.0).clip(&inner, Keep::Outside), FINE);
    }
    let shoulder = Region::disc(joints.shoulder, 60.0);
    drawing.fill(sleeve, Ink::Shirt);
    shade(drawing, &sleeve.with(&body.shirt.within(&shoulder)), at(-9.0, 6.0), Ink::ShirtShade, sleeve);
    let forward = (joints.elbow - joints.shoulder).unit().normal();
    let lost = Region::disc(joints.shoulder, 44.0).with(&Region::disc(joints.shoulder + forward * 24.0, 46.0)).within(&body.shirt.grown(1.0));
    drawing.lines(lost.clip(&sleeve.outlines(), Keep::Outside), LINE);
}
