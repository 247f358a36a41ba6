//! Which face sets which cluster: an explicit, ordered list of families for each script and language.
use std::collections::HashMap;
use std::ops::Range;

use icu_properties::PropertyNamesLong;
use icu_properties::props::Script;

use super::case::{Case, FamilyId};
use super::itemize::{Cluster, is_silent};
use super::shape::sets_cleanly;
use super::shipped::{NOTO_SANS, SHIPPED, elsewhere};
use super::tongue::{Tongue, letters_of};
use super::{FaceId, Missing};

pub(super) struct Chooser<'a> {
    case: &'a Case,
    tongue: &'a Tongue,
    content: &'a str,
    /// The layout's family, or the first that ships.
    family: FamilyId,
    orders: Vec<(Script, Vec<FamilyId>)>,
    /// Letters that the first family of their order lacks, and who has them.
    strays: HashMap<(Script, bool, &'a str), Option<FamilyId>>,
    pub missing: Vec<Missing>,
}

impl<'a> Chooser<'a> {
    pub fn new(case: &'a Case, tongue: &'a Tongue, family: &str, content: &'a str) -> Chooser<'a> {
        let family = case.family(family).filter(|family| case.cut(*family, false).is_some()).unwrap_or(FamilyId(0));
        Chooser { case, tongue, content, family, orders: Vec::new(), strays: HashMap::new(), missing: Vec::new() }
    }

    /// The face that gives a paragraph its baseline.
    pub fn primary(&mut self) -> FaceId {
        let order = self.order(self.tongue.script).to_vec();
        match order.into_iter().find_map(|family| self.case.cut(family, false)) {
            Some(face) => face,
            None => unreachable!("the built-in families are in every order"),
        }
    }

    /// A face for each cluster. What has no script of its own stays with the face before it in its run of script, or at the
    /// run's beginning with the one after, if that face has it.
    pub fn faces(&mut self, clusters: &[Cluster]) -> Vec<FaceId> {
        let mut families: Vec<Option<FamilyId>> = Vec::with_capacity(clusters.len());
        let mut run = 0;
        let mut current = None;
        for (at, cluster) in clusters.iter().enumerate() {
            if at > 0 && clusters[at - 1].script != cluster.script {
                self.settle(&clusters[run..at], &mut families[run..], None);
                (run, current) = (at, None);
            }
            let family = match current {
                Some(family) if cluster.common => Some(if self.has(family, cluster) { family } else { self.choose(cluster) }),
                Some(_) => Some(self.choose(cluster)),
                None if cluster.common => None,
                None => {
                    let family = self.choose(cluster);
                    self.settle(&clusters[run..at], &mut families[run..], Some(family));
                    Some(family)
                }
            };
            if !cluster.common || current.is_none() {
                current = family;
            }
            families.push(family);
        }
        self.settle(&clusters[run..], &mut families[run..], None);
        clusters.iter().zip(families).map(|(cluster, family)| self.cut(family.unwrap_or(self.family), cluster.strong)).collect()
    }

    /// Gives a family to the clusters at the beginning of a run that have waited for one.
    fn settle(&mut self, clusters: &[Cluster], families: &mut [Option<FamilyId>], with: Option<FamilyId>) {
        for (cluster, family) in clusters.iter().zip(families) {
            if family.is_none() {
                *family = Some(match with {
                    Some(with) if self.has(with, cluster) => with,
                    Some(_) | None => self.choose(cluster),
                });
            }
        }
    }

    fn cut(&self, family: FamilyId, strong: bool) -> FaceId {
        match self.case.cut(family, strong).or_else(|| self.case.cut(FamilyId(0), strong)) {
            Some(face) => face,
            None => unreachable!("the first family is built in"),
        }
    }

    fn choose(&mut self, cluster: &Cluster) -> FamilyId {
        let text = &self.content[cluster.range.clone()];
        let first = self.order(cluster.script)[0];
        if self.has(first, cluster) {
            return first;
        }
        let key = (cluster.script, cluster.strong, text);
        if let Some(known) = self.strays.get(&key) {
            return known.unwrap_or(first);
        }
        let order = self.order(cluster.script).to_vec();
        let found = order.into_iter().chain(self.case.others()).find(|family| self.has(*family, cluster));
        if found.is_none() {
            self.miss(cluster.range.clone(), cluster.script);
        }
        self.strays.insert(key, found);
        found.unwrap_or(first)
    }

    /// Whether the family sets the whole cluster.
    fn has(&self, family: FamilyId, cluster: &Cluster) -> bool {
        let Some(face) = self.case.cut(family, cluster.strong).map(|id| self.case.face(id)) else { return false };
        let text = &self.content[cluster.range.clone()];
        let stands_in = |letter: char| match letter {
            '\u{2010}' | '\u{2011}' => face.has('-'),
            letter if letter.is_whitespace() => face.has(' '),
            letter => is_silent(letter),
        };
        let plain = text.chars().all(|letter| face.has(letter) || stands_in(letter));
        plain || (text.chars().nth(1).is_some() && sets_cleanly(face, cluster.script, text))
    }

    fn miss(&mut self, range: Range<usize>, resolved: Script) {
        let Some(letter) = self.content[range.clone()].chars().find(|letter| !is_silent(*letter)) else { return };
        let own = icu_properties::CodePointMapData::<Script>::new().get(letter);
        let script = if matches!(own, Script::Common | Script::Inherited) { resolved } else { own };
        let serves = self.serving(script).first().map(|at| SHIPPED[*at].name);
        let installed = |name: &str| self.case.family(name).is_some_and(|family| self.case.cut(family, false).is_some());
        let family = serves.filter(|name| !installed(name)).or_else(|| elsewhere(letters_of(own)));
        let script = PropertyNamesLong::<Script>::new().get(own).unwrap_or("unknown").replace('_', " ");
        self.missing.push(Missing { range, letter, script, family });
    }

    fn order(&mut self, script: Script) -> &[FamilyId] {
        let at = match self.orders.iter().position(|(known, _)| *known == script) {
            Some(at) => at,
            None => {
                let order = self.make_order(script);
                self.orders.push((script, order));
                self.orders.len() - 1
            }
        };
        &self.orders[at].1
    }

    /// Those that serve script and language, the layout's family (first for Latin, or where it is none of ours, since then it was
    /// chosen for this language), Noto Sans, those of the language's own script, then all that ship; the large ones last.
    fn make_order(&self, script: Script) -> Vec<FamilyId> {
        let ours = usize::from(self.family.0) < SHIPPED.len();
        let alphabet = matches!(script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Common);
        let lacking = alphabet && self.tongue.probe().chars().any(|letter| !self.case.face(self.cut(self.family, false)).has(letter));
        let mut order = Vec::with_capacity(SHIPPED.len() + 1);
        let mut add = |family: FamilyId| {
            if !order.contains(&family) {
                order.push(family);
            }
        };
        if lacking {
            add(FamilyId(NOTO_SANS as u16));
        }
        if alphabet || !ours {
            add(self.family);
        }
        if !alphabet {
            self.serving(script).into_iter().for_each(|at| add(FamilyId(at as u16)));
        }
        add(self.family);
        add(FamilyId(NOTO_SANS as u16));
        self.serving(self.tongue.script).into_iter().for_each(|at| add(FamilyId(at as u16)));
        (0..SHIPPED.len()).for_each(|at| add(FamilyId(at as u16)));
        order
    }

    /// The families that ship for a script, the language's own first.
    fn serving(&self, script: Script) -> Vec<usize> {
        let first = match (script, self.tongue.language.as_str()) {
            (Script::Arabic, "ur" | "ks") => Some("Noto Nastaliq Urdu"),
            (Script::Han | Script::Hiragana | Script::Katakana, "ja") | (Script::Hiragana | Script::Katakana, _) => Some("Noto Sans JP"),
            (Script::Han, "ko") => Some("Noto Sans KR"),
            (Script::Han, _) if self.tongue.traditional => Some("Noto Sans TC"),
            (_, _) => None,
        };
        let letters = letters_of(script);
        let mut families: Vec<usize> = (0..SHIPPED.len()).filter(|at| SHIPPED[*at].serves.contains(&letters)).collect();
        families.sort_by_key(|at| (Some(SHIPPED[*at].name) != first, *at));
        families
    }
}
