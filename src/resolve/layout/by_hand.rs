//! The parts that are filled in by hand.
use super::{HAND, Read};
use crate::diag::{Code, Diagnostic};
use crate::model::{Notes, PainScale, PainTime, Writing};
use crate::spec::layout::{FlowWord, LayoutFile, PartWord, TimeWord, WritingTable};

impl Read<'_> {
    pub(super) fn pain_scale(&mut self, file: &LayoutFile) -> PainScale {
        let table = &file.parts.pain_scale;
        let arrange = self.arrange(&table.arrange, "parts.pain-scale.arrange");
        let times: Vec<PainTime> = self.must(&table.times, "parts.pain-scale.times").unwrap_or_default().into_iter().map(time).collect();
        if times.iter().enumerate().any(|(at, time)| times[..at].contains(time)) {
            let place = table.times.as_ref().map(|said| said.span);
            self.fault(Diagnostic::error(Code::SameId, "`times` names a row twice").at(place).help("name each once"));
        }
        PainScale { arrange, times, span: file.order.as_ref().map(|said| said.span) }
    }

    pub(super) fn writing(&mut self, table: &WritingTable, part: &str) -> Writing {
        let key = |word: &str| format!("parts.{part}.{word}");
        Writing {
            arrange: self.arrange(&table.arrange, &key("arrange")),
            lines: self.must(&table.lines, &key("lines")).unwrap_or(1),
            pitch: self.length(&table.pitch, &key("pitch"), HAND),
        }
    }

    pub(super) fn notes(&mut self, file: &LayoutFile) -> Notes {
        let table = &file.parts.notes;
        let (apart, makes) = match file.flow.as_ref().map(|said| said.value) {
            Some(FlowWord::Cards) => (true, "cards"),
            Some(FlowWord::Panels) => (true, "panels"),
            Some(FlowWord::Pages) | None => (false, "pages"),
        };
        if let (true, Some(order)) = (apart, &file.order)
            && order.value.contains(&PartWord::Notes)
        {
            let message = format!("`notes` takes whole pages, and this layout makes {makes}");
            self.fault(Diagnostic::error(Code::BadValue, message).at(order.span).help("take \"notes\" out of `order`, or write `flow = \"pages\"`"));
        }
        Notes { pages: self.must(&table.pages, "parts.notes.pages").unwrap_or(1), pitch: self.length(&table.pitch, "parts.notes.pitch", HAND) }
    }
}

fn time(word: TimeWord) -> PainTime {
    match word {
        TimeWord::Before => PainTime::Before,
        TimeWord::After => PainTime::After,
    }
}
