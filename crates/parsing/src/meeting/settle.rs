//! What the whole report tells of its meetings: days from durations, inferred dates and places, status.

mod place;

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use rapporteur_model::{
    CountryCode, PartialDate,
    vocabulary::{DateBasis, MeetingStatus},
};

use super::{Finder, MAX_PLACES, draft::Draft};
use crate::{analysis::Analysis, date::Resolved, pos::Pos, word_class::WordClass};

/// How far before a meeting the verb stands that tells of its first or last day, in tokens.
const VERB_BEFORE: usize = 4;

/// How far before a meeting the verb stands that tells of an arrival, in tokens.
const ARRIVAL_BEFORE: usize = 12;

/// For how many days before the publication the place of the dateline is that of a meeting without one.
const DAYS_OF_DATELINE: i64 = 4;

/// How many sentences before it a meeting without a date may take its year from, where they tell of the past.
const SENTENCES_OF_PAST: usize = 2;

/// In how many sentences before a meeting the visit is told on which it takes place.
const SENTENCES_OF_VISIT: usize = 3;

/// What a report tells of all its meetings.
#[derive(Debug)]
struct Report<'analysis> {
    analysis: &'analysis Analysis,
    /// The first sentence.
    lead: Option<usize>,
    /// The days of which the first two sentences tell.
    lead_dates: Vec<(usize, Resolved)>,
    /// For each meeting the sentences that name it.
    told_in: Vec<BTreeSet<usize>>,
    /// For each of those days' sentences how many meetings it names.
    tellers: BTreeMap<usize, usize>,
    /// Where the gathering takes place that the report is about: its city and its country.
    gathering: Option<(Option<String>, Option<CountryCode>)>,
    /// For each meeting whether the verbs beside it tell of its end.
    ended: Vec<bool>,
    /// Of its beginning.
    opened: Vec<bool>,
    /// Of arrivals for it: "A and B arrived on Tuesday for the three-day summit".
    arrived: Vec<bool>,
}

