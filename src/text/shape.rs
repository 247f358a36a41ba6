//! Letters become glyphs: harfrust shapes each item, with the text around it as context, so that letters join across faces.
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, Feature, Language, ShapeOptions, ShapePlan, ShaperFont, Tag};
use icu_properties::props::Script;

use super::face::Face;
use super::itemize::{Item, is_silent};
use super::memo::lock;
use super::tongue::letters_of;
use super::{FaceId, Glyph, Style};
use crate::geom::Len;

/// A glyph in reading order, and whether a line may begin at its cluster without shaping anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub glyph: Glyph,
    pub firm: bool,
}

type PlanKey = (FaceId, Script, bool, Option<Language>, bool);

/// What a face does for a script and a language, worked out once.
#[derive(Default)]
pub(super) struct Plans {
    known: Mutex<HashMap<PlanKey, Arc<ShapePlan>>>,
}

impl Plans {
    fn get(&self, face: &Face, key: PlanKey) -> Arc<ShapePlan> {
        if let Some(plan) = lock(&self.known).get(&key) {
            return plan.clone();
        }
        let features: &[Feature] = if key.4 { &[Feature::new(Tag::new(b"tnum"), 1, ..)] } else { &[] };
        let plan = Arc::new(ShapePlan::new(face.font(), way(key.2), script(key.1), key.3.as_ref(), features));
        lock(&self.known).entry(key).or_insert(plan).clone()
    }
}

/// Shapes for one paragraph.
pub(super) struct Shaper<'a> {
    pub plans: &'a Plans,
    pub content: &'a str,
    pub style: &'a Style,
    pub language: Option<&'a Language>,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    pub fn new(plans: &'a Plans, content: &'a str, style: &'a Style, language: Option<&'a Language>) -> Shaper<'a> {
        Shaper { plans, content, style, language, buffer: Buffer::new() }
    }

    /// The glyphs of a part of an item, in reading order, after those in `out`. `line` is the text that stands around it.
    pub fn shape(&mut self, face: &Face, item: &Item, part: Range<usize>, line: Range<usize>, out: &mut Vec<Placed>) {
        let rtl = item.level.is_rtl();
        let plan = self.plans.get(face, (item.face, item.script, rtl, self.language.cloned(), self.style.tabular));
        fill(&mut self.buffer, face, &self.content[part.clone()], part.start);
        self.buffer.set_pre_context(&self.content[line.start..part.start]);
        self.buffer.set_post_context(&self.content[part.end..line.end]);
        self.buffer.set_direction(way(rtl));
        self.buffer.set_script(script(item.script));
        self.buffer.set_language(self.language.cloned());
        let mut flags = BufferFlags::empty();
        flags.set(BufferFlags::BEGINNING_OF_TEXT, part.start == line.start);
        flags.set(BufferFlags::END_OF_TEXT, part.end == line.end);
        self.buffer.set_flags(flags);
        let shaped = harfrust::shape(&ShaperFont::new(face.font()), &mut self.buffer, ShapeOptions::new().plan(Some(&plan)));
        debug_assert!(shaped.is_ok(), "the plan was made for this direction and script");
        let start = out.len();
        self.read(face, part.end, rtl, out);
        track(&mut out[start..], self.style.tracking, item.script);
    }

    /// Takes the glyphs out of the buffer: in reading order, each with the bytes of its cluster, without those that are silent.
    fn read(&mut self, face: &Face, end: usize, rtl: bool, out: &mut Vec<Placed>) {
        let start = out.len();
        let glyphs = self.buffer.glyph_infos().iter().zip(self.buffer.glyph_positions());
        let length = |units: i32| face.scaled(units, self.style.size);
        out.extend(glyphs.map(|(info, place)| Placed {
            glyph: Glyph {
                id: info.glyph_id as u16,
                advance: length(place.x_advance),
                dx: length(place.x_offset),
                dy: length(place.y_offset),
                start: info.cluster,
                end: 0,
            },
            firm: !info.unsafe_to_break(),
        }));
        if rtl {
            out[start..].reverse();
        }
        let mut next = end as u32;
        for at in (start..out.len()).rev() {
            let last = at + 1 == out.len() || out[at].glyph.start != out[at + 1].glyph.start;
            if last && at + 1 < out.len() {
                next = out[at + 1].glyph.start;
            }
            out[at].glyph.end = next;
        }
        drop_silent(self.content, face, start, out);
    }
}

/// Silent letters leave no glyph. A joiner goes to the cluster before it, since it is part of how that is written; marks of
/// direction and places to break go with nothing.
fn drop_silent(content: &str, face: &Face, start: usize, out: &mut Vec<Placed>) {
    let space = face.glyph(' ');
    let mut kept = start;
    for at in start..out.len() {
        let Placed { glyph, .. } = out[at];
        let text = &content[glyph.start as usize..glyph.end as usize];
        let silent = glyph.advance == Len::ZERO && Some(glyph.id) == space && text.chars().any(is_silent);
        if !silent {
            out[kept] = out[at];
            kept += 1;
        } else if text.starts_with(['\u{200c}', '\u{200d}', '\u{34f}']) || text.starts_with(|letter| matches!(letter, '\u{fe00}'..='\u{fe0f}')) {
            let before = out[start..kept].iter_mut().rev().take_while(|placed| placed.glyph.end == glyph.start);
            before.for_each(|placed| placed.glyph.end = glyph.end);
        }
    }
    out.truncate(kept);
}

/// The letters as the face can set them: controls become silent, a hyphen that it lacks becomes the plain one.
fn fill(buffer: &mut Buffer, face: &Face, text: &str, offset: usize) {
    buffer.reset();
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    buffer.reserve(text.len());
    for (at, letter) in text.char_indices() {
        let letter = match letter {
            '\t' => ' ',
            '\u{2028}' | '\u{2029}' => '\u{200b}',
            '\u{2010}' | '\u{2011}' if !face.has(letter) => '-',
            letter if letter.is_control() => '\u{200b}',
            letter => letter,
        };
        buffer.push(letter as u32, (offset + at) as u32);
    }
}

/// Adds the tracking after each cluster of a script whose letters stand apart.
fn track(glyphs: &mut [Placed], tracking: Len, script: Script) {
    let apart = matches!(script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Armenian | Script::Georgian);
    if tracking == Len::ZERO || !apart {
        return;
    }
    for at in 0..glyphs.len() {
        let mark = glyphs.get(at + 1).is_some_and(|next| next.glyph.start == glyphs[at].glyph.start || next.glyph.advance == Len::ZERO);
        if !mark {
            glyphs[at].glyph.advance += tracking;
        }
    }
}

/// Whether a face sets a text without a missing glyph, composing letters and marks as it may.
pub(super) fn sets_cleanly(face: &Face, script_: Script, text: &str) -> bool {
    let mut buffer = Buffer::new();
    fill(&mut buffer, face, text, 0);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script(script_));
    harfrust::shape(&ShaperFont::new(face.font()), &mut buffer, ShapeOptions::new()).is_ok()
        && buffer.glyph_infos().iter().all(|info| info.glyph_id != 0)
}

fn way(rtl: bool) -> Direction {
    if rtl { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn script(script: Script) -> Option<harfrust::Script> {
    let letters = letters_of(script).as_bytes();
    harfrust::Script::from_iso15924_tag(Tag::new(letters.try_into().ok()?))
}
