//! Whether everything that an extraction holds stands in the report where it says.

use rapporteur_model::{
    Span,
    extraction::{Evidence, Extraction, Quote, Topic},
    vocabulary::Attendance,
};
use rapporteur_parsing::Parsed;

/// What is wrong with an extraction, whatever the report says; nothing when all is well.
pub(crate) fn problems(parsed: &Parsed) -> Vec<String> {
    let mut problems = Problems { text: &parsed.text, found: Vec::new() };
    let extraction = &parsed.extraction;
    let is_meeting = |key: &str| extraction.meetings.iter().any(|meeting| meeting.key == key);
    for meeting in &extraction.meetings {
        problems.evidence(&meeting.key, &meeting.evidence);
        problems.expect(!meeting.title.is_empty(), || format!("{} has no title", meeting.key));
    }
    for participation in &extraction.participations {
        let who = format!("participation of {:?} {:?}", participation.person, participation.office);
        problems.evidence(&who, &participation.evidence);
        problems.expect(is_meeting(&participation.meeting), || format!("{who}: no such meeting"));
        let is_absent = participation.attendance == Some(Attendance::Absent);
        problems.expect(participation.roles.is_empty() == is_absent, || {
            format!("{who}: roles {:?}, attendance {:?}", participation.roles, participation.attendance)
        });
    }
    for quote in &extraction.quotes {
        let what = format!("quotation {:?} at {:?}", quote.text, quote.segments);
        problems.evidence(&what, &quote.evidence);
        problems.expect(!quote.text.is_empty(), || format!("{what}: empty"));
        let pieces: Option<Vec<&str>> =
            quote.segments.iter().map(|segment| problems.words(*segment)).collect();
        problems.expect(pieces.is_some_and(|pieces| pieces.join(" ") == quote.text), || {
            format!("{what}: does not stand there")
        });
        let in_order = quote.segments.windows(2).all(|pair| pair[0].end() <= pair[1].start());
        problems.expect(in_order, || format!("{what}: out of order, or twice the same words"));
        problems.expect(quote.meeting.as_deref().is_none_or(is_meeting), || {
            format!("{what}: no such meeting as {:?}", quote.meeting)
        });
        if let Some(span) = quote.cue_span {
            let printed = problems.words(span).map(one_space);
            problems.expect(printed.is_some() && printed == quote.cue, || {
                format!("{what}: the cue {:?} is not at {span:?}", quote.cue)
            });
        }
        if let Some(mention) = quote.speaker.mention {
            problems.expect(problems.words(mention).is_some_and(|words| !words.is_empty()), || {
                format!("{what}: no mention of the speaker at {mention:?}")
            });
        }
    }
    for outcome in &extraction.outcomes {
        problems.evidence(&outcome.title, &outcome.evidence);
    }
    for membership in &extraction.memberships {
        problems.evidence(&membership.organization, &membership.evidence);
    }
    for topic in &extraction.topics {
        problems.topic(extraction, topic);
    }
    problems.found
}

struct Problems<'text> {
    text: &'text str,
    found: Vec<String>,
}

impl<'text> Problems<'text> {
    fn expect(&mut self, is_well: bool, problem: impl Fn() -> String) {
        if !is_well {
            self.found.push(problem());
        }
    }

    /// The words at a place; none where it is outside the text, or cuts a character in two.
    fn words(&self, span: Span) -> Option<&'text str> {
        self.text.get(span.start() as usize..span.end() as usize)
    }

    /// Its words stand in the sentence that says so, and in each of its quotations.
    fn topic(&mut self, extraction: &Extraction, topic: &Topic) {
        let what = format!("topic {topic:?}");
        self.evidence(&what, &topic.evidence);
        self.expect(!topic.words.is_empty(), || format!("{what}: no words"));
        for &words in &topic.words {
            self.expect(self.words(words).is_some_and(|words| !words.is_empty()), || {
                format!("{what}: no words at {words:?}")
            });
            let sentence = topic.evidence.first().map(|evidence| evidence.span);
            self.expect(sentence.is_some_and(|sentence| sentence.contains(words)), || {
                format!("{what}: {words:?} is outside the sentence")
            });
        }
        let is_meeting = |key: &str| extraction.meetings.iter().any(|meeting| meeting.key == key);
        self.expect(topic.meeting.as_deref().is_none_or(is_meeting), || format!("{what}: no such meeting"));
        let quotes = || topic.quotes.iter().map(|&quote| extraction.quotes.get(quote as usize));
        for quote in quotes() {
            let holds = |quote: &Quote| {
                let held = |words: &Span| quote.segments.iter().any(|segment| segment.contains(*words));
                topic.words.iter().any(held)
            };
            self.expect(quote.is_some_and(holds), || format!("{what}: is not in {quote:?}"));
        }
        let said_there = || quotes().flatten().any(|quote| quote.meeting == topic.meeting);
        self.expect(topic.quotes.is_empty() || said_there(), || format!("{what}: of another meeting"));
    }

    /// There is evidence, and each sentence stands where it says.
    fn evidence(&mut self, of: &str, evidence: &[Evidence]) {
        self.expect(!evidence.is_empty(), || format!("{of}: no evidence"));
        for sentence in evidence {
            self.expect(self.words(sentence.span) == Some(&*sentence.sentence), || {
                format!("{of}: the sentence {:?} is not at {:?}", sentence.sentence, sentence.span)
            });
        }
    }
}

/// Line breaks and runs of spaces as one space.
fn one_space(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
