//! The record as one document of JSON-LD: schema.org's terms, and those of Popolo where schema.org has none.
//!
//! Nodes come in the order of the export; what a report adds to a meeting (who was there, what was adopted) comes as a node
//! of the meeting's own `@id`, which JSON-LD takes for the same thing. What is not known is left out, and so is what no term
//! says without saying more: who was absent, expected or represented, who applied for membership, and in which reports an
//! office was first and last seen.

use std::collections::BTreeSet;

use rapporteur::v1::{
    Attendance, ExportedReport, ExtractedMembership, ExtractedOutcome, ExtractedParticipation, Meeting,
    MeetingStatus, MembershipChange, ParticipationRole, Person, Quote, Record, Report, Topic, record,
};
use rapporteur_service::convert;
use serde_json::{Map, Value, json};

use super::Sink;
use crate::{answer, exit::Failure, place::Output};

/// A document that is written node by node.
pub(crate) struct LinkedDocument<W> {
    out: W,
    base: String,
    is_begun: bool,
    /// The organizations that have a node. There are few, whatever the number of reports.
    organizations: BTreeSet<String>,
}

impl<W: Output> LinkedDocument<W> {
    /// A document in which resource names are told from this address on.
    pub(crate) fn new(out: W, base: &str) -> Self {
        Self { out, base: base.to_owned(), is_begun: false, organizations: BTreeSet::new() }
    }

    fn begin(&mut self) -> Result<(), Failure> {
        if !self.is_begun {
            self.is_begun = true;
            write!(self.out, "{{\"@context\":{},\"@graph\":[", context(&self.base))?;
        }
        Ok(())
    }

    fn node(&mut self, node: Node) -> Result<(), Failure> {
        let between = if self.is_begun { "," } else { "" };
        self.begin()?;
        Ok(write!(self.out, "{between}\n{}", Value::Object(node.0))?)
    }

    /// Refers to an organization, which gets a node of its own the first time.
    fn organization(&mut self, name: &str) -> Result<Value, Failure> {
        if name.is_empty() {
            return Ok(Value::Null);
        }
        let id = convert::name::organization(name);
        if self.organizations.insert(id.clone()) {
            self.node(Node::new(&id, "Organization").with("name", name))?;
        }
        Ok(refer(&id))
    }

    fn meeting(&mut self, meeting: &Meeting) -> Result<(), Failure> {
        let organizer = self.organization(&meeting.organization)?;
        let address = Node::of("PostalAddress")
            .with("addressLocality", meeting.city.as_str())
            .with("addressCountry", meeting.country_code.as_str());
        let location =
            Node::of("Place").with("name", meeting.venue.as_str()).with("address", address.value());
        let series = Node::of("EventSeries").with("name", meeting.series.as_str());
        let status = match meeting.status() {
            MeetingStatus::Unspecified => "",
            MeetingStatus::Planned | MeetingStatus::Ongoing | MeetingStatus::Held => "EventScheduled",
            MeetingStatus::Postponed => "EventPostponed",
            MeetingStatus::Cancelled => "EventCancelled",
        };
        let node = Node::new(&meeting.name, "Event")
            .with("name", meeting.title.as_str())
            .with("alternateName", json!(meeting.other_titles))
            .with("startDate", answer::date(meeting.start_date.as_ref()))
            .with("endDate", answer::date(meeting.end_date.as_ref()))
            .with("eventStatus", status)
            .with("location", location.value())
            .with("organizer", organizer)
            .with("superEvent", series.value())
            .with("about", topics(&meeting.topics))
            .with("sources", sources(meeting.mentions.iter().map(|mention| mention.report.as_str())));
        self.node(node)
    }

    fn person(&mut self, person: &Person) -> Result<(), Failure> {
        let mut memberships = Vec::new();
        for held in &person.offices {
            let delegation = held.delegation.clone().unwrap_or_default();
            let membership = Node::of("Membership")
                .with("role", held.office.as_str())
                .with("organization", self.organization(&delegation.organization)?)
                .with("on_behalf_of", country(&delegation.country_code));
            memberships.push(membership.value());
        }
        let node = Node::new(&person.name, "Person")
            .with("name", person.display_name.as_str())
            .with("alternateName", json!(person.other_names))
            .with("memberships", Value::Array(memberships))
            .with("sources", sources(person.mentions.iter().map(|mention| mention.report.as_str())));
        self.node(node)
    }

