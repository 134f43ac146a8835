//! Offices that are named without their holder: whoever is known to hold one, whoever spoke last, or nobody who was named.

use rapporteur_model::vocabulary::SpeakerKind;

use super::super::{Finder, Voice};
use crate::{
    mention::{Mention, Office},
    pos::Pos,
    text::TokenKind,
    word_class::{WordClass, WordId},
};

/// How many adjectives stand between an article and an office: "a very senior".
const MAX_ADJECTIVES: usize = 3;

impl Finder<'_> {
    /// An office as a speaker.
    pub(super) fn voice_of_office(&self, mention: &Mention) -> Option<Voice> {
        let analysis = self.analysis;
        let office = mention.office.as_ref()?;
        if let Some(last) = self.unnamed_again(mention, office) {
            let again = self.mentioned(mention, last.name.clone(), None, SpeakerKind::Office);
            return Some(Voice { printed: last.printed.clone(), ..again });
        }
        let indefinite = self.is_one_of_many(mention);
        let holder = || analysis.registry.holder(office, &analysis.mentions, mention.tokens.start);
        if let Some(person) = Some(()).filter(|()| !indefinite).and_then(|()| holder()) {
            return Some(self.named_person(mention, person));
        }
        let shown = || Some(analysis.display_name(mention));
        if office.plural {
            return Some(self.mentioned(mention, shown(), None, SpeakerKind::Collective));
        }
        if !indefinite && let Some(last) = self.last_in_office(mention, office) {
            return Some(self.mentioned(mention, last.name.clone(), last.person, SpeakerKind::Person));
        }
        Some(self.mentioned(mention, shown(), None, SpeakerKind::Office))
    }

    /// "A Norlandic official said …. The official added …": whoever spoke last in such an office, whose name still nobody knows.
    fn unnamed_again(&self, mention: &Mention, office: &Office) -> Option<&Voice> {
        let definite = self.low(mention.tokens.start) == "the";
        self.last.as_ref().filter(|last| {
            let name = last.name.as_deref().unwrap_or_default().to_lowercase();
            definite
                && !office.plural
                && last.person.is_none()
                && last.kind == SpeakerKind::Office
                && name.contains(' ')
                && WordId::of(&office.head).is(WordClass::VagueOffice)
                && name.split(' ').any(|word| word == office.head)
                && office.text.split(' ').count() <= 2
        })
    }

    /// "a defence official", "a senior Norlandic diplomat": whether an office is that of nobody who was named.
    fn is_one_of_many(&self, mention: &Mention) -> bool {
        let first = mention.tokens.start;
        let article = (first.saturating_sub(MAX_ADJECTIVES)..first)
            .rev()
            .take_while(|&at| {
                self.is(at, WordClass::Article)
                    || self.is(at, WordClass::OneOfMany)
                    || self.analysis.tags[at] == Pos::Adjective
            })
            .find(|&at| self.is(at, WordClass::Article) || self.is(at, WordClass::OneOfMany));
        self.is(first, WordClass::Article) && self.low(first) != "the"
            || article.is_some_and(|at| self.low(at) != "the")
    }

    /// "the official", "the leader": whoever spoke last, where nobody is known to hold such an office.
    fn last_in_office(&self, mention: &Mention, office: &Office) -> Option<&Voice> {
        let analysis = self.analysis;
        // "the foreign ministry's spokesperson" is nobody who was named.
        let owned = mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|at| analysis.document.tokens[at].kind == TokenKind::Possessive);
        let is_vague = WordId::of(&office.head).is(WordClass::VagueOffice)
            && (office.bare || office.text.eq_ignore_ascii_case(&office.head));
        if owned || !is_vague {
            return None;
        }
        self.last.as_ref().filter(|last| {
            let country = last.person.and_then(|person| analysis.registry.persons[person].country());
            last.person.is_some()
                && (office.countries.is_empty()
                    || country.is_none_or(|code| office.countries.contains(&code)))
        })
    }
}
