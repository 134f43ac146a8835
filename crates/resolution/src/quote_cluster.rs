//! Which quotations are renderings of one utterance: the same or nearly the same words of the same speaker, reported
//! within days. Two quotations of one report are two, unless their words are the same.

mod explain;

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    PartialDate, ReportId,
    extraction::Quote,
    mention::{Mention, MentionBody},
    vocabulary::SpeakerKind,
};

use crate::{
    blocks::LONG_ENOUGH_ALONE,
    name::{Grade, Name},
    text::{content_stems, counted, dice_percent},
};

pub(crate) use explain::explain;

/// From this much in common on, two texts render one utterance.
const LIKE_TEXTS: usize = 72;
/// Reports of one utterance are published within so many days.
const DAYS_APART: i32 = 10;

struct Said<'a> {
    mention: &'a Mention,
    quote: &'a Quote,
    speaker: Option<Name>,
    words: Vec<String>,
    counts: BTreeMap<String, usize>,
    date: Option<PartialDate>,
}

struct Cluster<'a> {
    members: Vec<Said<'a>>,
    /// The words that each report has; one text a report.
    words_of_report: BTreeMap<ReportId, Vec<String>>,
}

/// Mentions of quotations, grouped by utterance.
pub(crate) fn clusters<'a>(mentions: &[&'a Mention]) -> Vec<Vec<&'a Mention>> {
    let mut all: Vec<Said<'a>> = mentions.iter().filter_map(|mention| Said::new(mention)).collect();
    // Longer texts first: a shortened rendering is compared with the full one. Named speakers before unnamed.
    all.sort_by_cached_key(|said| {
        (usize::MAX - said.words.len(), said.speaker.is_none(), said.words.clone(), said.mention.id)
    });
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    let mut clusters_by_block: BTreeMap<&'a str, BTreeSet<usize>> = BTreeMap::new();
    for said in all {
        let blocks = &said.mention.blocks;
        let near: BTreeSet<usize> = blocks
            .iter()
            .filter_map(|block| clusters_by_block.get(block.as_str()))
            .flatten()
            .copied()
            .collect();
        let best = near
            .into_iter()
            .filter_map(|place| Some((clusters.get(place)?.likeness(&said)?, usize::MAX - place)))
            .max()
            .map(|(_, place)| usize::MAX - place);
        let place = best.unwrap_or(clusters.len());
        for block in blocks {
            clusters_by_block.entry(block).or_default().insert(place);
        }
        if place == clusters.len() {
            clusters.push(Cluster { members: Vec::new(), words_of_report: BTreeMap::new() });
        }
        let cluster = &mut clusters[place];
        cluster.words_of_report.insert(said.mention.report, said.words.clone());
        cluster.members.push(said);
    }
    clusters.into_iter().map(|cluster| cluster.members.iter().map(|said| said.mention).collect()).collect()
}

impl Cluster<'_> {
    /// How like the utterance is what somebody said, in percent; none when it is another.
    fn likeness(&self, said: &Said<'_>) -> Option<usize> {
        let leader = self.members.first()?;
        let own = self.words_of_report.get(&said.mention.report);
        if own.is_some_and(|words| *words != said.words) {
            return None;
        }
        let same_words = leader.words == said.words;
        let speaker_agrees = self.members.iter().all(|member| member.may_be_said_by(said, same_words));
        if !speaker_agrees || !self.members.iter().all(|member| member.is_near(said)) {
            return None;
        }
        let likeness = dice_percent(&leader.counts, &said.counts);
        (likeness >= LIKE_TEXTS).then_some(likeness)
    }
}

impl<'a> Said<'a> {
    fn new(mention: &'a Mention) -> Option<Self> {
        let MentionBody::Quote { quote, .. } = &mention.body else { return None };
        let words = content_stems(&quote.text);
        Some(Self {
            mention,
            quote,
            speaker: quote.speaker.display_name.as_deref().map(Name::new),
            counts: counted(&words),
            words,
            date: quote.say_date.or(mention.publish_date),
        })
    }

    /// Whether both may have one speaker. One that is not named may be any, if the words are the same and many.
    fn may_be_said_by(&self, other: &Self, same_words: bool) -> bool {
        match (&self.speaker, &other.speaker) {
            (Some(one), Some(two)) if one.exact_key() == two.exact_key() => true,
            (Some(one), Some(two)) => {
                // "the ministry" of one report is "the Norlandic foreign ministry" of another.
                let unnamed = self.quote.speaker.kind != SpeakerKind::Person
                    && other.quote.speaker.kind != SpeakerKind::Person;
                unnamed && same_words && self.words.len() >= LONG_ENOUGH_ALONE
                    || one.agreement(two).is_some_and(|agreement| {
                        agreement.grade != Grade::Single || one.tokens.len() == 1 && two.tokens.len() == 1
                    })
            }
            (None, None) => true,
            _ => same_words && self.words.len() >= LONG_ENOUGH_ALONE,
        }
    }

    /// Whether both were said, or reported, within days of each other.
    fn is_near(&self, other: &Self) -> bool {
        if let (Some(one), Some(two)) = (self.quote.say_date, other.quote.say_date)
            && let (Some(one), Some(two)) = (one.to_civil(), two.to_civil())
        {
            return (one - two).get_days().abs() <= 1;
        }
        let (Some(one), Some(two)) = (self.date, other.date) else { return true };
        let days = |from: PartialDate, to: PartialDate| {
            Some((to.earliest().to_civil()? - from.latest().to_civil()?).get_days())
        };
        let gap = days(one, two).max(days(two, one)).unwrap_or(0);
        gap <= DAYS_APART
    }
}
