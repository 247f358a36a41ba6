//! Words for sides in texts, and what only looks like one.
use std::collections::BTreeMap;

use super::{BodySide, SideWords, placeholders};
use crate::model::{Phrase, Phrases};

fn phrases() -> Phrases {
    let said = [
        (Phrase::SideWords, "left/right, lefts/rights, ~يسرى/يمنى, اليسرى/اليمنى, 左/右"),
        (Phrase::SideWordsNot, "right away, right angle"),
        (Phrase::WordLeft, "left"),
        (Phrase::WordRight, "right"),
    ];
    let forms = said.into_iter().map(|(phrase, form)| (phrase, BTreeMap::from([("other", form.to_owned())]))).collect();
    Phrases { forms, ..Phrases::default() }
}

#[test]
fn whole_words_are_found_and_no_others() {
    let phrases = phrases();
    let words = SideWords::of(&phrases);
    let found = |text: &str| words.find(text).into_iter().map(|found| text[found.range].to_owned()).collect::<Vec<_>>();
    assert_eq!(found("Left-hand grip, the RIGHT. Two lefts"), ["Left", "RIGHT", "lefts"]);
    assert_eq!(found("upright, bright, cleft, leftover, rightly"), [""; 0]);
    assert_eq!(found("right  away, Right-angle, right angles"), ["right"]);
    assert_eq!(found("{side} {side:right} {left} {other-side}"), ["left"]);
    assert_eq!(found("抬起左腿"), ["左"]);
    assert_eq!(found("باليُمنى اليسرى يسراك"), ["يُمنى", "اليسرى"]);
    assert_eq!(found(""), [""; 0]);
}

#[test]
fn a_side_takes_the_form_and_the_capitals_of_a_word() {
    let phrases = phrases();
    let words = SideWords::of(&phrases);
    let right = |like| words.word(BodySide::Right, like);
    assert_eq!(right(None).as_deref(), Some("right"));
    assert_eq!(right(Some("Left")).as_deref(), Some("Right"));
    assert_eq!(right(Some("LEFTS")).as_deref(), Some("RIGHTS"));
    assert_eq!(right(Some("right")).as_deref(), Some("right"));
    assert_eq!(right(Some("sinister")), None);
}

#[test]
fn what_is_proposed_says_what_stood_there() {
    let phrases = phrases();
    let words = SideWords::of(&phrases);
    for text in ["left", "Right", "LEFT", "lefts", "左", "يسرى"] {
        let found = words.find(text).into_iter().next().map(|found| found.side).unwrap_or_else(|| panic!("{text}"));
        for whose in [BodySide::Left, BodySide::Right] {
            let proposed = words.placeholder(text, found, whose);
            let read = placeholders(&proposed);
            let said = read.first().and_then(|one| words.word(if one.other { whose.other() } else { whose }, one.form));
            assert_eq!(said.as_deref(), Some(text), "{proposed}");
        }
    }
}
