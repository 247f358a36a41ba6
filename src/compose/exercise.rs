//! One exercise: number and name, why, pictures, words, dosage.
use super::block::Block;
use super::cx::{Cx, bold};
use super::page::Mark;
use super::{dosage, marks, parts, picture};
use crate::geom::{Area, Len};
use crate::model::{Dose, DoseValue, Exercise, Item, Phrase, PictureUse, Pictures, Text};
use crate::source::Span;
use crate::structure::{NodeId, Role, Structure};

/// An exercise as set: what stands at the head of its card, and the dosage strip at its foot.
pub(super) struct Card {
    pub head: Block,
    pub strip: Option<Block>,
    pub sect: NodeId,
}

impl Card {
    /// Head and strip as one block.
    pub fn whole(self, cx: &Cx) -> Block {
        let mut block = self.head;
        if let Some(strip) = self.strip {
            let top = block.height + cx.step(1);
            block.height = top + strip.height;
            block.absorb(strip, Len::ZERO, top);
        }
        block
    }
}

pub(super) fn set(cx: &mut Cx, number: usize, exercise: &Exercise) -> Card {
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    let mut card = Setting::new(exercise, sect);
    let beside = cx.layout.exercises.pictures == Pictures::Beside && cx.wide();
    card.name(cx, number, beside);
    card.start = if beside { cx.axis() } else { Len::ZERO };
    let order = cx.layout.exercises.order.clone();
    for item in &order {
        card.item(cx, *item, beside);
    }
    let pictures_foot = card.set_beside(cx);
    // The strip stands at the card's foot wherever it is named, and is read there.
    let strip = if order.contains(&Item::Dosage) { dosage::set(cx, &exercise.dosage, exercise.sides.as_ref(), sect) } else { None };
    let mut head = card.block;
    head.height = card.top.max(pictures_foot);
    head.gap = cx.step(cx.setting.exercise_gap);
    head.wish = cx.step(3);
    head.bookmark = bookmark(exercise);
    head.owner = owner(exercise);
    Card { head, strip, sect }
}

/// An exercise in pieces: for a panel that stands them on the tracks of its row.
pub(super) struct Pieces {
    pub name: Block,
    pub words: Block,
    pub strip: Option<Block>,
    /// Of each picture: it is set when its height is known.
    pub figures: Vec<Nodes>,
}

/// The name over `width`, words and strip over `words`. The blank lines of the dosage are left out: nobody fills in a wall.
pub(super) fn pieces(cx: &mut Cx, number: usize, exercise: &Exercise, width: Len, words: Len) -> Pieces {
    let sect = cx.structure.add(Structure::ROOT, Role::Sect);
    cx.measure = width;
    let mut card = Setting::new(exercise, sect);
    card.name(cx, number, false);
    let mut name = std::mem::take(&mut card.block);
    name.height = card.top;
    name.bookmark = bookmark(exercise);
    name.owner = owner(exercise);
    (card.top, cx.measure) = (Len::ZERO, words);
    let order = cx.layout.exercises.order.clone();
    let mut figures = Vec::new();
    for item in &order {
        match item {
            Item::Pictures => figures = exercise.pictures.iter().map(|used| card.nodes(cx, used)).collect(),
            item => card.item(cx, *item, false),
        }
    }
    let said: Vec<Dose> = exercise.dosage.iter().filter(|dose| dose.value != DoseValue::WriteIn).cloned().collect();
    let strip = if order.contains(&Item::Dosage) { dosage::set(cx, &said, exercise.sides.as_ref(), sect) } else { None };
    Pieces { name, words: Block { height: card.top, ..card.block }, strip, figures }
}

/// In the outline.
fn bookmark(exercise: &Exercise) -> Option<(String, u8)> {
    Some((parts::named(exercise, " – ").content, 1))
}

fn owner(exercise: &Exercise) -> Option<(String, Option<Span>)> {
    Some((format!("the exercise `{}`", exercise.name.content), exercise.span))
}