    fn quote(&mut self, quote: &Quote) -> Result<(), Failure> {
        let speaker = if quote.person.is_empty() {
            Node::of("Thing").with("name", quote.speaker.as_str()).value()
        } else {
            refer(&quote.person)
        };
        let audience = Node::of("Audience").with("name", quote.audience.as_str());
        let node = Node::new(&quote.name, "Quotation")
            .with("text", quote.text.as_str())
            .with("spokenByCharacter", speaker)
            .with("dateCreated", answer::date(quote.say_date.as_ref()))
            .with("recordedAt", reference(&quote.meeting))
            .with("audience", audience.value())
            .with("about", topics(&quote.topics))
            .with("isPartOf", sources(quote.renderings.iter().map(|rendering| rendering.report.as_str())));
        self.node(node)
    }

    fn article(&mut self, report: &Report) -> Result<(), Failure> {
        let named = |kind: &'static str, name: &str| Node::of(kind).with("name", name).value();
        let node = Node::new(&report.name, "NewsArticle")
            .with("identifier", report.uri.as_str())
            .with("headline", report.title.as_str())
            .with("publisher", named("Organization", &report.publisher))
            .with("sourceOrganization", named("Organization", &report.agency))
            .with("author", named("Person", &report.byline))
            .with("datePublished", answer::date(report.publish_date.as_ref()))
            .with("dateline", report.dateline.as_str())
            .with("inLanguage", report.language.as_str());
        self.node(node)
    }

    fn attendance(
        &mut self,
        place: Place<'_>,
        part: &ExtractedParticipation,
        person: &str,
    ) -> Result<(), Failure> {
        if part.attendance() != Attendance::Attended || place.meeting.is_empty() {
            return Ok(());
        }
        let delegation = part.delegation.clone().unwrap_or_default();
        let organization = self.organization(&delegation.organization)?;
        let side =
            || if organization.is_null() { country(&delegation.country_code) } else { organization.clone() };
        let attendee = if !person.is_empty() {
            refer(person)
        } else if !part.office.is_empty() {
            Node::of("Person").with("jobTitle", part.office.as_str()).value()
        } else {
            side()
        };
        let mut roles: Vec<Value> = Vec::new();
        if !part.office.is_empty() {
            roles.push(json!(part.office));
        }
        roles.extend(
            part.roles().map(|role: ParticipationRole| {
                json!(answer::word(role.as_str_name(), "PARTICIPATION_ROLE_"))
            }),
        );
        let role = Node::new(&place.observation, "Role")
            .with("attendee", attendee)
            .with("roleName", Value::Array(roles))
            .with("on_behalf_of", if is_itself(part, person) { Value::Null } else { side() })
            .with("sources", json!([place.report]));
        self.node(Node::only(place.meeting).with("attendee", role.value()))
    }

    fn outcome(&mut self, place: Place<'_>, outcome: &ExtractedOutcome) -> Result<(), Failure> {
        let work = Node::new(&place.observation, "CreativeWork")
            .with("name", outcome.title.as_str())
            .with("genre", answer::word(outcome.kind().as_str_name(), "OUTCOME_KIND_"))
            .with("creativeWorkStatus", answer::word(outcome.status().as_str_name(), "OUTCOME_STATUS_"))
            .with("sources", json!([place.report]));
        if place.meeting.is_empty() {
            return self.node(work);
        }
        self.node(Node::only(place.meeting).with("workFeatured", work.value()))
    }

    fn membership(&mut self, place: Place<'_>, membership: &ExtractedMembership) -> Result<(), Failure> {
        let date = answer::date(membership.date.as_ref());
        let (role, since, until) = match membership.change() {
            MembershipChange::Joined => ("member", date, String::new()),
            MembershipChange::Observer => ("observer", date, String::new()),
            MembershipChange::Partner => ("partner", date, String::new()),
            MembershipChange::Left => ("member", String::new(), date),
            // Neither says that there is a membership.
            MembershipChange::Applied | MembershipChange::Unspecified => return Ok(()),
        };
        let organization = self.organization(&membership.organization)?;
        let node = Node::new(&place.observation, "Membership")
            .with("member", country(&membership.member_code))
            .with("organization", organization)
            .with("role", role)
            .with("validFrom", since)
            .with("validThrough", until)
            .with("sources", json!([place.report]));
        self.node(node)
    }
}