impl Report<'_> {
    /// Completes one meeting, whose place among the meetings is given.
    fn settle(&self, at: usize, draft: &mut Draft) {
        let publication = self.analysis.base_date;
        let planned = self.is_to_come(draft);
        let told = (draft.focal || draft.by_participants) && !draft.earlier;
        if draft.date.is_none() && told && !planned {
            draft.date = self.lead_date(at).filter(|date| {
                date.start.precision() == 3
                    && publication.is_none_or(|publication| date.start <= publication.latest())
            });
        }
        self.spread_over_days(at, draft);
        if draft.date.is_none() && told && draft.status != Some(MeetingStatus::Planned) {
            draft.date = self.inferred_date(draft);
        }
        if told && !planned {
            self.place(draft);
        }
        self.settle_status(draft);
    }

    /// What has not taken place took place neither on the day nor in the city of the report.
    fn is_to_come(&self, draft: &Draft) -> bool {
        let later = draft.date.zip(self.analysis.base_date);
        draft.status.is_none()
            && later.is_some_and(|(date, publication)| date.start.earliest() > publication.latest())
            || matches!(
                draft.status,
                Some(MeetingStatus::Planned | MeetingStatus::Postponed | MeetingStatus::Cancelled)
            )
    }

    /// The day of which the lead tells. What the second sentence tells of another meeting is no date of this one.
    fn lead_date(&self, at: usize) -> Option<Resolved> {
        let own = |sentence: usize| {
            let here = self.told_in[at].contains(&sentence);
            let others = self.tellers.get(&sentence).is_some_and(|&told| told > usize::from(here));
            self.lead == Some(sentence) || here || !others
        };
        self.lead_dates.iter().find(|(sentence, _)| own(*sentence)).map(|(_, date)| *date)
    }

    /// "the two-day meeting": the day that is told is its last one where it is told to have ended, else its first.
    fn spread_over_days(&self, at: usize, draft: &mut Draft) {
        let publication = self.analysis.base_date;
        let (Some(days), Some(date)) = (draft.days.filter(|&days| days > 1), &mut draft.date) else {
            return;
        };
        let Some(day) = date.start.to_civil().filter(|_| date.end.is_none()) else { return };
        let has_opened =
            [&self.opened, &self.arrived].iter().any(|told| told.get(at).copied().unwrap_or_default());
        // "said on Friday that the two-day meeting had made preparations": it is over, unless it is told of its opening.
        let shift = (days - 1).days();
        let last = day.checked_add(shift).ok();
        let over = draft.status == Some(MeetingStatus::Held)
            && !has_opened
            && last
                .zip(publication)
                .is_some_and(|(last, publication)| publication.latest() < PartialDate::from_civil(last));
        let ended = over || self.ended.get(at).copied().unwrap_or_default() && !has_opened;
        let (start, end) = if ended { (day.checked_sub(shift).ok(), Some(day)) } else { (Some(day), last) };
        if let (Some(start), Some(end)) = (start, end) {
            date.start = PartialDate::from_civil(start);
            date.end = Some(PartialDate::from_civil(end));
        }
    }

    /// The month of the report, or the year of which it tells before: "… in 2015. Days later, X met Y".
    fn inferred_date(&self, draft: &Draft) -> Option<Resolved> {
        let publication = self.analysis.base_date?;
        // Told of the past goes on.
        let past = draft.places.first().filter(|_| !draft.focal).and_then(|&(sentence, _)| {
            let scope = (sentence.saturating_sub(SENTENCES_OF_PAST)..sentence + 1).rev();
            scope.into_iter().find_map(|at| past_year(self.analysis, at, publication.year()))
        });
        let date = match past {
            Some(year) => PartialDate::new(year, 0, 0),
            None => PartialDate::new(publication.year(), publication.month(), 0),
        };
        date.ok().map(|start| Resolved { start, end: None, basis: DateBasis::Inferred })
    }

    /// Where a meeting took place that is told of without a place: at the gathering beside it, or where the report was written.
    fn place(&self, draft: &mut Draft) {
        // Who met beside a gathering elsewhere met there, wherever the report was written.
        if let Some((city, country)) = &self.gathering
            && draft.by_participants
            && !draft.focal
            && !draft.remote
            && draft.city.is_none()
            && draft.country.is_none()
        {
            draft.city.clone_from(city);
            draft.country = *country;
        }
        if let Some((city, country)) = &self.analysis.dateline_place
            && draft.city.is_none()
            && draft.country.is_none_or(|known| known == *country)
            && !draft.remote
            && (draft.focal || draft.date.is_none_or(|date| self.is_recent(date)))
        {
            draft.city = Some(city.clone());
            draft.country = Some(*country);
        }
    }

    /// A report is written from where something takes place these days, not from where it did a month ago.
    fn is_recent(&self, date: Resolved) -> bool {
        let publication = self.analysis.base_date.and_then(PartialDate::to_civil);
        let first = publication.and_then(|day| day.checked_sub(DAYS_OF_DATELINE.days()).ok());
        first.is_none_or(|first| date.start.latest() >= PartialDate::from_civil(first))
    }

    /// Whether a meeting is planned or was held, by its date and that of the report.
    fn settle_status(&self, draft: &mut Draft) {
        let publication = self.analysis.base_date;
        // A page may be stamped with the day before, where the clock is another; the verbs tell then.
        let is_held = draft.status == Some(MeetingStatus::Held);
        let later = draft.date.zip(publication).is_some_and(|(date, publication)| {
            let stamped = publication.latest();
            let next = stamped.to_civil().and_then(|day| day.checked_add(1.days()).ok());
            let known = next.filter(|_| is_held).map_or(stamped, PartialDate::from_civil);
            date.start.earliest() > known
        });
        if later && !matches!(draft.status, Some(MeetingStatus::Postponed | MeetingStatus::Cancelled)) {
            draft.status = Some(MeetingStatus::Planned);
        }
        let over = draft.date.zip(publication).is_some_and(|(date, publication)| {
            date.end.unwrap_or(date.start).latest() < publication.earliest()
        });
        if over && matches!(draft.status, None | Some(MeetingStatus::Planned)) {
            draft.status = Some(MeetingStatus::Held);
        }
        if draft.status.is_none() && draft.focal {
            draft.status = Some(MeetingStatus::Held);
        }
    }
}

impl<'analysis> Finder<'analysis> {
    /// Fills in what the whole report tells: days from durations, inferred dates and places, status.
    pub(super) fn settle(&mut self, sentences: &[usize]) {
        self.unite();
        self.place_beside();
        self.place_by_visit();
        if !self.meetings.drafts.is_empty() && !self.meetings.drafts.iter().any(|draft| draft.focal) {
            self.meetings.drafts[0].focal = true;
        }
        let report = self.report(sentences);
        for (at, draft) in self.meetings.drafts.iter_mut().enumerate() {
            report.settle(at, draft);
        }
    }

    /// "The minister will visit Harbour City on 14 June. He will be received by A": on that visit, in a sentence before.
    fn place_by_visit(&mut self) {
        let document = &self.analysis.document;
        for at in 0..self.meetings.drafts.len() {
            let draft = &self.meetings.drafts[at];
            let is_open = draft.status == Some(MeetingStatus::Planned)
                && draft.by_participants
                && draft.date.is_none()
                && draft.city.is_none();
            let Some(&(sentence, _)) = draft.places.first().filter(|_| is_open) else { continue };
            let visit = (sentence.saturating_sub(SENTENCES_OF_VISIT)..sentence).rev().find_map(|before| {
                let tokens = document.sentences[before].tokens.clone();
                // "left for Harbour City today": the day is that of the journey.
                let goes = |at: usize| {
                    [WordClass::Visiting, WordClass::Visit, WordClass::Arriving]
                        .into_iter()
                        .any(|class| self.is(at, class))
                };
                let verb = tokens.clone().find(|&at| goes(at) && !self.analysis.quoted[at])?;
                Some((tokens, verb))
            });
            let Some((tokens, verb)) = visit else { continue };
            let dated = self.analysis.is_future(tokens.clone()).then_some(verb + 1..tokens.end);
            let date = dated.and_then(|behind| self.date_near(behind, verb + 1, true));
            let (city, country) = self.place_near(tokens, verb);
            let draft = &mut self.meetings.drafts[at];
            draft.date = date;
            draft.country = draft.country.or(country);
            draft.city = city;
        }
    }

