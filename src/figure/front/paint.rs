//! Draws a clothed body seen from the front, from what is far to what is near.
use super::bones::SIDES;
use super::clothes::{Arm, ArmPlace, Clothes, Leg, LegPlace, Shank};
use crate::figure::contour::{Contour, open};
use crate::figure::drawing::{Drawing, Ink, Pen};
use crate::figure::people::Wear;
use crate::figure::plane::{Point, at};
use crate::figure::region::{Keep, Region};
use crate::figure::side::{DETAIL, INNER, OUTLINE, shade};

const LINE: Pen = Pen::new(Ink::Line, INNER);
const FINE: Pen = Pen::new(Ink::Line, INNER * 0.8);

impl Clothes {
    pub fn draw(&self, drawing: &mut Drawing) {
        drawing.outline(&self.silhouette(), Pen::new(Ink::Line, OUTLINE));
        for arm in self.arms.iter().filter(|arm| arm.place == ArmPlace::Behind) {
            draw_arm_skin(drawing, arm);
            drawing.part(&arm.sleeve, Ink::Shirt, LINE);
        }
        if !self.from_behind {
            drawing.part(&self.head.knot, Ink::Hair, FINE);
        }
        drawing.fill(&self.neck, Ink::Skin);
        if !self.from_behind {
            drawing.fill(&self.head.face.moved(at(3.0, -14.0)).within(&self.neck), Ink::SkinShade);
        }
        drawing.outline(&self.neck, LINE);
        for index in self.order {
            self.draw_leg(drawing, index);
        }
        for arm in self.arms.iter().filter(|arm| matches!(arm.place, ArmPlace::Beside | ArmPlace::Across)) {
            draw_arm_skin(drawing, arm);
        }
        self.draw_clothes(drawing);
        for index in self.order.into_iter().filter(|&index| self.legs[index].place == LegPlace::Before) {
            self.draw_lap(drawing, index);
        }
        self.head.draw(drawing);
        for arm in &self.arms {
            match arm.place {
                ArmPlace::Across => draw_across(drawing, arm),
                ArmPlace::Before => draw_before(drawing, arm),
                ArmPlace::Beside | ArmPlace::Behind => {}
            }
        }
    }

    fn draw_leg(&self, drawing: &mut Drawing, index: usize) {
        let leg = &self.legs[index];
        if leg.place == LegPlace::Before {
            return;
        }
        self.draw_shank_behind(drawing, index);
        self.draw_knee(drawing, index);
        if let Some((knee, outwards)) = leg.cap.filter(|_| leg.wear == Wear::Shorts) {
            let up = if outwards.cross(-self.down) * SIDES[index] > 0.0 { -self.down } else { self.down };
            let dent = [(13.0, 8.0), (9.0, -9.0), (-4.0, -13.0)].map(|(x, y)| knee - outwards * x + up * y);
            drawing.line(open(&dent), Pen::new(Ink::Line, DETAIL));
        }
    }

    /// A thigh that points to the reader lies over shirt and shorts, its knee before its trouser leg.
    fn draw_lap(&self, drawing: &mut Drawing, index: usize) {
        let leg = &self.legs[index];
        self.draw_shank_behind(drawing, index);
        drawing.fill(&leg.trouser, Ink::Shorts);
        shade(drawing, &leg.trouser, at(-13.0, 9.0), Ink::ShortsShade, &leg.trouser);
        let lost = Region::disc(leg.hip, 34.0);
        drawing.lines(lost.clip(&leg.trouser.outlines(), Keep::Outside), LINE);
        self.draw_knee(drawing, index);
    }

    fn draw_shank_behind(&self, drawing: &mut Drawing, index: usize) {
        if self.shanks[index] == Shank::Behind {
            draw_shoe(drawing, &self.legs[index]);
            draw_limb(drawing, &self.legs[index], &self.legs[index].shank);
        }
    }

    fn draw_knee(&self, drawing: &mut Drawing, index: usize) {
        let leg = &self.legs[index];
        if self.shanks[index] == Shank::Before {
            draw_limb(drawing, leg, &leg.skin);
            draw_shoe(drawing, leg);
        } else {
            draw_limb(drawing, leg, &leg.thigh);
        }
    }

