//! A noun phrase that names a meeting, taken: as a meeting of its own, as another mention of one, or not at all.
//!
//! # Layout
//! - `told`: phrases that mean a meeting told of before, by their form alone; `left_out`: phrases that name none.
//! - `time`: whether it is over, is to come, or does not take place.
//! - `organizer`: whose meeting it is; `name`: whether the words tell which one is meant, and its title.
//! - `setting`: when and where.
//! - `parties`, `two`: meetings that are known by those who meet; `series`: those known by their name, number or body.

mod left_out;
mod name;
mod organizer;
mod parties;
mod series;
mod setting;
mod time;
mod told;
mod two;

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingStatus;

use super::{Finder, Phrase, draft::Draft};
use crate::mention::Kind;

/// Where a phrase stands.
#[derive(Debug)]
pub(super) struct Site {
    /// The sentence, counted in the whole report.
    pub(super) sentence: usize,
    /// How many sentences are read before it: the first ones tell what the report is about.
    pub(super) order: usize,
    /// What tells of this phrase alone: behind the phrase before it, and before the next one.
    pub(super) scope: Range<usize>,
    /// The whole sentence.
    pub(super) tokens: Range<usize>,
}

/// What is known of a phrase when it is decided what it stands for.
#[derive(Debug)]
struct Known<'phrase> {
    phrase: &'phrase Phrase,
    site: &'phrase Site,
    /// Those behind "with" or "between" who take part.
    with: Vec<usize>,
    /// Whether these tell which meeting is meant: a person, an office, "the heads of delegations".
    brings_parties: bool,
    /// Whether it is to come.
    future: bool,
    /// Whether the words before the noun tell of a format: "the transport ministers' meeting".
    has_level: bool,
    /// Whether the words tell which meeting is meant.
    specific: bool,
}

impl Finder<'_> {
    /// Takes a phrase: as a meeting of its own, as another mention of one, or not at all.
    pub(super) fn take(&mut self, phrase: &Phrase, site: &Site) {
        if self.counts_again(phrase, site) || self.names_no_meeting(phrase, site) {
            return;
        }
        let left_out = self.is_left_out(phrase, site);
        // "held separate meetings with A, B and C": one with each of those who are named.
        let each: Vec<usize> = phrase
            .with
            .iter()
            .copied()
            .filter(|&index| left_out && self.analysis.mentions[index].person.is_some())
            .collect();
        if left_out && each.is_empty() || self.is_denied(phrase) {
            return;
        }
        if self.is_of_delegations(phrase, site) {
            return;
        }
        let with = self.parties_behind(phrase, site);
        if self.is_said_of_subject(phrase, site) {
            return;
        }
        let over = self.is_over(phrase, site);
        let future = !over
            && (self.analysis.is_future(self.clause_around(site.scope.clone(), phrase))
                || self.is_upcoming(phrase)
                || self.is_prepared(phrase, site.tokens.start));
        let mut phrase = phrase.clone();
        self.tell_organizer(&mut phrase, site, future);
        let has_level = name::has_level(&phrase);
        let countries = self.countries_that_meet(&phrase, site.tokens.clone());
        let entitled = self.entitled(&phrase);
        let specific = self.is_specific(&phrase, has_level, countries.len(), entitled.is_some());
        let mut draft = self.draft_of(&phrase, site, over, future);
        let placed = self.is_only_one_of_body(&phrase, &draft);
        let levelled = self.is_of_context_by_level(&phrase, has_level, &draft);
        if levelled {
            phrase.organization.clone_from(&self.context);
            draft.organization.clone_from(&self.context);
        }
        let specific = specific || placed || levelled;
        draft.title = self.title_of(&phrase, entitled);
        draft.ordinal = phrase.ordinal.filter(|&number| number > 1 || specific);
        draft.others.clone_from(&with);
        if left_out {
            self.meet_each(site.sentence, &phrase, site.tokens.clone(), &draft, &each);
            return;
        }
        let brings_parties = with.iter().any(|&index| {
            matches!(self.analysis.mentions[index].kind, Kind::Person { .. } | Kind::Office)
                || self.is_received_group(index)
        });
        let known = Known { phrase: &phrase, site, with, brings_parties, future, has_level, specific };
        if let Some(draft) = self.keep_as_one(&known, draft, countries) {
            self.anaphor(site.sentence, &phrase, draft);
        }
    }

    /// The parties behind "with" or "between" that may meet: not "with all members".
    fn parties_behind(&self, phrase: &Phrase, site: &Site) -> Vec<usize> {
        let with: Vec<usize> = phrase
            .with
            .iter()
            .copied()
            .filter(|&index| self.is_party(index) && !self.means_all(index))
            .collect();
        // "X told Y …, in their first call between the two": those named before.
        let between_two = phrase.with.len() == 1 && phrase.between && with.is_empty();
        if between_two { self.two_before(site.tokens.start..phrase.tokens.start) } else { with }
    }

    /// A phrase written down, with what its words and those around it tell.
    fn draft_of(&self, phrase: &Phrase, site: &Site, over: bool, future: bool) -> Draft {
        let (date, (city, country)) = self.date_and_place(phrase, site, future);
        let status = if over {
            Some(MeetingStatus::Held)
        } else {
            self.status(site.scope.clone(), future, site.tokens.clone())
        };
        Draft {
            rule: "a noun phrase names it",
            title: String::new(),
            series: phrase.series.clone(),
            organization: phrase.organization.clone(),
            ordinal: phrase.ordinal,
            kind: phrase.kind,
            date,
            days: phrase.days,
            city,
            country,
            venue: self.venue_near(site.scope.clone()),
            status,
            focal: site.order < 2 || (site.order < 5 && self.meetings.drafts.is_empty()),
            next: future && phrase.definite && phrase.tokens.clone().any(|at| self.low(at) == "next"),
            earlier: false,
            remote: self.names_call(phrase.noun.start) || self.is_held_remotely(phrase, site.tokens.end),
            by_participants: false,
            places: vec![(site.sentence, phrase.tokens.clone())],
            hosts: Vec::new(),
            others: Vec::new(),
        }
    }

    /// Keeps a draft by the first rule that says which meeting it is; gives it back where none does. The order of the rules is
    /// that of their sureness: who meets with whom, a number or a body, two sides, and last what opens a report.
    fn keep_as_one(&mut self, known: &Known<'_>, draft: Draft, countries: Vec<usize>) -> Option<Draft> {
        let mut draft = self.of_countries(known, draft, countries)?;
        if draft.date.is_none() && known.future && (known.specific || draft.next) {
            draft.date = self.coming_year(known);
        }
        let draft = self.with_its_parties(known, draft)?;
        let draft = self.of_report_or_year(known, draft)?;
        let draft = self.of_its_name(known, draft)?;
        let draft = self.next_of_those_who_met(known, draft)?;
        let draft = self.earlier_of_series(known, draft)?;
        let sides = self.sides_of(known);
        if sides.len() >= 2 && self.is_of_two(known, &draft) {
            self.keep_of_two(known, draft, sides);
            return None;
        }
        let draft = self.of_officials_at(known, draft)?;
        let draft = self.for_talks(known, draft, sides)?;
        let draft = self.of_pair_that_held(known, draft)?;
        let draft = self.held_with_some(known, draft)?;
        let draft = self.of_weekday(known, draft)?;
        let draft = self.opening_the_report(known, draft)?;
        self.taking_place(known, draft)
    }
}
