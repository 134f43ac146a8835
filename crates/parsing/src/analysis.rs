//! What the rooms behind coreference share: the document with all that has been found in it.

use std::{cell::OnceCell, ops::Range, sync::Arc};

use rapporteur_model::{CountryCode, PartialDate, Span, extraction::Evidence};

use crate::{
    chunk::Chunk,
    coref::Registry,
    date::{self, Expression},
    lexicon::{Tag, lexicon},
    marks::Stretch,
    mention::{Kind, Mention},
    pos::Pos,
    subject::Clauses,
    tag::Tagged,
    text::{Document, ParagraphRole, TokenKind},
    word_class::WordClass,
};

/// How far behind a verb of a timetable its day is told, in tokens: "opens in Harbour City on Friday".
const MAX_TO_DAY: usize = 12;

/// A document, tagged, its mentions found and resolved.
#[derive(Debug)]
pub struct Analysis {
    /// The text.
    pub document: Document,
    /// Phrases of the lexicon.
    pub tagged: Tagged,
    /// Part of speech of each token.
    pub tags: Vec<Pos>,
    /// Noun phrases, in order.
    pub chunks: Vec<Chunk>,
    /// Mentions, in order.
    pub mentions: Vec<Mention>,
    /// Persons.
    pub registry: Registry,
    /// Stretches between quotation marks, in order.
    pub stretches: Vec<Stretch>,
    /// Which tokens stand between quotation marks.
    pub quoted: Vec<bool>,
    /// The day from which relative dates count: that of the dateline, else of publication.
    pub base_date: Option<PartialDate>,
    /// City and country of the dateline.
    pub dateline_place: Option<(String, CountryCode)>,
    /// Country of the outlet, where it is known.
    pub outlet_country: Option<CountryCode>,
    /// Each sentence as printed, once it is evidence: a sentence that says much is copied once.
    pub printed: Vec<OnceCell<Arc<str>>>,
}

impl Analysis {
    /// Whether a token is a word of a class.
    #[must_use]
    pub fn is(&self, token: usize, class: WordClass) -> bool {
        self.document.is(token, class)
    }