/// Where something stands that a report says.
struct Place<'a> {
    report: &'a str,
    observation: String,
    /// The record of its meeting; empty where there is none.
    meeting: &'a str,
}

/// Whether it is the country or organization itself that was there.
fn is_itself(part: &ExtractedParticipation, person: &str) -> bool {
    person.is_empty() && part.office.is_empty()
}

/// What the terms mean. Those of Popolo are mapped as Popolo's own contexts map them.
fn context(base: &str) -> Value {
    json!({
        "@base": base,
        "@vocab": "http://schema.org/",
        "eventStatus": { "@type": "@vocab" },
        "Membership": "http://www.w3.org/ns/org#Membership",
        "member": "http://www.w3.org/ns/org#member",
        "memberships": "http://www.w3.org/ns/org#hasMembership",
        "on_behalf_of": "http://www.w3.org/ns/opengov#onBehalfOf",
        "organization": "http://www.w3.org/ns/org#organization",
        "role": "http://www.w3.org/ns/org#role",
        "sources": { "@id": "http://purl.org/dc/terms/source", "@type": "@id" },
        "isPartOf": { "@type": "@id" },
    })
}

/// A node that is being made; what is empty is left out.
struct Node(Map<String, Value>);

impl Node {
    fn new(id: &str, kind: &str) -> Self {
        Self::only(id).with("@type", kind)
    }

    /// More of a node that has its type elsewhere.
    fn only(id: &str) -> Self {
        Self(Map::new()).with("@id", id)
    }

    /// A node without a name of its own.
    fn of(kind: &str) -> Self {
        Self(Map::new()).with("@type", kind)
    }

    fn with(mut self, term: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            Value::Object(fields) => fields.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !is_empty {
            self.0.insert(term.to_owned(), value);
        }
        self
    }

    /// The node, or nothing where it says nothing but its type.
    fn value(self) -> Value {
        if self.0.keys().all(|term| term == "@type") { Value::Null } else { Value::Object(self.0) }
    }
}

fn refer(id: &str) -> Value {
    json!({ "@id": id })
}

fn reference(id: &str) -> Value {
    if id.is_empty() { Value::Null } else { refer(id) }
}

fn country(code: &str) -> Value {
    Node::of("Country").with("identifier", code).value()
}

/// Reports, each once, in order.
fn sources<'a>(reports: impl Iterator<Item = &'a str>) -> Value {
    json!(reports.collect::<BTreeSet<&str>>())
}

fn topics(topics: &[Topic]) -> Value {
    let terms = topics.iter().map(|topic| {
        let term =
            Node::of("DefinedTerm").with("termCode", topic.id.as_str()).with("name", topic.name.as_str());
        term.value()
    });
    Value::Array(terms.collect())
}

impl<W: Output> Sink for LinkedDocument<W> {
    const WITH_REPORTS: bool = true;

    fn record(&mut self, record: &Record) -> Result<(), Failure> {
        match &record.record {
            Some(record::Record::Meeting(meeting)) => self.meeting(meeting),
            Some(record::Record::Person(person)) => self.person(person),
            Some(record::Record::Quote(quote)) => self.quote(quote),
            // Something that a newer server gives.
            None => Ok(()),
        }
    }

    fn report(&mut self, exported: &ExportedReport) -> Result<(), Failure> {
        let Some(extraction) = &exported.extraction else { return Ok(()) };
        let Some(report) = &extraction.report else { return Ok(()) };
        self.article(report)?;
        let meeting = |key: &str| {
            let at = extraction.meetings.iter().position(|meeting| meeting.key == key);
            at.and_then(|at| exported.meetings.get(at)).map_or("", String::as_str)
        };
        let place = |list: &str, at: usize, key: &str| Place {
            report: &report.name,
            observation: format!("{}/{list}/{at}", report.name),
            meeting: meeting(key),
        };
        for (at, part) in extraction.participations.iter().enumerate() {
            let person = exported.participants.get(at).map_or("", String::as_str);
            self.attendance(place("participations", at, &part.meeting), part, person)?;
        }
        for (at, outcome) in extraction.outcomes.iter().enumerate() {
            self.outcome(place("outcomes", at, &outcome.meeting), outcome)?;
        }
        for (at, membership) in extraction.memberships.iter().enumerate() {
            self.membership(place("memberships", at, ""), membership)?;
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), Failure> {
        self.begin()?;
        writeln!(self.out, "\n]}}")?;
        self.out.finish()
    }
}
