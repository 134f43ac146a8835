//! What one report mentions.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    CountryCode, RecordId, ReportId,
    extraction::{Delegation, Evidence, Extraction, Meeting, Participation, Quote, Topic},
    mention::{Mention, MentionBody, MentionKind, Source},
    vocabulary::SpeakerKind,
};

use crate::{blocks, copies, people};

/// The mentions that one report makes, in order of id.
pub(crate) fn mentions(report: ReportId, extraction: &Extraction) -> Vec<Mention> {
    let source = Source {
        publisher: extraction.report.publisher.clone(),
        agency: extraction.report.agency.clone(),
        fingerprint: copies::fingerprint(extraction),
        extractor_version: extraction.extractor_version.clone(),
    };
    let maker = Maker { report, extraction, source };
    let people = maker.people();
    // A key that stands twice in an extraction would name two mentions by one id; the first one counts.
    let meetings: BTreeMap<&str, &Meeting> =
        extraction.meetings.iter().rev().map(|meeting| (meeting.key.as_str(), meeting)).collect();
    let mut mentions: Vec<Mention> = meetings.values().map(|meeting| maker.meeting(meeting)).collect();
    mentions.extend(people.iter().map(|(name, person)| maker.person(name, person, &meetings)));
    let mut topics = maker.topics_of_quotes();
    let quotes = extraction.quotes.iter().enumerate();
    mentions.extend(quotes.map(|(index, quote)| {
        maker.quote(index, quote, topics.remove(&index).unwrap_or_default(), &people, &meetings)
    }));
    mentions.sort_by_key(|mention| mention.id);
    mentions
}

/// All that a report says of a person.
#[derive(Default)]
struct Person {
    offices: BTreeSet<(String, Delegation)>,
    meetings: BTreeSet<String>,
    evidence: BTreeSet<Evidence>,
}

impl Person {
    fn delegations(&self) -> Vec<Delegation> {
        let known = self.offices.iter().map(|(_, delegation)| delegation.clone());
        let known: BTreeSet<Delegation> =
            known.filter(|delegation| blocks::side(delegation).is_some()).collect();
        known.into_iter().collect()
    }
}

struct Maker<'a> {
    report: ReportId,
    extraction: &'a Extraction,
    source: Source,
}

impl<'a> Maker<'a> {
    fn id(&self, kind: MentionKind, key: &str) -> RecordId {
        RecordId::of_mention(kind.as_str(), self.report, key)
    }

    fn mention(&self, id: RecordId, blocks: BTreeSet<String>, body: MentionBody) -> Mention {
        let form = form(id, &blocks, &body);
        Mention {
            id,
            report: self.report,
            report_uri: self.extraction.report.uri.clone(),
            publish_date: self.extraction.report.publish_date,
            source: self.source.clone(),
            blocks,
            form,
            body,
        }
    }