    fn draw_clothes(&self, drawing: &mut Drawing) {
        for (cloth, ink, tone) in [(&self.shorts, Ink::Shorts, Ink::ShortsShade), (&self.shirt, Ink::Shirt, Ink::ShirtShade)] {
            drawing.part(cloth, ink, LINE);
            shade(drawing, cloth, at(-13.0, 9.0), tone, cloth);
        }
        if self.legs.iter().all(|leg| leg.place == LegPlace::Under) {
            drawing.line(vec![self.crotch, self.crotch - self.down * 26.0], Pen::new(Ink::Line, DETAIL));
        }
        for arm in &self.arms {
            if matches!(arm.place, ArmPlace::Before | ArmPlace::Behind) {
                continue;
            }
            if arm.out < 60.0 {
                // From the hem of the sleeve to the arm pit.
                let inner = self.shirt.grown(-3.0).clip(&arm.sleeve.outlines(), Keep::Inside);
                let outwards = (arm.shoulder - self.crotch).dot(self.down.normal()).signum();
                let aside = self.down.normal() * outwards;
                let lost = Region::disc(arm.shoulder, 40.0).with(&Region::disc(arm.shoulder + aside * 30.0 - self.down * 20.0, 45.0));
                drawing.lines(lost.clip(&inner, Keep::Outside), LINE);
            }
        }
    }
}

/// A leg, in skin or in cloth.
fn draw_limb(drawing: &mut Drawing, leg: &Leg, area: &Region) {
    let (ink, tone) = match leg.wear {
        Wear::Shorts => (Ink::Skin, Ink::SkinShade),
        Wear::Trousers => (Ink::Shorts, Ink::ShortsShade),
    };
    drawing.part(area, ink, LINE);
    if leg.wear == Wear::Trousers {
        shade(drawing, area, at(-13.0, 9.0), tone, area);
    }
}

fn draw_shoe(drawing: &mut Drawing, leg: &Leg) {
    const ASIDE: f64 = 0.3;
    if leg.foot_up < -ASIDE {
        drawing.part(&leg.shoe, Ink::Shoe, LINE);
        drawing.part(&leg.sole, Ink::Line, LINE);
    } else if leg.foot_up > ASIDE {
        drawing.part(&leg.sole, Ink::Line, LINE);
        drawing.part(&leg.shoe, Ink::Shoe, LINE);
    } else {
        drawing.part(&leg.shoe, Ink::Shoe, LINE);
        drawing.fill(&leg.sole, Ink::Line);
    }
}

fn draw_arm_skin(drawing: &mut Drawing, arm: &Arm) {
    drawing.part(&arm.skin, Ink::Skin, LINE);
    draw_thumb(drawing, arm);
}

fn draw_thumb(drawing: &mut Drawing, arm: &Arm) {
    let thumb: Contour = arm.thumb.iter().chain(arm.thumb.first()).copied().collect();
    let inner = arm.skin.grown(-2.0).clip(&[thumb], Keep::Inside);
    drawing.lines(Region::disc(arm.wrist, 22.0).clip(&inner, Keep::Outside), FINE);
}

/// The forearm over the trunk; the upper arm was drawn under the sleeve.
fn draw_across(drawing: &mut Drawing, arm: &Arm) {
    let over = arm.skin.without(&arm.sleeve.grown(INNER * 0.5));
    drawing.fill(&over, Ink::Skin);
    drawing.lines(arm.sleeve.grown(1.0).clip(&arm.skin.outlines(), Keep::Outside), LINE);
    draw_thumb(drawing, arm);
}

fn draw_before(drawing: &mut Drawing, arm: &Arm) {
    let lost = Region::disc(arm.shoulder, 34.0);
    drawing.fill(&arm.sleeve, Ink::Shirt);
    drawing.lines(lost.clip(&arm.sleeve.outlines(), Keep::Outside), LINE);
    let hem: Point = arm.shoulder.mid(arm.elbow, 0.52);
    let fore = arm.skin.without(&Region::disc(arm.shoulder, (hem - arm.shoulder).length().max(24.0)));
    drawing.fill(&fore, Ink::Skin);
    drawing.lines(Region::disc(arm.shoulder, 30.0).clip(&fore.outlines(), Keep::Outside), LINE);
    draw_thumb(drawing, arm);
}
