//! Whose meeting it is that a phrase names.

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingKind;

use super::{
    super::{
        Finder, Phrase,
        draft::Draft,
        words::{MEETING_WORDS, is_general},
    },
    Site,
};
use crate::{lexicon::Tag, mention::Kind, text::Case, word_class::WordClass};

/// How far behind "the first meeting" stands since when, in tokens.
const MAX_FIRST_SINCE: usize = 12;

impl Finder<'_> {
    /// Completes a phrase by what tells whose meeting it is: the subject of its sentence or of the one before, the series or
    /// the organization that the report is about.
    pub(super) fn tell_organizer(&self, phrase: &mut Phrase, site: &Site, future: bool) {
        if !self.organized_by_subject(phrase, site) {
            self.organized_by_body_before(phrase, site);
        }
        // "the first meeting since the enlargement": of many.
        let since = (phrase.tokens.end..site.tokens.end.min(phrase.tokens.end + MAX_FIRST_SINCE))
            .take_while(|&at| !self.is(at, WordClass::ClauseMark))
            .any(|at| self.low(at) == "since");
        if phrase.ordinal == Some(1) && since {
            phrase.ordinal = None;
        }
        self.continue_series(phrase, future);
        if self.is_summit_of_context(phrase, site) {
            phrase.organization.clone_from(&self.context);
        }
    }

    /// "The league held its summit in Harbour City last month.": of the body or the officials that the sentence is about.
    /// Whether it is so.
    fn organized_by_subject(&self, phrase: &mut Phrase, site: &Site) -> bool {
        let tokens = &site.tokens;
        if phrase.organization.is_none()
            && (!phrase.past
                || self.has_holding_verb(tokens.start, phrase.noun.start)
                // "agreed at their 16th meeting in Harbour City last month"
                || phrase.ordinal.is_some()
                    && phrase.tokens.start > tokens.start
                    && (self.is(phrase.tokens.start, WordClass::PossessivePronoun)
                        || self.is(phrase.tokens.start - 1, WordClass::PossessivePronoun)))
            && let Some(subject) = self.organizing_subject(tokens.start..phrase.tokens.start)
            && (phrase.ordinal.is_some()
                || (self.is(phrase.tokens.start, WordClass::PossessivePronoun)
                    || phrase.tokens.start > tokens.start
                        && self.is(phrase.tokens.start - 1, WordClass::PossessivePronoun)
                    || matches!(self.low(phrase.tokens.start), "a" | "an")
                    // "Leaders of the league began deliberations"
                    || self.is(phrase.noun.start, WordClass::Talks)
                        && phrase.with.is_empty()
                        && self.is(phrase.tokens.start.saturating_sub(1), WordClass::Holding)))
        {
            phrase.organization = subject.organization;
            if phrase.series.as_deref().is_none_or(is_general) {
                phrase.series = subject.series.or(phrase.series.take());
            }
            phrase.kind = phrase.kind.or(subject.kind);
            return true;
        }
        false
    }

    /// "This was said at the end of its 72nd session": of the body that the sentence before is about.
    fn organized_by_body_before(&self, phrase: &mut Phrase, site: &Site) {
        let its = phrase.tokens.start > site.tokens.start
            && (self.low(phrase.tokens.start) == "its" || self.low(phrase.tokens.start - 1) == "its");
        if its
            && phrase.organization.is_none()
            && phrase.ordinal.is_some()
            && let Some(before) = site.sentence.checked_sub(1)
            && let Some(body) =
                self.organizing_subject(self.analysis.document.sentences[before].tokens.clone())
        {
            phrase.organization = body.organization;
            phrase.series = body.series.or(phrase.series.take());
            phrase.kind = phrase.kind.or(body.kind);
        }
    }

    /// Whether a phrase without an organization names a meeting of the one that the report is about.
    fn is_summit_of_context(&self, phrase: &Phrase, site: &Site) -> bool {
        if phrase.organization.is_some() {
            return false;
        }
        let is_summit = phrase.kind == Some(MeetingKind::Summit);
        // "Northland will be hosting this year's summit"
        let this_year = is_summit
            && phrase.tokens.start >= 3.max(site.tokens.start)
            && (phrase.tokens.start - 3..phrase.noun.start)
                .any(|at| self.low(at) == "this" && self.low(at + 1) == "year");
        // "The meeting follows an emergency summit": of the same body.
        let called = || is_summit && phrase.tokens.clone().any(|at| self.is(at, WordClass::Extraordinary));
        this_year || !self.meetings.drafts.is_empty() && (called() || self.names_region_of_context(phrase))
    }

    /// "an Arab summit", in a report on the League of Arab States.
    fn names_region_of_context(&self, phrase: &Phrase) -> bool {
        self.context.as_ref().is_some_and(|context| {
            let mut regions = self
                .analysis
                .tagged
                .entities(phrase.tokens.clone())
                .filter(|found| found.tag == Tag::Region)
                .map(|found| self.analysis.document.slice(found.tokens.clone()));
            regions.any(|region| context.split(' ').any(|word| word == region))
        })
    }

    /// "the league's meeting in Harbour City on Monday": no other meeting of it has been told of.
    pub(super) fn is_only_one_of_body(&self, phrase: &Phrase, draft: &Draft) -> bool {
        phrase.organization.is_some()
            && !phrase.plural
            && (draft.city.is_some()
                || draft.date.is_some_and(|date| {
                    date.start.precision() == 3 || draft.country.is_some() && date.start.precision() == 2
                }))
            && !self.meetings.drafts.iter().any(|other| other.organization == phrase.organization)
    }

    /// "the preparatory meeting of foreign ministers on Wednesday": of the body that the report is about.
    pub(super) fn is_of_context_by_level(&self, phrase: &Phrase, has_level: bool, draft: &Draft) -> bool {
        phrase.organization.is_none()
            && phrase.kind == Some(MeetingKind::Ministerial)
            && has_level
            && phrase.definite
            && !phrase.plural
            && !phrase.past
            && self.context.is_some()
            && !self.meetings.drafts.is_empty()
            && draft.date.is_some_and(|date| date.start.precision() == 3)
    }

    /// The body or the officials of an organization that a sentence is about, before a phrase: "SCO ministers ended their …".
    fn organizing_subject(&self, tokens: Range<usize>) -> Option<Phrase> {
        let analysis = self.analysis;
        let (_, subject) = analysis
            .mentions_in(tokens.clone())
            .find(|(_, mention)| {
                !analysis.is_governed(mention.tokens.start) && !analysis.quoted[mention.tokens.start]
            })
            // "The league's chairman A B said that they had agreed to attend a meeting": one man is no body.
            .filter(|(_, mention)| mention.person.is_none())?;
        let start = subject.tokens.start;
        let is_one =
            subject.kind == Kind::Office && subject.office.as_ref().is_some_and(|office| !office.plural);
        let verb = |at: usize| {
            self.is(at, WordClass::EndsBody)
                || analysis.tags[at].is_finite() && analysis.mention_at(at).is_none()
                // "The secretaries of the council (SC) focused on …"
                || analysis.tags[at].is_verb()
                    && analysis.document.tokens[at].case == Case::Lower
                    && self.low(at).ends_with("ed")
                    && self.low(at - 1) == ")"
        };
        let end = (start..tokens.end).find(|&at| verb(at))?;
        let mut described = self.describe(start..end, start..start);
        // "The league's chief said that it would hold a session": of the league, and not of chiefs.
        if is_one {
            described.series = None;
            described.kind = None;
        }
        // "The Harbour Reform Committee held its third meeting": a body of its own.
        if described.organization.is_none() && !is_one {
            described.series = Some(self.proper_body(tokens.start, start..end)?);
        }
        (described.organization.is_some() || described.series.is_some()).then_some(described)
    }

    /// "The next meeting of the prime ministers": of the series that the report is about.
    fn continue_series(&self, phrase: &mut Phrase, future: bool) {
        let next = phrase
            .tokens
            .clone()
            .any(|token| self.is(token, WordClass::Prospective) || self.low(token) == "following");
        // "The last summit, held in Lusaka in 2021"
        let of_council = phrase.series.as_deref().is_some_and(|series| {
            let last = series.rsplit(' ').next().unwrap_or_default().to_lowercase();
            MEETING_WORDS.get(last.as_str()).is_some_and(|class| *class == "body")
        });
        // "The last face-to-face meeting was held in 2019.", in a report of a summit.
        let of_many = self
            .meetings
            .drafts
            .first()
            .is_some_and(|draft| draft.focal && !draft.by_participants && draft.organization.is_some())
            && phrase.with.is_empty();
        let last = phrase.past
            && phrase.definite
            && (phrase.kind.is_some() || of_council || of_many)
            && phrase.tokens.clone().any(|token| matches!(self.low(token), "last" | "previous"));
        // "The 14th meeting will be held in May", in a report of the 13th.
        let of_same = |draft: &Draft| {
            // "The 47th meeting of the Council", of the "Council of Ministers"
            let begins =
                |series: &str| draft.series.as_deref().is_some_and(|known| known.starts_with(series));
            phrase.series.as_deref().is_none_or(|series| is_general(series) || begins(series))
        };
        let follows = !next
            && future
            && phrase.ordinal.is_some()
            && self
                .meetings
                .drafts
                .iter()
                .find(|draft| draft.focal)
                .map_or_else(|| phrase.series.as_deref().is_none_or(is_general), of_same);
        if phrase.organization.is_some() || !((next || follows) && future || last) {
            return;
        }
        let of_body = |draft: &&Draft| draft.organization.is_some() && draft.series.is_some();
        // "The previous meeting was held in Harbour City in 2019.", of the foreign ministers of two countries
        let of_officials =
            |draft: &&Draft| last && draft.focal && draft.kind == Some(MeetingKind::Ministerial);
        // "The fifth meeting will be held in May", in a report of the fourth
        let of_number = |draft: &&Draft| {
            follows && draft.focal && draft.ordinal.map(|number| number + 1) == phrase.ordinal
        };
        let drafts = &self.meetings.drafts;
        let known = drafts.iter().find(of_body).or_else(|| drafts.iter().find(of_officials));
        let Some(focal) = known.or_else(|| drafts.iter().find(of_number)) else {
            return;
        };
        if follows && focal.ordinal.map(|number| number + 1) != phrase.ordinal {
            return;
        }
        phrase.organization.clone_from(&focal.organization);
        if phrase.kind != Some(MeetingKind::Summit) || focal.kind == Some(MeetingKind::Summit) {
            phrase.kind = phrase.kind.or(focal.kind);
            if follows || phrase.series.as_deref().is_none_or(is_general) {
                phrase.series.clone_from(&focal.series);
            }
        }
    }
}