    /// What the report tells of all its meetings.
    fn report(&self, sentences: &[usize]) -> Report<'analysis> {
        let analysis = self.analysis;
        let lead_dates: Vec<(usize, Resolved)> = sentences
            .iter()
            .take(2)
            .filter_map(|&sentence| {
                let tokens = analysis.document.sentences[sentence].tokens.clone();
                let date = (!analysis.is_future(tokens.clone()))
                    .then(|| self.date_near(tokens.clone(), tokens.start, false))
                    .flatten()?;
                Some((sentence, date))
            })
            .collect();
        let told_in: Vec<BTreeSet<usize>> = self
            .meetings
            .drafts
            .iter()
            .map(|draft| draft.places.iter().map(|(sentence, _)| *sentence).collect())
            .collect();
        let tellers: BTreeMap<usize, usize> = lead_dates
            .iter()
            .map(|(sentence, _)| (*sentence, told_in.iter().filter(|told| told.contains(sentence)).count()))
            .collect();
        let gathering = self.meetings.drafts.iter().find_map(|draft| {
            let told = draft.focal && !draft.by_participants && draft.status == Some(MeetingStatus::Held);
            let placed = draft.city.is_some() || draft.country.is_some();
            (told && placed && draft.organization.is_some()).then(|| (draft.city.clone(), draft.country))
        });
        Report {
            analysis,
            lead: sentences.first().copied(),
            lead_dates,
            told_in,
            tellers,
            gathering,
            ended: self.verbs_beside(WordClass::Ending, VERB_BEFORE),
            opened: self.verbs_beside(WordClass::Beginning, VERB_BEFORE),
            arrived: self.verbs_beside(WordClass::Arriving, ARRIVAL_BEFORE),
        }
    }

    /// For each meeting whether the verbs beside it tell of its end, or of its beginning: "wrapped up on Tuesday".
    fn verbs_beside(&self, class: WordClass, back: usize) -> Vec<bool> {
        let again = |at: usize| {
            let phrases = self.meetings.phrases.iter().filter(move |(_, _, meeting)| *meeting == at);
            phrases.map(|(sentence, tokens, _)| (*sentence, tokens.clone())).take(MAX_PLACES)
        };
        let drafts = self.meetings.drafts.iter().enumerate();
        drafts
            .map(|(at, draft)| {
                draft.places.iter().cloned().chain(again(at)).any(|(sentence, tokens)| {
                    let end = self.analysis.document.sentences[sentence].tokens.end;
                    let start = self.analysis.document.sentences[sentence].tokens.start;
                    // "wrapped up their two-day gathering", "the summit … ended"
                    let before = start.max(tokens.start.saturating_sub(back))..tokens.start;
                    let mut beside = before.chain(tokens.end..end.min(tokens.end + 12));
                    // "came to a close": nobody came.
                    let closes = |token: usize| {
                        self.low(token + 1) == "to"
                            && (token + 2..token + 4).any(|at| self.is(at, WordClass::Ending))
                    };
                    // "Opening the session, X said": on whatever day.
                    let aside = |token: usize| token == start && self.analysis.tags[token] == Pos::Gerund;
                    // "got under way here today"
                    let under_way = |token: usize| {
                        class == WordClass::Beginning
                            && self.low(token) == "under"
                            && self.low(token + 1) == "way"
                    };
                    beside.any(|token| {
                        under_way(token) || self.is(token, class) && !closes(token) && !aside(token)
                    })
                })
            })
            .collect()
    }

    /// "On the eve of the summit, A and B met", now that the day of the summit is known.
    pub(super) fn date_eves(&mut self) {
        for at in 0..self.meetings.drafts.len() {
            let draft = &self.meetings.drafts[at];
            let Some((sentence, _)) = draft.places.first().filter(|_| draft.by_participants) else {
                continue;
            };
            let tokens = self.analysis.document.sentences[*sentence].tokens.clone();
            if let Some(day) = self.day_before(tokens) {
                self.meetings.drafts[at].date = Some(day);
            }
        }
    }
}

/// The year that a sentence names, if it is before that of the publication: "in 2015".
fn past_year(analysis: &Analysis, sentence: usize, published: i16) -> Option<i16> {
    let tokens = analysis.document.sentences[sentence].tokens.clone();
    tokens.into_iter().find_map(|token| {
        let year: i16 = analysis.document.str(token).parse().ok()?;
        let timed = analysis.is(token.saturating_sub(1), WordClass::MonthBefore);
        (timed && (1900..published).contains(&year)).then_some(year)
    })
}
