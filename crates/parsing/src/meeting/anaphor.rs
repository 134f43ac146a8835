//! Another mention of a meeting by a general phrase: "the summit", "the two-day meeting".

use rapporteur_model::vocabulary::{DateBasis, MeetingKind, MeetingStatus};

use super::{Finder, LEAD_SENTENCES, LEADERS_OF_LEAD, Phrase, draft::Draft};
use crate::{
    analysis::Analysis,
    date::Resolved,
    lexicon::{Tag, lexicon},
    word_class::WordClass,
};

/// In how many sentences behind the first one "the meeting" is of those whom that tells of.
const LEAD_OF_GROUP: usize = 4;

/// Of so many phrases of a sentence at most it is asked which meeting they mean.
const PHRASES_NEAR: usize = 64;

impl Finder<'_> {
    /// Another mention of a meeting by a general phrase: "the summit", "the two-day meeting". Where none was told of that it may
    /// mean, it may be one that the report leaves without a name.
    pub(super) fn anaphor(&mut self, sentence: usize, phrase: &Phrase, draft: Draft) {
        if !phrase.definite && phrase.organization.is_none() && phrase.days.is_none() {
            return;
        }
        // "That meeting brought together …": the one of the sentence before.
        let before = sentence.checked_sub(1).and_then(|before| self.meetings.phrases_of(before).last());
        let before = before.map(|(_, _, at)| *at);
        if self.low(phrase.tokens.start) == "that"
            && let Some(at) = before
        {
            self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
            return;
        }
        let drafts = &self.meetings.drafts;
        let focal = drafts.iter().position(|other| other.focal && self.may_mean(phrase, &draft, other));
        let last = (0..drafts.len()).rev().find(|&at| {
            self.may_mean(phrase, &draft, &drafts[at])
                && drafts[at].status != Some(MeetingStatus::Planned)
                && (focal.is_none() || self.is_near(at, sentence, phrase))
                && !self.is_occasion_of_reception(at)
        });
        if phrase.kind == Some(MeetingKind::Summit)
            && focal.is_none()
            && last.is_none()
            && let Some(at) = self.talks_of_heads()
        {
            self.call_summit(at, sentence, phrase, &draft);
            return;
        }
        let meant = self
            .plan_before(before, sentence, phrase, &draft)
            .or_else(|| self.of_city(phrase, &draft))
            .or_else(|| self.of_those_named(sentence, phrase, &draft))
            .or(last.filter(|_| phrase.definite))
            .or(focal)
            .or_else(|| drafts.iter().rposition(|other| self.may_mean(phrase, &draft, other)));
        match meant {
            Some(at) => self.complete(at, sentence, phrase, draft),
            None => self.told_without_name(sentence, phrase, draft),
        }
    }

    /// "The president received the heads of delegations participating in the 13th meeting. The meeting …": he was the host of
    /// that one. So with "A met B on the sidelines of the session. The meeting …".
    fn is_occasion_of_reception(&self, at: usize) -> bool {
        let drafts = &self.meetings.drafts;
        // "The high-level meeting was part of the informal session": told of again where that one is told of first.
        let Some(told) = drafts[at].places.first().map(|(sentence, _)| *sentence) else { return false };
        let is_told = |other: usize| {
            let phrases = self.meetings.phrases_of(told).iter();
            phrases.take(PHRASES_NEAR).any(|(_, _, known)| *known == other)
        };
        (0..at).any(|other| {
            let draft = &drafts[other];
            draft.focal
                && draft.by_participants
                && matches!(draft.kind, Some(MeetingKind::GroupMeeting | MeetingKind::Bilateral))
                && !drafts[at].by_participants
                && (is_told(other) || draft.places.first().is_some_and(|(sentence, _)| *sentence == told))
        })
    }

    /// Whether a general phrase may mean a meeting rather than the one that the report is about: that is one, too, or it was
    /// told of a sentence before. "Talks of the working group prepared Friday's meeting": another one.
    fn is_near(&self, at: usize, sentence: usize, phrase: &Phrase) -> bool {
        let draft = &self.meetings.drafts[at];
        let told_in = |sentence: usize| {
            let phrases = self.meetings.phrases_of(sentence).iter().rev();
            phrases.take(PHRASES_NEAR).any(|(_, _, told)| *told == at)
        };
        let of_day = self.is(phrase.tokens.start, WordClass::Day);
        draft.focal && !of_day
            || !(of_day && told_in(sentence))
                && (told_in(sentence) || sentence.checked_sub(1).is_some_and(told_in))
    }

    /// Whether a general phrase may mean a meeting that was told of: one of its kind, its organization and its time.
    fn may_mean(&self, phrase: &Phrase, draft: &Draft, other: &Draft) -> bool {
        let of_two = other.by_participants && other.kind == Some(MeetingKind::Bilateral);
        // "the second meeting of the Lakes Club" is not the talks that two had.
        let of_named = || {
            self.low(phrase.noun.end) == "of"
                && self.low(phrase.noun.end + 1) == "the"
                && self.analysis.document.tokens[phrase.noun.end + 2..]
                    .first()
                    .is_some_and(|next| next.is_capitalised())
        };
        // "The first talks were held in 2021" are not those of today.
        let of_old = || self.is_of_another_time(draft);
        if of_two && phrase.ordinal.is_some() && (of_named() || of_old()) {
            return false;
        }
        // "the gathering", "the conference": of many.
        let of_many = || self.is(phrase.noun.start, WordClass::ManyMeet);
        if other.earlier != phrase.past || of_two && of_many() {
            return false;
        }
        let same_kind = match (phrase.kind, other.kind) {
            (Some(MeetingKind::Summit), kind) => kind == Some(MeetingKind::Summit),
            (Some(kind), Some(other_kind)) => {
                kind == other_kind || kind == MeetingKind::GroupMeeting && other.by_participants
            }
            _ => true,
        };
        let same_organization = phrase.organization.is_none()
            || other.organization.is_none()
            || phrase.organization == other.organization;
        same_kind && same_organization
    }

    /// "They will have an informal meeting with A B. The meeting will take place on 16 November.": the one that is planned in the
    /// sentence before, without a date.
    fn plan_before(
        &self,
        before: Option<usize>,
        sentence: usize,
        phrase: &Phrase,
        draft: &Draft,
    ) -> Option<usize> {
        let opens_sentence = self.analysis.document.sentences[sentence].tokens.start == phrase.tokens.start;
        before.filter(|&at| {
            let other = &self.meetings.drafts[at];
            opens_sentence
                && draft.status == Some(MeetingStatus::Planned)
                && phrase.definite
                && other.status == Some(MeetingStatus::Planned)
                && other.date.is_none()
                && self.may_mean(phrase, draft, other)
        })
    }

    /// "the Harbour City gathering": the one that was told of there.
    fn of_city(&self, phrase: &Phrase, draft: &Draft) -> Option<usize> {
        let (city, _) = phrase.city.as_ref()?;
        self.meetings.drafts.iter().position(|other| {
            !other.by_participants && self.may_mean(phrase, draft, other) && other.city.as_ref() == Some(city)
        })
    }

    /// "During the meeting, X said": one that X is part of.
    fn of_those_named(&self, sentence: usize, phrase: &Phrase, draft: &Draft) -> Option<usize> {
        if phrase.kind.is_some() || !phrase.definite {
            return None;
        }
        let analysis = self.analysis;
        let tokens = analysis.document.sentences[sentence].tokens.clone();
        let persons: Vec<usize> =
            analysis.mentions_in(tokens).filter_map(|(_, mention)| mention.person).collect();
        self.meetings.drafts.iter().position(|other| {
            self.may_mean(phrase, draft, other)
                && other.status != Some(MeetingStatus::Planned)
                && other.hosts.iter().chain(&other.others).any(|&index| {
                    analysis.mentions[index].person.is_some_and(|person| persons.contains(&person))
                })
        })
    }

    /// The talks of two leaders that were told of, and took place.
    fn talks_of_heads(&self) -> Option<usize> {
        self.meetings.drafts.iter().position(|other| {
            other.by_participants
                && other.kind == Some(MeetingKind::Bilateral)
                && other.status != Some(MeetingStatus::Planned)
                && self.is_of_heads(other)
        })
    }

    /// "The informal summit", of two leaders whose talks were told of: that is what they are called.
    fn call_summit(&mut self, at: usize, sentence: usize, phrase: &Phrase, draft: &Draft) {
        let title = self.title_with(&self.meetings.drafts[at], &draft.title);
        let meeting = &mut self.meetings.drafts[at];
        meeting.title = title;
        meeting.series.clone_from(&draft.series);
        meeting.kind = phrase.kind;
        meeting.days = meeting.days.or(draft.days);
        self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
    }

    /// "…, a guest of the summit": a meeting of the body, the officials or the leaders that the report is about.
    fn told_without_name(&mut self, sentence: usize, phrase: &Phrase, draft: Draft) {
        let analysis = self.analysis;
        let of_context = phrase.kind == Some(MeetingKind::Summit)
            && phrase.definite
            && !phrase.past
            && !draft.next
            && self.low(phrase.tokens.start) == "the"
            && self.context.is_some();
        if of_context {
            let lead = analysis.body_sentences().next().unwrap_or(sentence);
            let tokens = analysis.document.sentences[lead].tokens.clone();
            let future = draft.status == Some(MeetingStatus::Planned);
            // What was held on Friday is not what is planned.
            let of_lead = future == analysis.is_future(tokens.clone());
            let date = draft
                .date
                .or_else(|| of_lead.then(|| self.date_near(tokens.clone(), tokens.end, future)).flatten());
            let organization = self.context.clone();
            let mut draft = Draft { organization, date, focal: true, ..draft };
            draft.places.insert(0, (lead, tokens.start..tokens.start));
            self.add(sentence, phrase.tokens.clone(), draft);
        } else if !self.of_lead_group(sentence, phrase, &draft) {
            self.of_leaders(sentence, phrase, draft);
        }
    }

    /// Adds to a meeting what the sentence of a general phrase tells of it.
    fn complete(&mut self, at: usize, sentence: usize, phrase: &Phrase, mut draft: Draft) {
        self.meetings.phrases.push((sentence, phrase.tokens.clone(), at));
        self.complete_number(at, sentence, phrase, &draft);
        let meeting = &mut self.meetings.drafts[at];
        meeting.venue = meeting.venue.take().or(draft.venue.take());
        self.complete_time(at, sentence, phrase, &draft);
        self.complete_place(at, phrase, draft);
    }

    /// "The 10th annual meeting in Harbour City": the number of the one that was told of.
    fn complete_number(&mut self, at: usize, sentence: usize, phrase: &Phrase, draft: &Draft) {
        let here = phrase.city.as_ref().map(|(city, _)| city).or(draft.city.as_ref());
        let told = &mut self.meetings.drafts[at];
        if phrase.definite
            && !phrase.plural
            && told.ordinal.is_none()
            && !told.by_participants
            && (here.is_none() || here == told.city.as_ref())
            && phrase.tokens.start == self.analysis.document.sentences[sentence].tokens.start
        {
            told.ordinal = phrase.ordinal.filter(|&number| number > 1);
        }
    }

    /// The date, the status and the days of a meeting, where the sentence of a general phrase tells them.
    fn complete_time(&mut self, at: usize, sentence: usize, phrase: &Phrase, draft: &Draft) {
        let analysis = self.analysis;
        // "the talks, scheduled for Monday": said of the date itself.
        let scheduled = (phrase.tokens.end..phrase.tokens.end + 3)
            .any(|token| matches!(self.low(token), "scheduled" | "slated"));
        let end = analysis.document.sentences[sentence].tokens.end;
        let fixed =
            scheduled.then(|| self.date_near(phrase.tokens.end..end, phrase.tokens.end, true)).flatten();
        let meeting = &mut self.meetings.drafts[at];
        // "The meeting will take place on 16 November."
        if meeting.status == Some(MeetingStatus::Planned)
            && draft.status == Some(MeetingStatus::Planned)
            && meeting.date.is_none()
            && phrase.definite
        {
            meeting.date = draft.date;
        }
        // "Held on Tuesday, the meeting saw …"
        if draft.status == Some(MeetingStatus::Held) && phrase.definite {
            meeting.status = meeting.status.or(draft.status);
        }
        if let Some(fixed) = fixed
            && meeting
                .date
                .is_none_or(|known| known.basis != DateBasis::Stated || known.start.precision() < 3)
        {
            meeting.date = Some(fixed);
            meeting.status = Some(MeetingStatus::Planned);
        }
        meeting.days = meeting.days.or(draft.days);
        let near = |date: Resolved| {
            date.start.precision() == 3 || meeting.date.is_none() && order_of_lead(analysis, sentence)
        };
        if meeting.date.is_none()
            && meeting.status != Some(MeetingStatus::Planned)
            && draft.status != Some(MeetingStatus::Planned)
            && (phrase.definite || phrase.days.is_some())
            && draft.date.is_some_and(near)
        {
            meeting.date = draft.date;
        }
    }

    /// The place of a meeting, where a general phrase or its sentence tells it.
    fn complete_place(&mut self, at: usize, phrase: &Phrase, draft: Draft) {
        let analysis = self.analysis;
        let meeting = &mut self.meetings.drafts[at];
        // "Days before the summit, X praised the authorities in …": that is told of another day and place.
        let apart = phrase.tokens.start > 0
            && analysis.is(phrase.tokens.start - 1, WordClass::TimeApart)
            && phrase.definite;
        // "The meeting in Harbour City is also expected to …": whatever else is told of it.
        if meeting.city.is_none()
            && !draft.next
            && let Some(found) = analysis.tagged.entity_at(phrase.tokens.end + 1)
            && analysis.is(phrase.tokens.end, WordClass::Locative)
            && let Tag::City(index) = found.tag
        {
            let city = &lexicon().cities[index.index()];
            (meeting.city, meeting.country) = (Some(city.name.clone()), Some(city.country));
        }
        // "The next round would be held in Harbour City": of another one.
        let apart = apart || draft.next || draft.status == Some(MeetingStatus::Planned);
        if meeting.city.is_none()
            && meeting.country.is_none()
            && !apart
            && meeting.status != Some(MeetingStatus::Planned)
        {
            meeting.city = draft.city;
            meeting.country = draft.country;
        }
    }

    /// "The 15th security secretaries of the league had an exchange of views. X chaired the meeting": of the officials of an
    /// organization whom the first sentence tells of. Whether there are such.
    fn of_lead_group(&mut self, sentence: usize, phrase: &Phrase, draft: &Draft) -> bool {
        let analysis = self.analysis;
        let Some(lead) = analysis.body_sentences().next().filter(|&lead| lead < sentence) else {
            return false;
        };
        let is_one =
            phrase.definite && !phrase.plural && phrase.organization.is_none() && phrase.ordinal.is_none();
        if !is_one || !self.meetings.drafts.is_empty() || sentence > lead + LEAD_OF_GROUP {
            return false;
        }
        let tokens = analysis.document.sentences[lead].tokens.clone();
        let group = analysis.mentions_in(tokens.clone()).find(|(_, mention)| {
            !analysis.is_governed(mention.tokens.start)
                && mention.person.is_none()
                && mention
                    .office
                    .as_ref()
                    .is_some_and(|office| office.plural && office.organization.is_some())
        });
        let Some((_, group)) = group else { return false };
        let number = group.tokens.start.checked_sub(1).and_then(|before| self.ordinal(before));
        let described = self.describe(group.tokens.clone(), group.tokens.start..group.tokens.start);
        let (city, country) = self.place_near(tokens.clone(), group.tokens.end);
        let title = format!("meeting of {}", analysis.document.clean(group.tokens.clone()));
        let new = Draft {
            rule: "officials of an organization, and then \"the meeting\"",
            title: title.replacen("meeting of the ", "meeting of ", 1),
            series: described.series,
            organization: described.organization,
            ordinal: described.ordinal.or(number),
            kind: described.kind,
            date: draft.date.or_else(|| self.date_near(tokens.clone(), group.tokens.end, false)),
            city: draft.city.clone().or(city),
            country: draft.country.or(country),
            status: Some(MeetingStatus::Held),
            focal: true,
            next: false,
            by_participants: false,
            places: vec![(lead, group.tokens.clone())],
            hosts: Vec::new(),
            others: Vec::new(),
            ..draft.clone()
        };
        self.meetings.phrases.push((lead, group.tokens.clone(), self.meetings.drafts.len()));
        self.meetings.phrases.push((sentence, phrase.tokens.clone(), self.meetings.drafts.len()));
        self.meetings.drafts.push(new);
        true
    }

    /// "The talks", told of first by what two leaders did: "Presidents A of X and B of Y signed …. After the talks …".
    fn of_leaders(&mut self, sentence: usize, phrase: &Phrase, mut draft: Draft) {
        let analysis = self.analysis;
        let is_another = phrase.organization.is_some() || phrase.plural && !phrase.definite;
        if draft.status == Some(MeetingStatus::Planned) || phrase.past || is_another {
            return;
        }
        let first = sentence.saturating_sub(LEAD_SENTENCES);
        let pair = (first..=sentence).find_map(|at| {
            let tokens = analysis.document.sentences[at].tokens.clone();
            self.coordinated_leaders(tokens).map(|pair| (at, pair))
        });
        let Some((lead, pair)) = pair else { return };
        // "attended by A, B, C and D": four, and no pair.
        let of_list = pair[0].checked_sub(1).is_some_and(|before| {
            let (before, first) = (&analysis.mentions[before], &analysis.mentions[pair[0]]);
            before.person.is_some()
                && before.tokens.end + 1 == first.tokens.start
                && self.low(before.tokens.end) == ","
        });
        if of_list {
            return;
        }
        let tokens = analysis.document.sentences[lead].tokens.clone();
        let verb = analysis.mentions[pair[1]].tokens.end;
        draft.date = draft.date.or_else(|| self.date_near(tokens.clone(), verb, false));
        if draft.city.is_none() && draft.country.is_none() {
            (draft.city, draft.country) = self.place_near(tokens, verb);
        }
        draft.hosts = pair;
        draft.kind = Some(MeetingKind::Bilateral);
        draft.status = draft.status.or(Some(MeetingStatus::Held));
        draft.by_participants = true;
        draft.focal = self.meetings.drafts.is_empty();
        draft.title = self.title_with(&draft, &draft.title);
        draft.rule = LEADERS_OF_LEAD;
        draft.places.push((lead, verb..verb));
        self.add_by_participants(sentence, phrase.tokens.clone(), draft);
    }
}

/// Whether a sentence is one of the first of the body.
fn order_of_lead(analysis: &Analysis, sentence: usize) -> bool {
    analysis.body_sentences().take(3).any(|lead| lead == sentence)
}