    /// The named persons by name: participants and speakers.
    fn people(&self) -> BTreeMap<&'a str, Person> {
        let mut people: BTreeMap<&str, Person> = BTreeMap::new();
        for participation in &self.extraction.participations {
            let Some(name) = person_name(participation) else { continue };
            let person = people.entry(name).or_default();
            let office = participation.office.clone().unwrap_or_default();
            if !office.is_empty() || blocks::side(&participation.delegation).is_some() {
                person.offices.insert((office, participation.delegation.clone()));
            }
            person.meetings.insert(participation.meeting.clone());
            person.evidence.extend(participation.evidence.iter().cloned());
        }
        for quote in &self.extraction.quotes {
            let Some(name) = speaker_name(quote) else { continue };
            let person = people.entry(name).or_default();
            person.evidence.extend(quote.evidence.iter().cloned());
        }
        people
    }

    fn meeting(&self, meeting: &Meeting) -> Mention {
        let id = self.id(MentionKind::Meeting, &meeting.key);
        let here = |key: &str| key == meeting.key;
        let participations: Vec<&Participation> = self
            .extraction
            .participations
            .iter()
            .filter(|participation| here(&participation.meeting))
            .collect();
        let outcomes =
            self.extraction.outcomes.iter().filter(|outcome| outcome.meeting.as_deref().is_some_and(here));
        let topics = self.extraction.topics.iter().filter(|topic| topic.meeting.as_deref().is_some_and(here));
        let published = self.extraction.report.publish_date;
        let blocks = blocks::of_meeting(id, meeting, &participations, published);
        let named = participations.into_iter().map(|participation| {
            let person = person_name(participation).map(|name| self.id(MentionKind::Person, name));
            (participation.clone(), person)
        });
        let body = MentionBody::Meeting {
            meeting: meeting.clone(),
            participations: named.collect(),
            outcomes: outcomes.cloned().collect(),
            topics: topics.cloned().collect(),
        };
        self.mention(id, blocks, body)
    }

    fn person(&self, name: &str, person: &Person, meetings: &BTreeMap<&str, &Meeting>) -> Mention {
        let id = self.id(MentionKind::Person, name);
        let offices: Vec<(String, Delegation)> = person.offices.iter().cloned().collect();
        let known = person.meetings.iter().filter(|key| meetings.contains_key(key.as_str()));
        let body = MentionBody::Person {
            display_name: name.to_owned(),
            meetings: known.map(|key| self.id(MentionKind::Meeting, key)).collect(),
            evidence: person.evidence.iter().cloned().collect(),
            offices: offices.clone(),
        };
        self.mention(id, blocks::of_person(id, name, &offices), body)
    }

    /// What each quotation speaks of.
    fn topics_of_quotes(&self) -> BTreeMap<usize, Vec<Topic>> {
        let mut topics: BTreeMap<usize, Vec<Topic>> = BTreeMap::new();
        for topic in &self.extraction.topics {
            for &quote in &topic.quotes {
                topics.entry(quote as usize).or_default().push(topic.clone());
            }
        }
        topics
    }

    fn quote(
        &self,
        index: usize,
        quote: &Quote,
        topics: Vec<Topic>,
        people: &BTreeMap<&str, Person>,
        meetings: &BTreeMap<&str, &Meeting>,
    ) -> Mention {
        let id = self.id(MentionKind::Quote, &index.to_string());
        let speaker = speaker_name(quote);
        let meeting = quote.meeting.as_deref().and_then(|key| meetings.get(key));
        let body = MentionBody::Quote {
            quote: quote.clone(),
            person: speaker.map(|name| self.id(MentionKind::Person, name)),
            delegations: speaker
                .and_then(|name| people.get(name))
                .map(Person::delegations)
                .unwrap_or_default(),
            meeting: meeting.map(|meeting| self.id(MentionKind::Meeting, &meeting.key)),
            meeting_organization: meeting.and_then(|meeting| meeting.organization.clone()),
            topics,
        };
        self.mention(id, blocks::of_quote(id, quote, self.extraction.report.publish_date), body)
    }
}

/// What is alike in all mentions of one form: the name, the offices and with them the blocks.
fn form(id: RecordId, blocks: &BTreeSet<String>, body: &MentionBody) -> RecordId {
    let MentionBody::Person { display_name, offices, .. } = body else { return id };
    if people::is_alone(display_name, offices) {
        return id;
    }
    let number = offices.len().to_string();
    let mut texts = vec![display_name.as_str(), &number];
    for (office, Delegation { country_code, organization }) in offices {
        // A country is never the same text as none.
        texts.extend([office.as_str(), country_code.as_ref().map_or("", CountryCode::as_str)]);
        texts.extend(organization.as_ref().map_or(["0", ""], |organization| ["1", organization]));
    }
    texts.extend(blocks.iter().map(String::as_str));
    RecordId::of_form(texts)
}

fn person_name(participation: &Participation) -> Option<&str> {
    participation
        .person
        .as_ref()
        .map(|person| person.display_name.as_str())
        .filter(|name| !name.trim().is_empty())
}

fn speaker_name(quote: &Quote) -> Option<&str> {
    let name = quote.speaker.display_name.as_deref().filter(|name| !name.trim().is_empty())?;
    (quote.speaker.kind == SpeakerKind::Person).then_some(name)
}
