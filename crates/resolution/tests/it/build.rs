//! Small reports.

use rapporteur_model::{
    ContentHash, PartialDate, RecordId, ReportId, Span,
    extraction::{
        Delegation, Evidence, Extraction, Meeting, Outcome, Participation, Person, Quote, Report, Speaker,
        Topic,
    },
    mention::Mention,
    record::{MeetingRecord, PersonRecord, QuoteRecord, Record},
    vocabulary::{Attendance, OutcomeKind, OutcomeStatus, ParticipationRole, QuoteKind, SpeakerKind},
};

/// A report being written.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) extraction: Extraction,
}

/// A report of this address and day.
pub(crate) fn report(uri: &str, published: &str) -> Draft {
    let report = Report {
        uri: uri.to_owned(),
        title: None,
        publisher: None,
        agency: None,
        byline: None,
        publish_date: date(published),
        publish_date_basis: None,
        dateline: None,
        language: None,
        content_sha256: ContentHash::of(uri.as_bytes()),
    };
    Draft {
        extraction: Extraction {
            report,
            meetings: Vec::new(),
            participations: Vec::new(),
            quotes: Vec::new(),
            outcomes: Vec::new(),
            memberships: Vec::new(),
            extractor_version: String::new(),
            topics: Vec::new(),
        },
    }
}

/// A date; none for an empty text.
pub(crate) fn date(text: &str) -> Option<PartialDate> {
    (!text.is_empty()).then(|| text.parse().unwrap())
}

impl Draft {
    /// Adds a meeting, with key `m1`, `m2`, … in order.
    pub(crate) fn meeting(mut self, title: &str, fill: impl FnOnce(&mut Meeting)) -> Self {
        let mut meeting = Meeting {
            key: format!("m{}", self.extraction.meetings.len() + 1),
            title: title.to_owned(),
            series: None,
            organization: None,
            ordinal: None,
            kind: None,
            start_date: None,
            end_date: None,
            date_basis: None,
            city: None,
            country_code: None,
            venue: None,
            status: None,
            focal: false,
            evidence: self.evidence(&format!("There was the {title}.")),
        };
        fill(&mut meeting);
        self.extraction.meetings.push(meeting);
        self
    }

    /// Adds somebody to the last meeting; an empty text is nothing.
    pub(crate) fn part(
        mut self,
        name: &str,
        office: &str,
        country: &str,
        roles: &[ParticipationRole],
    ) -> Self {
        let evidence = self.evidence(&format!("{name}, {office} of {country}, was there."));
        self.extraction.participations.push(Participation {
            meeting: self.extraction.meetings.last().map_or_else(String::new, |meeting| meeting.key.clone()),
            person: text(name).map(|display_name| Person { display_name, honorific: None }),
            office: text(office),
            delegation: Delegation {
                country_code: text(country).map(|code| code.parse().unwrap()),
                organization: None,
            },
            roles: roles.to_vec(),
            attendance: Some(Attendance::Attended),
            evidence,
        });
        self
    }

    /// Adds an outcome to the last meeting.
    pub(crate) fn outcome(mut self, title: &str, kind: OutcomeKind, status: OutcomeStatus) -> Self {
        let evidence = self.evidence(&format!("They adopted the {title}."));
        self.extraction.outcomes.push(Outcome {
            title: title.to_owned(),
            kind,
            status: Some(status),
            meeting: self.extraction.meetings.last().map(|meeting| meeting.key.clone()),
            evidence,
        });
        self
    }

    /// Adds a quotation of a person, or of nobody that is named.
    pub(crate) fn quote(mut self, speaker: &str, kind: QuoteKind, words: &str) -> Self {
        let evidence = self.evidence(&format!("{speaker} said: {words}"));
        self.extraction.quotes.push(Quote {
            speaker: Speaker {
                display_name: text(speaker),
                kind: if speaker.is_empty() { SpeakerKind::Unknown } else { SpeakerKind::Person },
                mention: None,
                on_behalf_of: None,
            },
            kind,
            text: words.to_owned(),
            segments: vec![Span::from_range(0..words.len())],
            cue: Some("said".to_owned()),
            cue_span: None,
            audience: None,
            medium: None,
            meeting: self.extraction.meetings.last().map(|meeting| meeting.key.clone()),
            say_date: None,
            evidence,
        });
        self
    }

    /// Says that the last meeting and the last quotation speak of a topic.
    pub(crate) fn topic(mut self, id: &str) -> Self {
        let evidence = self.evidence(&format!("They spoke of {id}."));
        self.extraction.topics.push(Topic {
            id: id.to_owned(),
            name: id.to_uppercase(),
            words: vec![Span::from_range(0..id.len())],
            meeting: self.extraction.meetings.last().map(|meeting| meeting.key.clone()),
            quotes: (0..u32::try_from(self.extraction.quotes.len()).unwrap()).last().into_iter().collect(),
            evidence,
        });
        self
    }

    pub(crate) fn id(&self) -> ReportId {
        ReportId::from(self.extraction.report.content_sha256)
    }

    pub(crate) fn mentions(&self) -> Vec<Mention> {
        rapporteur_resolution::mentions(self.id(), &self.extraction)
    }

    fn evidence(&self, sentence: &str) -> Vec<Evidence> {
        vec![Evidence {
            sentence: format!("{} {sentence}", self.extraction.report.uri).into(),
            span: Span::from_range(0..sentence.len()),
        }]
    }
}

/// A text, or nothing.
pub(crate) fn text(given: &str) -> Option<String> {
    (!given.is_empty()).then(|| given.to_owned())
}

pub(crate) fn all_mentions(drafts: &[Draft]) -> Vec<Mention> {
    drafts.iter().flat_map(Draft::mentions).collect()
}

pub(crate) fn resolve(drafts: &[Draft]) -> Vec<(Record, Vec<RecordId>)> {
    rapporteur_resolution::resolve(&all_mentions(drafts))
}

/// Records of meetings by title.
pub(crate) fn meetings(drafts: &[Draft]) -> Vec<MeetingRecord> {
    let records = resolve(drafts).into_iter().filter_map(|(record, _)| match record {
        Record::Meeting(meeting) => Some(meeting),
        _ => None,
    });
    let mut meetings: Vec<MeetingRecord> = records.collect();
    meetings.sort_by(|one, two| one.title.cmp(&two.title));
    meetings
}

/// Records of persons by name.
pub(crate) fn persons(drafts: &[Draft]) -> Vec<PersonRecord> {
    let records = resolve(drafts).into_iter().filter_map(|(record, _)| match record {
        Record::Person(person) => Some(person),
        _ => None,
    });
    let mut persons: Vec<PersonRecord> = records.collect();
    persons.sort_by(|one, two| one.display_name.cmp(&two.display_name));
    persons
}

/// Records of quotations by text.
pub(crate) fn quotes(drafts: &[Draft]) -> Vec<QuoteRecord> {
    let records = resolve(drafts).into_iter().filter_map(|(record, _)| match record {
        Record::Quote(quote) => Some(quote),
        _ => None,
    });
    let mut quotes: Vec<QuoteRecord> = records.collect();
    quotes.sort_by(|one, two| one.text.cmp(&two.text));
    quotes
}