    /// Indices of the sentences of the report's body.
    pub fn body_sentences(&self) -> impl Iterator<Item = usize> + '_ {
        self.document
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.role == ParagraphRole::Body)
            .flat_map(|paragraph| paragraph.sentences.clone())
            .filter(|&sentence| !self.document.sentences[sentence].detached)
    }

    /// A sentence as its clauses see it: parts of speech and noun phrases.
    #[must_use]
    pub fn clauses(&self, sentence: usize) -> Clauses<'_> {
        let tokens = self.document.sentences[sentence].tokens.clone();
        let first = self.chunks.partition_point(|chunk| chunk.tokens.start < tokens.start);
        let last = self.chunks.partition_point(|chunk| chunk.tokens.start < tokens.end);
        Clauses {
            document: &self.document,
            tags: &self.tags,
            tokens: (tokens.start, tokens.end),
            chunks: &self.chunks[first..last],
        }
    }

    /// The noun phrase that is the subject of the verb at a token, its own or one that it shares, of those that `may_be` one.
    #[must_use]
    pub fn subject(&self, verb: usize, may_be: impl Fn(&Chunk) -> bool) -> Option<&Chunk> {
        let clauses = self.clauses(self.document.sentence_of(verb));
        clauses.subject(verb, may_be).map(|at| &clauses.chunks[at])
    }

    /// Indices of the sentences of the headline.
    pub fn title_sentences(&self) -> impl Iterator<Item = usize> + '_ {
        self.document
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.role == ParagraphRole::Title)
            .flat_map(|paragraph| paragraph.sentences.clone())
    }

    /// The mentions that begin in a range of tokens, with their indices.
    pub fn mentions_in(&self, tokens: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, &Mention)> {
        let first = self.mentions.partition_point(|mention| mention.tokens.start < tokens.start);
        // A range that runs backwards holds nothing.
        let last = self.mentions.partition_point(|mention| mention.tokens.start < tokens.end).max(first);
        self.mentions[first..last].iter().enumerate().map(move |(at, mention)| (first + at, mention))
    }

    /// The mention of the first person of a range who is its subject: not quoted, and governed by no preposition.
    #[must_use]
    pub fn subject_person(&self, tokens: Range<usize>) -> Option<usize> {
        self.mentions_in(tokens)
            .find(|(_, mention)| {
                mention.person.is_some_and(|person| self.registry.persons[person].sure)
                    && !self.quoted[mention.tokens.start]
                    && !self.is_governed(mention.tokens.start)
            })
            .map(|(at, _)| at)
    }

    /// The mention of the person whom a pronoun at a token means: the subject of its sentence, else of one before.
    #[must_use]
    pub fn antecedent(&self, token: usize) -> Option<usize> {
        let sentence = self.document.sentence_of(token);
        let own = self.document.sentences[sentence].tokens.start..token;
        // "the trip of A B to the capital, where he met …": whoever stands before the relative clause.
        let travels = token.checked_sub(1).filter(|&before| self.document.low(before) == "where");
        let traveller = travels.and_then(|travels| {
            let named = |(_, mention): &(usize, &Mention)| mention.person.is_some();
            self.mentions_in(own.start..travels).rfind(named).map(|(at, _)| at)
        });
        // "a point made by A B after he met …": who did it.
        let agent = |tokens: Range<usize>| {
            let by = |at: usize| self.document.low(at) == "by";
            let named = |(_, mention): &(usize, &Mention)| {
                mention.person.is_some()
                    && mention.tokens.start > tokens.start
                    && by(mention.tokens.start - 1)
            };
            self.mentions_in(tokens.clone()).find(named).map(|(at, _)| at)
        };
        traveller.or_else(|| self.subject_person(own.clone())).or_else(|| agent(own.clone())).or_else(|| {
            let before = (sentence.saturating_sub(3)..sentence).rev();
            before
                .map(|before| self.document.sentences[before].tokens.clone())
                // "The meeting was chaired by A B. He said …"
                .find_map(|tokens| self.subject_person(tokens.clone()).or_else(|| agent(tokens)))
        })
    }

    /// The mention that covers a token.
    #[must_use]
    pub fn mention_at(&self, token: usize) -> Option<(usize, &Mention)> {
        let after = self.mentions.partition_point(|mention| mention.tokens.start <= token);
        let at = after.checked_sub(1)?;
        (self.mentions[at].tokens.end > token).then(|| (at, &self.mentions[at]))
    }

    /// The stretches between quotation marks that touch a range of tokens, with their indices.
    pub fn stretches_in(&self, tokens: Range<usize>) -> impl Iterator<Item = (usize, &Stretch)> {
        let first = self.stretches.partition_point(|stretch| stretch.tokens.end <= tokens.start);
        let last = self.stretches.partition_point(|stretch| stretch.tokens.start < tokens.end);
        self.stretches[first.min(last)..last]
            .iter()
            .enumerate()
            .map(move |(at, stretch)| (first + at, stretch))
    }

    /// A sentence as evidence.
    #[must_use]
    pub fn evidence(&self, sentence: usize) -> Evidence {
        let bytes = self.document.bytes(self.document.sentences[sentence].tokens.clone());
        let printed = self.printed[sentence].get_or_init(|| Arc::from(&self.document.text[bytes.clone()]));
        Evidence { sentence: Arc::clone(printed), span: Span::from_range(bytes) }
    }

    /// Evidence of several sentences, each once, in order.
    #[must_use]
    pub fn evidence_of(&self, mut sentences: Vec<usize>) -> Vec<Evidence> {
        sentences.sort_unstable();
        sentences.dedup();
        sentences.into_iter().map(|sentence| self.evidence(sentence)).collect()
    }

    /// Whether what begins at a token is governed by a preposition, so that it is no subject.
    #[must_use]
    pub fn is_governed(&self, token: usize) -> bool {
        let mut at = token;
        // Over the words of its own phrase: "with the visiting …".
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1) else { return false };
            if self.is(before, WordClass::Governing) {
                return true;
            }
            // "of the five countries"
            if !self.is(before, WordClass::OpensPhrase) && self.tags[before] != Pos::Number {
                return false;
            }
            at = before;
        }
        false
    }

    /// Whether a sentence speaks of what is to come.
    #[must_use]
    pub fn is_future(&self, tokens: Range<usize>) -> bool {
        tokens.clone().any(|token| {
            let next = self.document.low(token + 1);
            match self.document.low(token) {
                _ if self.is(token, WordClass::ToCome) => {
                    !self.quoted.get(token).copied().unwrap_or_default()
                }
                _ if self.is(token, WordClass::Planned) => next == "to" || next == "for" || next == "in",
                "to" => next == "be" && self.is(token + 2, WordClass::Convened),
                // "are to hold talks on Monday"
                _ if self.is(token, WordClass::ToBe) => {
                    next == "to" && self.is(token + 2, WordClass::Occurring)
                }
                "ahead" => next == "of",
                _ => self.is_timetabled(token),
            }
        })
    }

    /// "opens on Friday", told on Tuesday: the present of a timetable.
    fn is_timetabled(&self, verb: usize) -> bool {
        if !self.is(verb, WordClass::Timetable) || self.quoted.get(verb).copied().unwrap_or_default() {
            return false;
        }
        let Some(base) = self.base_date else { return false };
        let end = self.document.tokens.len().min(verb + MAX_TO_DAY);
        let end = (verb + 1..end).find(|&at| self.is(at, WordClass::ClauseMark)).unwrap_or(end);
        let told = date::find(&self.document, &self.tagged, verb + 1..end).into_iter().next();
        told.is_some_and(|told| match told.expression {
            Expression::Weekday { weekday, week, .. } => {
                let today = base.to_civil().map(|today| today.weekday().to_monday_one_offset());
                week > 0 || week == 0 && today.is_some_and(|today| today != weekday)
            }
            Expression::Days(ahead)
            | Expression::Weeks(ahead)
            | Expression::Months(ahead)
            | Expression::Years(ahead) => ahead > 0,
            day => day.resolve(Some(base), true).is_some_and(|day| day.start.earliest() > base.latest()),
        })
    }

    /// The city that stands in a range of tokens, if one does, with its country: the first that is no dateline and no part
    /// of a longer name.
    pub fn cities(
        &self,
        tokens: Range<usize>,
    ) -> impl Iterator<Item = (usize, &'static str, CountryCode)> + '_ {
        self.tagged.entities(tokens).filter_map(|found| match found.tag {
            Tag::City(index) => {
                let city = &lexicon().cities[index.index()];
                Some((found.tokens.start, city.name.as_str(), city.country))
            }
            _ => None,
        })
    }

    /// The name under which a mention is shown.
    #[must_use]
    pub fn display_name(&self, mention: &Mention) -> String {
        if let Some(person) = mention.person {
            return self.registry.persons[person].name.clone();
        }
        match &mention.kind {
            Kind::Organization(index) => self.tagged.organization(*index).name.clone(),
            Kind::Country(code) => {
                lexicon().country_names.get(code).cloned().unwrap_or_else(|| code.to_string())
            }
            _ => {
                let mut tokens = mention.tokens.clone();
                let article = self.is(tokens.start, WordClass::Article);
                if article && tokens.len() > 1 {
                    tokens.start += 1;
                }
                self.document.clean(tokens)
            }
        }
    }

    /// Whether a token is a word or a number.
    #[must_use]
    pub fn is_word(&self, token: usize) -> bool {
        self.document
            .tokens
            .get(token)
            .is_some_and(|at| matches!(at.kind, TokenKind::Word | TokenKind::Number))
    }
}
