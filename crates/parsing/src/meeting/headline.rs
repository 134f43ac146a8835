//! What the headline alone tells of meetings.

use std::ops::Range;

use rapporteur_model::vocabulary::MeetingKind;

use super::{Finder, Phrase, draft::Draft};
use crate::{lexicon::Tag, text::TokenKind, word_class::WordClass};

impl Finder<'_> {
    /// Whether a headline names a meeting by its number or its body.
    pub(super) fn is_named_in_headline(&self) -> bool {
        let analysis = self.analysis;
        let document = &analysis.document;
        analysis.title_sentences().any(|sentence| {
            let tokens = document.sentences[sentence].tokens.clone();
            tokens.clone().filter_map(|token| self.phrase(token, tokens.clone())).any(|phrase| {
                let numbered = phrase.ordinal.is_some_and(|number| number > 1);
                !phrase.plural && (numbered || phrase.organization.is_some() && phrase.kind.is_some())
            })
        })
    }

    /// What only the headline tells: a numbered meeting that the body calls otherwise, the place of the one told of.
    pub(super) fn complete_from_headline(&mut self, sentences: &[usize]) {
        let analysis = self.analysis;
        let title_sentences: Vec<usize> = analysis.title_sentences().collect();
        for sentence in title_sentences {
            let tokens = analysis.document.sentences[sentence].tokens.clone();
            let phrases: Vec<Phrase> =
                tokens.clone().filter_map(|token| self.phrase(token, tokens.clone())).collect();
            if phrases.is_empty() {
                self.place_from_headline(tokens);
                continue;
            }
            self.add_numbered(&phrases, &tokens, sentences.first().copied());
            self.name_by_owner(&phrases, tokens.end);
            let (city, country) = self.place_near(tokens.clone(), phrases[0].noun.end);
            if let Some(draft) = self.meetings.drafts.iter_mut().find(|draft| draft.focal)
                && draft.city.is_none()
                && draft.country.is_none_or(|known| country.is_none_or(|told| told == known))
            {
                draft.city = city;
                draft.country = draft.country.or(country);
            }
        }
    }

    /// "5th Lakes Union summit to open in Harbour City", above a report that never numbers it: the first of its meetings, of which
    /// the lead tells.
    fn add_numbered(&mut self, phrases: &[Phrase], headline: &Range<usize>, lead: Option<usize>) {
        let analysis = self.analysis;
        let numbered = phrases.iter().find(|phrase| {
            phrase.ordinal.is_some_and(|number| number > 1) && phrase.organization.is_some() && !phrase.plural
        });
        let (Some(phrase), Some(lead)) = (numbered, lead) else { return };
        if self.meetings.drafts.iter().any(|draft| draft.ordinal == phrase.ordinal) {
            return;
        }
        let scope = analysis.document.sentences[lead].tokens.clone();
        let future = analysis.is_future(scope.clone())
            || headline.clone().any(|token| matches!(self.low(token), "to" | "will"));
        let (city, country) = self.place_near(scope.clone(), scope.start);
        let draft = Draft {
            rule: "the headline alone numbers it",
            title: analysis.document.clean(phrase.tokens.clone()),
            series: phrase.series.clone(),
            organization: phrase.organization.clone(),
            ordinal: phrase.ordinal,
            kind: phrase.kind,
            date: self.date_near(scope.clone(), scope.end, future),
            days: phrase.days,
            city,
            country,
            venue: self.venue_near(scope.clone()),
            status: self.status(scope.clone(), future, scope),
            focal: true,
            next: false,
            earlier: false,
            remote: false,
            by_participants: false,
            places: vec![(lead, phrase.tokens.clone())],
            hosts: Vec::new(),
            others: Vec::new(),
        };
        self.meetings.drafts.insert(0, draft);
        for (_, _, meeting) in &mut self.meetings.phrases {
            *meeting += 1;
        }
        self.meetings.phrases.insert(0, (lead, phrase.tokens.clone(), 0));
        self.meetings.phrases.sort_by_key(|(sentence, tokens, _)| (*sentence, tokens.start));
    }

    /// "Readout of Adviser A B's Meeting with C and D": the report's own name for what it tells of.
    fn name_by_owner(&mut self, phrases: &[Phrase], end: usize) {
        let analysis = self.analysis;
        let owned = phrases.iter().find_map(|phrase| {
            let (_, owner) = analysis.mention_at(phrase.noun.start.checked_sub(2)?)?;
            let is_owned = analysis.document.tokens[phrase.noun.start - 1].kind == TokenKind::Possessive
                && analysis.is(phrase.noun.end, WordClass::Bringing);
            Some((owner.person?, owner.tokens.start..end)).filter(|_| is_owned)
        });
        let Some((owner, words)) = owned else { return };
        let told = self.meetings.drafts.iter_mut().find(|draft| {
            draft.by_participants
                && draft.kind == Some(MeetingKind::GroupMeeting)
                && draft.hosts.iter().any(|&host| analysis.mentions[host].person == Some(owner))
        });
        if let Some(draft) = told {
            draft.title = analysis.document.clean(words);
        }
    }

    /// "The league's council meets in Harbour City": where the meeting is of which the report tells without a place.
    fn place_from_headline(&mut self, tokens: Range<usize>) {
        let meets = tokens.clone().any(|at| self.is(at, WordClass::Met));
        let (city, country) = self.place_near(tokens.clone(), tokens.start);
        let names = |name: &String| {
            self.analysis.tagged.entities(tokens.clone()).any(|found| match found.tag {
                Tag::Organization(index) => self.analysis.tagged.organization(index).name == *name,
                _ => false,
            })
        };
        let of_it = self
            .meetings
            .drafts
            .iter()
            .position(|draft| draft.focal && draft.organization.as_ref().is_some_and(names));
        if let Some(at) = of_it.filter(|_| meets && city.is_some()) {
            let draft = &mut self.meetings.drafts[at];
            if draft.city.is_none() && draft.country.is_none_or(|known| Some(known) == country) {
                (draft.city, draft.country) = (city, country);
            }
        }
    }
}
