//! The record of an utterance: all its renderings, the preferred first.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    RecordId,
    extraction::{Delegation, Quote, Topic},
    fold::fold,
    mention::{Mention, MentionBody},
    record::{QuoteRecord, Rendering},
    vocabulary::SpeakerKind,
};

use crate::{meeting_record::sourced, name, text::most_common, topic};

struct Said<'a> {
    mention: &'a Mention,
    quote: &'a Quote,
    person: Option<RecordId>,
    delegations: &'a [Delegation],
    meeting: Option<RecordId>,
    meeting_organization: Option<&'a str>,
    topics: &'a [Topic],
}

/// The record of one utterance's mentions, which come in order of id.
pub(crate) fn record(mentions: &[&Mention]) -> Option<QuoteRecord> {
    let mut said: Vec<Said<'_>> = mentions.iter().filter_map(|mention| Said::new(mention)).collect();
    let mut renderings_of_text: BTreeMap<String, usize> = BTreeMap::new();
    for one in &said {
        *renderings_of_text.entry(fold(&one.quote.text)).or_default() += 1;
    }
    // Direct words before reported ones, then the words that most reports have, then the longest.
    said.sort_by_cached_key(|one| {
        let text = fold(&one.quote.text);
        let reports = renderings_of_text.get(&text).copied().unwrap_or(0);
        (
            one.kind_rank(),
            usize::MAX - reports,
            usize::MAX - text.len(),
            one.quote.text.clone(),
            one.mention.report_uri.clone(),
            one.mention.id,
        )
    });
    let preferred = said.first()?;
    let names = said.iter().filter_map(|one| Some((one.quote.speaker.display_name.as_deref()?, 1)));
    let kinds = said.iter().map(|one| one.quote.speaker.kind);
    let delegations: BTreeSet<Delegation> =
        said.iter().flat_map(|one| one.delegations.iter().cloned()).collect();
    Some(QuoteRecord {
        id: mentions.first()?.id,
        text: preferred.quote.text.clone(),
        kind: preferred.quote.kind,
        speaker: name::preferred(names).map(|(name, _)| name),
        person: said.iter().filter_map(|one| one.person).min(),
        speaker_kind: most_common(kinds.filter(|kind| *kind != SpeakerKind::Unknown))
            .unwrap_or(SpeakerKind::Unknown),
        on_behalf_of: most_common(said.iter().filter_map(|one| one.quote.speaker.on_behalf_of.clone())),
        speaker_delegations: delegations.into_iter().collect(),
        audience: most_common(said.iter().filter_map(|one| one.quote.audience.clone())),
        medium: most_common(said.iter().filter_map(|one| one.quote.medium)),
        meeting: said.iter().filter_map(|one| one.meeting).min(),
        meeting_organization: most_common(
            said.iter().filter_map(|one| one.meeting_organization.map(str::to_owned)),
        ),
        // The more precise date; of equally precise ones, the one that most reports give.
        say_date: (1..=3).rev().find_map(|precision| {
            let dates = said.iter().filter_map(|one| one.quote.say_date);
            most_common(dates.filter(|date| date.precision() == precision))
        }),
        renderings: said.iter().map(Said::rendering).collect(),
        topics: topic::merge(said.iter().flat_map(|one| {
            let report = one.mention.report;
            one.topics.iter().map(move |topic| (report, topic))
        })),
    })
}

impl<'a> Said<'a> {
    fn new(mention: &'a Mention) -> Option<Self> {
        let MentionBody::Quote { quote, person, delegations, meeting, meeting_organization, topics } =
            &mention.body
        else {
            return None;
        };
        Some(Self {
            mention,
            quote,
            person: *person,
            delegations,
            meeting: *meeting,
            meeting_organization: meeting_organization.as_deref(),
            topics,
        })
    }

    /// Direct, then mixed, then indirect.
    fn kind_rank(&self) -> u8 {
        use rapporteur_model::vocabulary::QuoteKind;
        match self.quote.kind {
            QuoteKind::Direct => 0,
            QuoteKind::Mixed => 1,
            QuoteKind::Indirect => 2,
        }
    }

    fn rendering(&self) -> Rendering {
        let evidence = sourced(self.mention.report, &self.quote.evidence);
        Rendering {
            report: self.mention.report,
            report_uri: self.mention.report_uri.clone(),
            text: self.quote.text.clone(),
            kind: self.quote.kind,
            segments: self.quote.segments.clone(),
            cue: self.quote.cue.clone(),
            evidence: evidence.into_iter().map(|sourced| sourced.evidence).collect(),
        }
    }
}
