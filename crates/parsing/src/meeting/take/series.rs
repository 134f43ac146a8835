//! Meetings that are known by their name, their number, their body or the place that they have in a report.

use rapporteur_model::vocabulary::{MeetingKind, MeetingStatus};

use super::{
    super::{Finder, draft::Draft, words::is_general},
    Known,
};
use crate::{date::Resolved, word_class::WordClass};

/// In how many first sentences a report names, by its day alone, the meeting that it is about.
const LEAD_OF_MEETINGS: usize = 8;

impl Finder<'_> {
    /// "the decision of the third summit in Harbour City in 1992", "the report of its 87th session": an earlier one, or the one
    /// that the report is about.
    pub(super) fn of_report_or_year(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        let year = self.past_year_behind(phrase.tokens.clone(), site.tokens.end).filter(|_| !known.future);
        let reported =
            phrase.ordinal.is_some() && self.is_reported_on(phrase.tokens.start, site.tokens.start);
        // "signed the minutes of the second session", in a report on the second session
        let told = phrase.ordinal.filter(|_| reported && phrase.series.as_deref().is_none_or(is_general));
        let told = told.and_then(|ordinal| {
            self.meetings.drafts.iter().position(|other| other.focal && other.ordinal == Some(ordinal))
        });
        if let Some(at) = told {
            self.meetings.phrases.push((site.sentence, phrase.tokens.clone(), at));
            return None;
        }
        if !known.specific || year.is_none() && !reported {
            return Some(draft);
        }
        draft.date = if reported { year } else { year.or(draft.date) };
        if reported {
            (draft.city, draft.country) = (None, None);
        }
        draft.earlier = true;
        draft.focal = false;
        draft.status = Some(MeetingStatus::Held);
        draft.rule = "an earlier one, with its year or its report, is mentioned";
        self.add(site.sentence, phrase.tokens.clone(), draft);
        None
    }

    /// "the 13th meeting of the Council", "the Lakeside Platform summit": its words tell which one is meant.
    pub(super) fn of_its_name(&mut self, known: &Known<'_>, draft: Draft) -> Option<Draft> {
        if !known.specific || known.phrase.past {
            return Some(draft);
        }
        self.add(known.site.sentence, known.phrase.tokens.clone(), draft);
        None
    }

    /// "The next round of talks will be held in Harbour City in March": of those who met.
    pub(super) fn next_of_those_who_met(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        if !draft.next || draft.city.is_none() && draft.country.is_none() && draft.date.is_none() {
            return Some(draft);
        }
        let Some(met) = self.meetings.drafts.iter().find(|met| met.focal) else { return Some(draft) };
        draft.organization.clone_from(&met.organization);
        draft.kind = draft.kind.or(met.kind);
        (draft.hosts, draft.others) = (Vec::new(), [&met.hosts[..], &met.others[..]].concat());
        draft.by_participants = met.by_participants && !draft.others.is_empty();
        draft.focal = false;
        draft.rule = "the next one of those who met";
        self.add_draft(known, draft);
        None
    }

    /// "The last summit of the league, held in Harbour City": kept where its day or its place is told.
    pub(super) fn earlier_of_series(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        if !known.specific || !phrase.past || phrase.organization.is_none() || known.future {
            return Some(draft);
        }
        draft.earlier = true;
        draft.rule = "an earlier one of its series is mentioned";
        draft.focal = false;
        draft.status = Some(MeetingStatus::Held);
        draft.date = draft.date.or_else(|| self.year_near(site.scope.clone(), phrase.tokens.end));
        let today = self.analysis.base_date.map(|date| date.earliest());
        let is_earlier = |date: Resolved| today.is_none_or(|today| date.start.earliest() < today);
        draft.date = draft.date.filter(|&date| is_earlier(date));
        if draft.date.is_some() || draft.city.is_some() {
            self.add(site.sentence, phrase.tokens.clone(), draft);
        }
        None
    }

    /// "after Sunday's meeting": of the organization that the report is about.
    pub(super) fn of_weekday(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        let of_weekday = phrase.tokens.clone().any(|at| self.is(at, WordClass::Day))
            && phrase.organization.is_none()
            && !phrase.past
            && !phrase.plural
            && phrase.kind != Some(MeetingKind::PressConference)
            && site.order < LEAD_OF_MEETINGS
            && self.meetings.drafts.is_empty();
        if !of_weekday || self.context.is_none() || draft.date.is_none() {
            return Some(draft);
        }
        draft.organization = self.context.clone();
        self.add(site.sentence, phrase.tokens.clone(), draft);
        None
    }

    /// "The two-day meeting …": the first thing that a report tells of, where nothing else names it better.
    pub(super) fn opening_the_report(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        let opens = site.order < 3 && self.meetings.drafts.is_empty() && !phrase.past && !phrase.plural;
        if opens && (phrase.kind.is_some() || phrase.days.is_some() || known.has_level) {
            draft.organization = self.context.clone();
            if draft.organization.is_some() || phrase.kind == Some(MeetingKind::Summit) {
                self.add(site.sentence, phrase.tokens.clone(), draft);
                return None;
            }
        }
        Some(draft)
    }

    /// "An international conference on Norland was held in Harbour City on Tuesday."
    pub(super) fn taking_place(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        let is_new =
            !phrase.definite || phrase.ordinal.is_some() || site.order < 3 && self.meetings.drafts.is_empty();
        let takes_place = is_new
            && !phrase.past
            && !phrase.plural
            && phrase.kind != Some(MeetingKind::PressConference)
            && draft.city.is_some()
            && draft.date.is_some()
            && self.is_told_to_take_place(phrase, site.tokens.end);
        if !takes_place {
            return Some(draft);
        }
        draft.rule = "it took place where and when the sentence says";
        self.add(site.sentence, phrase.tokens.clone(), draft);
        None
    }
}