/// A card while it is set: the words run down from `top` at `start`.
struct Setting<'a> {
    block: Block,
    exercise: &'a Exercise,
    sect: NodeId,
    start: Len,
    top: Len,
    /// Why it helps stood on the line of the name.
    why_said: bool,
    /// The words began here, and with them the pictures beside them.
    words_top: Len,
    /// Pictures that stand beside the words: the place of their fragments, and their nodes. They are set last, as high as the words.
    beside: Option<(usize, Vec<Nodes>)>,
}

/// A line with a drawn mark.
#[derive(Clone, Copy)]
enum Note {
    Cue,
    Safety,
}

impl Note {
    /// What its mark is called for those who cannot see it.
    fn name(self) -> Phrase {
        match self {
            Note::Cue => Phrase::Cue,
            Note::Safety => Phrase::Safety,
        }
    }
}

/// A figure and its caption in the structure.
pub(super) type Nodes = (NodeId, Option<NodeId>);

impl<'a> Setting<'a> {
    fn new(exercise: &'a Exercise, sect: NodeId) -> Setting<'a> {
        let (start, top, words_top) = (Len::ZERO, Len::ZERO, Len::ZERO);
        Setting { block: Block::default(), exercise, sect, start, top, words_top, why_said: false, beside: None }
    }

    /// Number, name and side; why it helps on the same line where there is room for both.
    fn name(&mut self, cx: &mut Cx, number: usize, beside: bool) {
        let style = cx.layout.styles.name.clone();
        let node = cx.structure.add(self.sect, Role::H2);
        let shown = cx.handout.locale.phrases.number(number);
        let figure = cx.words(&style, &format!("{shown} "), Len::MAX);
        let indent = style.size.scale(9, 8).max(figure.width() + style.size / 3);
        self.block.text(&figure, Len::ZERO, Len::ZERO, Mark::Tagged(node), cx.accent());
        let room = cx.axis() - cx.layout.grid.gutter - indent;
        let name = parts::named(self.exercise, parts::DASH);
        let short = beside && cx.width(&style, &name) <= room;
        let lines = cx.lines(&style, &name, if short { room } else { cx.measure - indent });
        self.block.text(&lines, indent, Len::ZERO, Mark::Tagged(node), cx.ink());
        self.top = lines.height();
        let wants_why = cx.layout.exercises.order.contains(&Item::Why);
        if let (true, true, Some(why)) = (short, wants_why, &self.exercise.why) {
            let body = cx.layout.styles.body.clone();
            let node = cx.structure.add(self.sect, Role::P);
            let lines = cx.lines(&body, why, cx.measure - cx.axis());
            self.block.text_on(&lines, cx.axis(), figure.baseline, Mark::Tagged(node), cx.ink());
            self.top = self.top.max(figure.baseline - lines.baseline + lines.height());
            self.why_said = true;
        }
        self.top += cx.step(1);
        self.words_top = self.top;
    }

    fn item(&mut self, cx: &mut Cx, item: Item, beside: bool) {
        let exercise = self.exercise;
        match item {
            Item::Why => {
                if let (false, Some(why)) = (self.why_said, &exercise.why) {
                    self.words(cx, why);
                    self.top += cx.quarter(2);
                }
            }
            Item::Pictures => self.pictures(cx, beside),
            Item::SetUp => self.labelled(cx, Phrase::SetUp, &exercise.set_up),
            Item::Steps => self.steps(cx),
            Item::Breathing => self.labelled(cx, Phrase::Breathing, &exercise.breathing),
            Item::Cue => self.notes(cx, Note::Cue, &exercise.cue),
            Item::Safety => self.notes(cx, Note::Safety, &exercise.safety),
            Item::Avoid => self.labelled(cx, Phrase::Avoid, &exercise.avoid),
            Item::Easier => self.labelled(cx, Phrase::Easier, &exercise.easier),
            Item::Harder => self.labelled(cx, Phrase::Harder, &exercise.harder),
            Item::Dosage => {}
        }
    }

    fn words(&mut self, cx: &mut Cx, text: &Text) {
        let style = cx.layout.styles.body.clone();
        let node = cx.structure.add(self.sect, Role::P);
        let lines = cx.lines(&style, text, cx.measure - self.start);
        self.block.text(&lines, self.start, self.top, Mark::Tagged(node), cx.ink());
        self.top += lines.height();
        self.block.cuts.push(self.top);
    }

    /// A bold label and the text behind it; further texts below.
    fn labelled(&mut self, cx: &mut Cx, label: Phrase, texts: &[Text]) {
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                self.words(cx, text);
                continue;
            }
            if label != Phrase::SetUp {
                self.top += cx.quarter(2);
            }
            let head = Text::bold(cx.phrase(label));
            let both = Text { span: text.span, ..parts::joined(&[head, text.clone()], " ") };
            self.words(cx, &both);
        }
    }

    fn steps(&mut self, cx: &mut Cx) {
        let style = cx.layout.styles.body.clone();
        let hang = style.size.scale(3, 2);
        let list = cx.structure.add(self.sect, Role::L { ordered: true });
        for (index, step) in self.exercise.steps.iter().enumerate() {
            let item = cx.structure.add(list, Role::Li);
            let label = cx.structure.add(item, Role::Lbl);
            let body = cx.structure.add(item, Role::LBody);
            let figure = cx.words(&bold(&style), &cx.handout.locale.phrases.number(index + 1), Len::MAX);
            // From 100 on a number needs more than its place.
            let indent = hang.max(figure.width() + style.size / 3);
            let lines = cx.lines(&style, step, cx.measure - self.start - indent);
            self.block.text_on(&figure, self.start, self.top + lines.baseline, Mark::Tagged(label), cx.accent());
            self.block.text(&lines, self.start + indent, self.top, Mark::Tagged(body), cx.ink());
            self.top += lines.height();
            self.block.cuts.push(self.top);
        }
    }

    /// Lines with a drawn mark, their first sentence bold.
    fn notes(&mut self, cx: &mut Cx, kind: Note, texts: &[Text]) {
        let style = cx.layout.styles.body.clone();
        let (hang, side) = (style.size.scale(3, 2), style.size.scale(13, 14));
        for text in texts {
            self.top += cx.step(1);
            let figure = cx.structure.add(self.sect, Role::Figure);
            cx.structure.node_mut(figure).alt = Some(cx.phrase(kind.name()).to_owned());
            let node = cx.structure.add(self.sect, Role::P);
            let lines = cx.lines(&style, &first_sentence_bold(text), cx.measure - self.start - hang);
            // The middle of the mark stands at the middle of the small letters.
            let mark_top = self.top + lines.baseline - style.size.scale(3, 10) - side / 2;
            match kind {
                Note::Safety => marks::safety_mark(cx, &mut self.block, self.start, mark_top, side, Mark::Tagged(figure)),
                Note::Cue => marks::cue_mark(cx, &mut self.block, self.start, mark_top, side, Mark::Tagged(figure)),
            }
            self.block.text(&lines, self.start + hang, self.top, Mark::Tagged(node), cx.ink());
            self.top += lines.height();
            self.block.cuts.push(self.top);
        }
    }

    fn pictures(&mut self, cx: &mut Cx, beside: bool) {
        let exercise = self.exercise;
        match cx.layout.exercises.pictures {
            Pictures::Beside if beside => {
                let nodes = exercise.pictures.iter().map(|used| self.nodes(cx, used)).collect();
                self.beside = Some((self.block.fragments.len(), nodes));
            }
            Pictures::Above => {
                let height = self.picture_height(cx);
                for used in &exercise.pictures {
                    let area = picture::fit(cx, used.picture, cx.measure - self.start, height);
                    let nodes = self.nodes(cx, used);
                    let area = Area { start: self.start, ..area }.down(self.top);
                    self.top = self.figure(cx, used, nodes, area, cx.measure - self.start) + cx.step(1);
                    self.block.cuts.push(self.top);
                }
            }
            Pictures::Beside | Pictures::Row => self.row(cx),
        }
    }

    fn picture_height(&self, cx: &Cx) -> Len {
        let part = &cx.layout.exercises;
        let height = if self.exercise.pictures.len() > 1 { part.pair_height } else { part.picture_height };
        height * cx.setting.picture / 12
    }

    /// Pictures before the axis, one below the other: of the layout's height, or higher where the words leave room for it.
    /// Where they end.
    fn set_beside(&mut self, cx: &mut Cx) -> Len {
        let Some((place, nodes)) = self.beside.take() else { return Len::ZERO };
        let exercise = self.exercise;
        let width = cx.axis() - cx.layout.grid.gutter;
        let gaps = cx.step(1) * (exercise.pictures.len() as i64 - 1).max(0);
        let captions: Len =
            exercise.pictures.iter().flat_map(|used| &used.caption).map(|caption| cx.lines(&cx.layout.styles.caption, caption, width).height()).sum();
        let room = self.top - self.words_top - gaps - captions;
        let high = |cx: &Cx, height: Len| exercise.pictures.iter().map(|used| picture::fit(cx, used.picture, width, height).height).sum::<Len>();
        let least = self.picture_height(cx);
        // Steps of half a line, so that pictures of one sheet have few heights.
        let height =
            (0..=24).map(|steps| least + cx.step(steps)).take_while(|height| *height == least || high(cx, *height) <= room).last().unwrap_or(least);
        let words = self.block.fragments.split_off(place);
        let mut top = self.words_top;
        for (used, nodes) in exercise.pictures.iter().zip(nodes) {
            let area = picture::fit(cx, used.picture, width, height);
            top = self.figure(cx, used, nodes, area.down(top), width) + cx.step(1);
        }
        self.block.fragments.extend(words);
        top - cx.step(1)
    }

    /// Pictures side by side, their feet on one line.
    fn row(&mut self, cx: &mut Cx) {
        let exercise = self.exercise;
        let height = self.picture_height(cx);
        let count = exercise.pictures.len().max(1) as i64;
        let pitch = (cx.measure + cx.layout.grid.gutter) / count;
        let width = pitch - cx.layout.grid.gutter;
        let areas: Vec<Area> = exercise.pictures.iter().map(|used| picture::fit(cx, used.picture, width, height)).collect();
        let tallest = areas.iter().map(|area| area.height).max().unwrap_or(Len::ZERO);
        let mut foot = self.top;
        for (index, (used, area)) in exercise.pictures.iter().zip(areas).enumerate() {
            let area = Area { start: pitch * index as i64, top: self.top + tallest - area.height, ..area };
            let nodes = self.nodes(cx, used);
            foot = foot.max(self.figure(cx, used, nodes, area, width));
        }
        if !exercise.pictures.is_empty() {
            self.top = foot + cx.step(1);
        }
    }

    fn nodes(&self, cx: &mut Cx, used: &PictureUse) -> Nodes {
        let node = cx.structure.add(self.sect, Role::Figure);
        let said = cx.structure.node_mut(node);
        (said.alt, said.lang) = (Some(used.alt.clone()), used.lang.as_ref().map(ToString::to_string));
        let caption = used.caption.as_ref().map(|_| cx.structure.add(node, Role::Caption));
        (node, caption)
    }

    /// A picture with its caption below; where it ends.
    fn figure(&mut self, cx: &mut Cx, used: &PictureUse, (node, caption): Nodes, area: Area, width: Len) -> Len {
        picture::set(cx, &mut self.block, used, (node, caption), area, width)
    }
}

/// The first of several sentences in bold, where the author set nothing in bold.
fn first_sentence_bold(text: &Text) -> Text {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।' | '؟' | '۔');
    let wide = |c: char| matches!(c, '。' | '！' | '？');
    let end = text.content.char_indices().find_map(|(at, c)| {
        let after = at + c.len_utf8();
        let rest = &text.content[after..];
        (ends(c) && !rest.trim().is_empty() && (wide(c) || rest.starts_with(char::is_whitespace))).then_some(after)
    });
    match end {
        Some(end) if text.strong.is_empty() => Text { strong: std::iter::once(0..end).collect(), ..text.clone() },
        Some(_) | None => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, first_sentence_bold};

    #[test]
    fn only_the_first_of_several_sentences_is_bold() {
        let bold = |words: &str| first_sentence_bold(&Text::plain(words)).strong;
        assert_eq!(bold("Not on the neck. Stay low."), vec![0..16]);
        assert_eq!(bold("Not on the neck."), vec![]);
        assert_eq!(bold("Use 2.5 kg only"), vec![]);
        assert_eq!(bold("不要滚。慢。"), vec![0..12]);
    }
}
