//! Figures on a page of their own, as PDF: set by hand, without a layout.
use crate::compose::{About, Fragment, Ink, Mark, Page, Pages, Rgb};
use crate::diag::{Code, Diagnostic};
use crate::figure::{Extent, Row, Sheet, Word};
use crate::geom::{Area, Direction, Len, Size};
use crate::kit::Kit;
use crate::model::{Inking, PictureRef};
use crate::paint::{self, Memo};
use crate::resolve::Figure;
use crate::structure::{NodeId, Role, Structure};
use crate::text::{Paragraph, Style};

/// White round a figure, and round a sheet.
const WHITE: Len = Len::pt(18);
/// Names of poses and files are the program's own.
const LANGUAGE: &str = "en";
const FAMILY: &str = "Atkinson Hyperlegible Next";
const INK: Rgb = Rgb(0x1b, 0x24, 0x2c);

/// A page as large as the figure.
pub fn one(figure: &Figure, points: f64, inking: &Inking, kit: &Kit) -> Result<Vec<u8>, Diagnostic> {
    let picture = kit.pictures.add_figure(figure.drawing.clone(), None);
    let (width, height) = Extent::of(&figure.drawing).size();
    let mut plate = Plate::new(kit, (width, height), points);
    plate.figure(figure, picture, (0.0, 0.0), (width, height));
    plate.finish(&figure.name, inking)
}

/// All on one page, each with its name.
pub fn sheet(sheet: &Sheet, figures: &[Figure], points: f64, inking: &Inking, kit: &Kit) -> Result<Vec<u8>, Diagnostic> {
    let mut plate = Plate::new(kit, (sheet.width, sheet.height), points);
    for row in &sheet.rows {
        match row {
            Row::Heading(word) => {
                let node = plate.structure.add(Structure::ROOT, Role::H1);
                plate.word(word, node, true);
            }
            Row::Figures(placed) => {
                for one in placed {
                    let Some(figure) = figures.get(one.figure) else { continue };
                    let picture = kit.pictures.add_figure(figure.drawing.clone(), None);
                    let node = plate.figure(figure, picture, (one.corner.x, one.corner.y), (one.artwork.width, one.artwork.height));
                    let caption = plate.structure.add(node, Role::Caption);
                    plate.word(&one.name, caption, false);
                }
            }
        }
    }
    plate.finish("Figures", inking)
}

/// A page that is being set; its places are in units of a thousandth of a body's height, from the top left.
struct Plate<'a> {
    kit: &'a Kit,
    points: f64,
    page: Page,
    structure: Structure,
}

impl<'a> Plate<'a> {
    fn new(kit: &'a Kit, (width, height): (f64, f64), points: f64) -> Plate<'a> {
        let side = |length: f64| Len::from_pt(length * points) + WHITE * 2;
        let size = Size { width: side(width), height: side(height) };
        let page = Page { size, direction: Direction::Ltr, fragments: Vec::new() };
        Plate { kit, points, page, structure: Structure::default() }
    }

    fn place(&self, at: f64) -> Len {
        WHITE + Len::from_pt(at * self.points)
    }

    fn figure(&mut self, figure: &Figure, picture: PictureRef, (x, y): (f64, f64), (width, height): (f64, f64)) -> NodeId {
        let node = self.structure.add(Structure::ROOT, Role::Figure);
        let alt = if figure.alt.is_empty() { &figure.name } else { &figure.alt };
        self.structure.node_mut(node).alt = Some(alt.clone());
        let length = |length: f64| Len::from_pt(length * self.points);
        let area = Area { start: self.place(x), top: self.place(y), width: length(width), height: length(height) };
        self.page.fragments.push(Fragment { area, mark: Mark::Tagged(node), ink: Ink::Picture { picture, flipped: false } });
        node
    }

    /// A heading from its beginning on, any other word about its middle.
    fn word(&mut self, Word { text, at, size }: &Word, node: NodeId, heading: bool) {
        let size = Len::from_pt(size * self.points);
        let style = Style { family: FAMILY.into(), size, leading: size, strong: heading, tracking: Len::ZERO, tabular: false, hyphenate: false };
        let paragraph = Paragraph { content: text.as_str().into(), strong: Vec::new(), lang: LANGUAGE.into(), direction: Direction::Ltr, style };
        let lines = self.kit.fonts.set(&paragraph, Len::MAX);
        for (index, line) in lines.lines.iter().enumerate() {
            let start = self.place(at.x) - if heading { Len::ZERO } else { line.width / 2 };
            let area = Area { start, top: self.place(at.y) - lines.baseline, width: line.width, height: lines.leading };
            let ink = Ink::Line { lines: lines.clone(), index, baseline: lines.baseline, colour: INK };
            self.page.fragments.push(Fragment { area, mark: Mark::Tagged(node), ink });
        }
    }

    fn finish(self, title: &str, inking: &Inking) -> Result<Vec<u8>, Diagnostic> {
        let about = About { title: title.to_owned(), lang: LANGUAGE.to_owned(), author: None, id: title.to_owned(), version: None, day: None };
        let pages = Pages {
            pages: vec![self.page],
            structure: self.structure,
            bookmarks: Vec::new(),
            about,
            exact_scale: false,
            max_dpi: None,
            inking: *inking,
        };
        paint::pdf(&pages, self.kit, &Memo::default()).map_err(|problem| match problem {
            paint::Problem::Picture { problem, .. } => super::unpainted(problem),
            other => Diagnostic::error(Code::OwnFault, format!("this is a fault of stepsheet, not of your figure: {other}")).help("please report it"),
        })
    }
}
