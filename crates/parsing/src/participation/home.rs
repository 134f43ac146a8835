//! The country of somebody whose office names none: the president who receives guests is that of the venue, the minister of
//! whom an outlet of his country writes is that of the outlet.

use rapporteur_model::{
    CountryCode,
    vocabulary::{MeetingKind, ParticipationRole},
};
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::MAX_PLACES_OF_HOST;
use crate::{
    analysis::Analysis,
    lexicon::Rank,
    meeting::{Draft, Meetings},
    word_class::WordClass,
};

/// How far behind somebody the verb of a journey stands, in tokens: "A B will on Monday travel".
const MAX_TO_JOURNEY: usize = 6;

/// What a report tells of where those are at home whose offices name no country.
pub(super) struct Homes<'analysis> {
    analysis: &'analysis Analysis,
    meetings: &'analysis Meetings,
    /// How many hold an office with each head for no country that the report names.
    alone: HashMap<&'analysis str, usize>,
    /// Persons who go somewhere: they are nobody's hosts there.
    travellers: HashSet<usize>,
}

impl<'analysis> Homes<'analysis> {
    /// Looks through the persons of a report once.
    pub(super) fn new(analysis: &'analysis Analysis, meetings: &'analysis Meetings) -> Self {
        let mut alone: HashMap<&str, usize> = HashMap::default();
        for person in &analysis.registry.persons {
            let office = person.offices.first().filter(|_| person.country().is_none());
            if let Some(office) = office.filter(|office| office.rank < Rank::Minister) {
                *alone.entry(office.head.as_str()).or_default() += 1;
            }
        }
        Self { analysis, meetings, alone, travellers: travellers(analysis) }
    }

    /// The country of a person at a meeting, where the office names none: never that of the other side of two.
    pub(super) fn country_of(
        &self,
        index: usize,
        meeting: usize,
        roles: &[ParticipationRole],
    ) -> Option<CountryCode> {
        let analysis = self.analysis;
        let draft = &self.meetings.drafts[meeting];
        let parties: Vec<usize> =
            draft.hosts.iter().chain(&draft.others).filter_map(|&at| analysis.mentions[at].person).collect();
        // The two sides of talks are of two countries.
        let is_taken = |country: &CountryCode| {
            draft.kind == Some(MeetingKind::Bilateral)
                && parties.contains(&index)
                && parties.iter().any(|&other| {
                    other != index && analysis.registry.persons[other].country() == Some(*country)
                })
        };
        self.inferred(index, draft, &parties, roles).filter(|code| !is_taken(code))
    }

    /// The country of the venue for its host, its chair, and a head who meets none of his rank; else that of the outlet.
    fn inferred(
        &self,
        index: usize,
        draft: &Draft,
        parties: &[usize],
        roles: &[ParticipationRole],
    ) -> Option<CountryCode> {
        let analysis = self.analysis;
        let person = &analysis.registry.persons[index];
        let ranks = |rank: Rank| person.offices.iter().any(|office| office.rank <= rank);
        let hosts = (roles.contains(&ParticipationRole::Host)
            && !self.is_beside(draft)
            && !self.travellers.contains(&index))
            || roles.contains(&ParticipationRole::Chair);
        if hosts && ranks(Rank::Government) {
            return draft.country;
        }
        // "In Norland, the envoy met President A B": a head of state is at home.
        let alone = draft.kind == Some(MeetingKind::Bilateral)
            && draft.by_participants
            && ranks(Rank::Government)
            && parties.iter().all(|&other| {
                let other = &analysis.registry.persons[other];
                std::ptr::eq(other, person)
                    || !other.offices.iter().any(|office| office.rank <= Rank::Government)
            });
        if alone && !self.is_beside(draft) && draft.country.is_some() {
            return draft.country;
        }
        let at_home = person.office().and(analysis.outlet_country).filter(|_| self.is_only(index));
        // "The foreign minister received A B in Harbour City"
        at_home.or_else(|| draft.country.filter(|_| hosts && ranks(Rank::Minister)))
    }

    /// A country has one president: of two without a country, who knows which is the outlet's.
    fn is_only(&self, index: usize) -> bool {
        let person = &self.analysis.registry.persons[index];
        person.offices.first().is_some_and(|office| {
            let says_more = office.rank < Rank::Official || office.text.contains(' ');
            says_more && self.alone.get(office.head.as_str()).is_none_or(|&count| count < 2)
        })
    }

    /// "On the sidelines of the session, he met A B": neither is at home.
    fn is_beside(&self, draft: &Draft) -> bool {
        draft.by_participants
            && draft.places.iter().take(MAX_PLACES_OF_HOST).any(|(sentence, _)| {
                let tokens = self.analysis.document.sentences[*sentence].tokens.clone();
                tokens.into_iter().any(|at| self.analysis.is(at, WordClass::Sidelines))
            })
    }
}

/// "The prime minister will travel to Norland": he is nobody's host there.
fn travellers(analysis: &Analysis) -> HashSet<usize> {
    let goes = |at: usize| {
        [WordClass::Travelling, WordClass::Visiting, WordClass::Arriving]
            .into_iter()
            .any(|class| analysis.is(at, class))
    };
    analysis
        .mentions
        .iter()
        .filter_map(|mention| {
            let person = mention.person?;
            let behind = mention.tokens.end..analysis.tags.len().min(mention.tokens.end + MAX_TO_JOURNEY);
            // "A B will arrive", and not "A B welcomed the arriving ministers": the first verb says what he does.
            let mut clause = behind.take_while(|&at| !analysis.is(at, WordClass::ClauseMark));
            let verb = clause.find(|&at| {
                let tag = analysis.tags[at];
                goes(at)
                    || tag.is_verb()
                        && !analysis.is(at, WordClass::ToBe)
                        && !analysis.is(at, WordClass::Tensed)
            });
            verb.is_some_and(goes).then_some(person)
        })
        .collect()
}
