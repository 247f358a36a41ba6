//! The arrows that show how a body moves.
use super::contour::Contour;
use super::drawing::{Drawing, End, Ink, Pen};
use super::plane::Point;
use super::region::{Keep, Region};

/// An arrow along a line.
pub fn arrow(drawing: &mut Drawing, line: &[Point], both: bool) {
    const WIDTH: f64 = 10.0;
    const HEAD: f64 = 34.0;
    let mut body = vec![line.to_vec()];
    let mut heads = Vec::new();
    let backwards: Contour = line.iter().rev().copied().collect();
    let ends: &[&[Point]] = if both { &[line, &backwards] } else { &[line] };
    for end in ends {
        if let Some((head, tip)) = arrowhead(end) {
            heads.push(head);
            body = Region::disc(tip, HEAD * 0.8).clip(&body, Keep::Outside);
        }
    }
    let heads = Region::union(&heads);
    // Paper round it first, so that it stays clear of what it crosses.
    drawing.lines(body.clone(), Pen::new(Ink::Paper, WIDTH + 10.0));
    drawing.outline(&heads, Pen::new(Ink::Paper, 10.0));
    drawing.lines(body, Pen { end: if both { End::Flat } else { End::Round }, ..Pen::new(Ink::Accent, WIDTH) });
    drawing.fill(&heads, Ink::Accent);
}

fn arrowhead(line: &[Point]) -> Option<(Region, Point)> {
    const LENGTH: f64 = 34.0;
    const HALF: f64 = 19.0;
    let tip = *line.last()?;
    let from = line.iter().rev().find(|point| (**point - tip).length() >= LENGTH * 0.8)?;
    let (way, across) = ((tip - *from).unit(), (tip - *from).unit().normal());
    let head = vec![tip, tip - way * LENGTH + across * HALF, tip - way * (LENGTH * 0.78), tip - way * LENGTH - across * HALF];
    Some((Region::of([head]).grown(1.5), tip))
}
