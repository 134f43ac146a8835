//! Meetings that are known by those who meet, as the phrase or its sentence names them.

use std::collections::BTreeSet;

use rapporteur_model::{
    CountryCode,
    vocabulary::{MeetingKind, MeetingStatus},
};

use super::{
    super::{Finder, draft::Draft},
    Known,
};
use crate::word_class::WordClass;

impl Finder<'_> {
    /// "talks between Norland and Westmark in Harbour City", "Norland and Westmark held their 3rd consultations".
    pub(super) fn of_countries(
        &mut self,
        known: &Known<'_>,
        mut draft: Draft,
        countries: Vec<usize>,
    ) -> Option<Draft> {
        let phrase = known.phrase;
        let told = known.specific
            || draft.date.is_some()
            || draft.city.is_some()
            || draft.country.is_some()
            || known.site.order < 2;
        if countries.len() < 2 || phrase.organization.is_some() || known.brings_parties || !told {
            return Some(draft);
        }
        draft.rule = "countries meet";
        draft.kind = phrase.kind.or_else(|| (countries.len() == 2).then_some(MeetingKind::Bilateral));
        draft.by_participants = !known.specific;
        (draft.hosts, draft.others) = (Vec::new(), countries);
        if phrase.past && !phrase.definite {
            draft.focal = false;
        }
        draft.title = self.title_with(&draft, &draft.title);
        self.add_draft(known, draft);
        None
    }

    /// "a meeting with Foreign Minister A B": of the subject and those whom the phrase brings.
    pub(super) fn with_its_parties(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site, with) = (known.phrase, known.site, &known.with);
        // "his second meeting with B": the second of these two.
        let own_number = phrase.organization.is_none() && phrase.kind == Some(MeetingKind::Bilateral);
        if !known.brings_parties || phrase.ordinal.is_some() && !own_number {
            return Some(draft);
        }
        draft.ordinal = None;
        draft.rule = "a noun of meetings with its parties";
        let plural = self.is_of_several(known);
        let default = if plural { MeetingKind::GroupMeeting } else { MeetingKind::Bilateral };
        draft.kind = phrase.kind.filter(|kind| *kind == MeetingKind::Summit).or(Some(default));
        // What two sides tell each other is no meeting of the organization at whose summit they do it.
        if draft.kind != Some(MeetingKind::Bilateral) {
            draft.organization = draft.organization.or_else(|| self.context.clone());
        }
        draft.by_participants = true;
        if !phrase.between || with.len() < 2 {
            draft.hosts = self.hosts_of(phrase, site.tokens.clone());
        }
        if plural {
            draft.series = with.iter().find_map(|&index| self.group_text(index)).or(draft.series);
        }
        draft.title = self.title_with(&draft, &draft.title);
        draft.focal = site.order < 3
            || !self.meetings.drafts.iter().any(|other| other.focal)
            || draft.status == Some(MeetingStatus::Held) && !phrase.past;
        if draft.date.is_none()
            && phrase.tokens.start > site.tokens.start
            && self.says_remarks(site.tokens.start..phrase.tokens.start)
        {
            draft.date = self.last_sentence_date(site.sentence);
        }
        self.add_by_participants(site.sentence, phrase.tokens.clone(), draft);
        None
    }

    /// Whether those whom a phrase brings are more than one other side: "trilateral", "the heads of delegations", two countries.
    fn is_of_several(&self, known: &Known<'_>) -> bool {
        let (phrase, with) = (known.phrase, &known.with);
        let countries: BTreeSet<CountryCode> =
            with.iter().filter_map(|&index| self.party(index).country).collect();
        let of_three = (phrase.tokens.start.saturating_sub(1)..phrase.noun.end)
            .any(|at| self.is(at, WordClass::OfThree));
        of_three
            || with.len() > 2
            || countries.len() >= if phrase.between { 3 } else { 2 }
            || with.iter().any(|&index| {
                self.is_received_group(index)
                    || self.analysis.mentions[index].office.as_ref().is_some_and(|office| office.plural)
            })
    }

    /// "Defence ministers of A, B and C vowed … during a meeting in Harbour City on Sunday".
    pub(super) fn of_officials_at(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let analysis = self.analysis;
        let (phrase, site) = (known.phrase, known.site);
        let group = self.group_before(site.tokens.start..phrase.tokens.start);
        let Some(group) = group.filter(|_| {
            !phrase.past
                && !phrase.plural
                && phrase.organization.is_none()
                && phrase.with.is_empty()
                && phrase.kind != Some(MeetingKind::PressConference)
                && (draft.city.is_some() || draft.date.is_some())
                && phrase.tokens.start > site.tokens.start
                && matches!(self.low(phrase.tokens.start - 1), "during" | "at" | "in")
        }) else {
            return Some(draft);
        };
        let office = analysis.mentions[group].office.as_ref();
        let (sides, text) =
            office.map_or((0, String::new()), |office| (office.countries.len(), office.text.to_string()));
        draft.kind = Some(if sides == 2 { MeetingKind::Bilateral } else { MeetingKind::Ministerial });
        draft.series = Some(text);
        (draft.hosts, draft.others) = (Vec::new(), vec![group]);
        draft.by_participants = true;
        draft.rule = "officials of several countries at a meeting";
        draft.title =
            format!("meeting of {}", analysis.document.clean(analysis.mentions[group].tokens.clone()));
        self.add_by_participants(site.sentence, phrase.tokens.clone(), draft);
        None
    }

    /// "envoys will visit the capital on Monday for talks": the first thing that a report tells of.
    pub(super) fn for_talks(
        &mut self,
        known: &Known<'_>,
        mut draft: Draft,
        sides: Vec<usize>,
    ) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        let for_talks = self.is(phrase.noun.start, WordClass::Talks)
            && phrase.organization.is_none()
            && phrase.ordinal.is_none()
            && !phrase.past
            && phrase.tokens.start > site.tokens.start
            && self.low(phrase.tokens.start - 1) == "for"
            && draft.city.is_some()
            && draft.date.is_some()
            && self.meetings.drafts.is_empty();
        if !for_talks {
            return Some(draft);
        }
        draft.hosts = sides;
        draft.kind = draft.kind.or(Some(MeetingKind::Bilateral));
        draft.by_participants = !draft.hosts.is_empty();
        draft.focal = true;
        draft.title = format!("talks in {}", draft.city.as_deref().unwrap_or_default());
        self.add_draft(known, draft);
        None
    }

    /// "X convened a call with allies", "X held a meeting with partners": the first thing that a report tells of.
    pub(super) fn held_with_some(&mut self, known: &Known<'_>, mut draft: Draft) -> Option<Draft> {
        let (phrase, site) = (known.phrase, known.site);
        let held_by = self.subject_mentions(site.tokens.start..phrase.tokens.start);
        let opens = site.order < 2
            && self.meetings.drafts.is_empty()
            && !phrase.past
            && !phrase.with.is_empty()
            && !held_by.is_empty()
            && self.has_holding_verb(site.tokens.start, phrase.noun.start);
        if !opens {
            return Some(draft);
        }
        draft.hosts = held_by;
        draft.kind = draft.kind.or(Some(MeetingKind::GroupMeeting));
        draft.by_participants = true;
        draft.title = self.analysis.document.clean(phrase.tokens.start..self.list_end(phrase));
        self.add_by_participants(site.sentence, phrase.tokens.clone(), draft);
        None
    }

    /// Adds a draft by those who meet, where only they tell it apart; else by its name.
    pub(super) fn add_draft(&mut self, known: &Known<'_>, draft: Draft) {
        let place = known.phrase.tokens.clone();
        if draft.by_participants {
            self.add_by_participants(known.site.sentence, place, draft);
        } else {
            self.add(known.site.sentence, place, draft);
        }
    }
}
