//! Statements: a mention, value by value.

use rapporteur_model::{
    StatementId,
    extraction::{Delegation, Evidence},
    mention::{Mention, MentionBody},
    statement::Statement,
};

/// What a mention says, value by value, in the order of the fields.
#[must_use]
pub fn statements(mention: &Mention) -> Vec<Statement> {
    let mut maker = Maker { mention, made: Vec::new() };
    match &mention.body {
        MentionBody::Meeting { meeting, participations, outcomes, topics } => {
            let told = meeting.evidence.as_slice();
            maker.printed("title", &meeting.title, told);
            maker.printed_if("series", meeting.series.as_deref(), told);
            maker.value_if("organization", meeting.organization.as_ref(), told);
            maker.value_if("ordinal", meeting.ordinal.as_ref(), told);
            maker.value_if("kind", meeting.kind.as_ref(), told);
            maker.value_if("start_date", meeting.start_date.as_ref(), told);
            maker.value_if("end_date", meeting.end_date.as_ref(), told);
            maker.value_if("date_basis", meeting.date_basis.as_ref(), told);
            maker.value_if("city", meeting.city.as_ref(), told);
            maker.value_if("country_code", meeting.country_code.as_ref(), told);
            maker.printed_if("venue", meeting.venue.as_deref(), told);
            maker.value_if("status", meeting.status.as_ref(), told);
            for (at, (part, _)) in participations.iter().enumerate() {
                let told = part.evidence.as_slice();
                let field = |name: &str| format!("participants[{at}].{name}");
                if let Some(person) = &part.person {
                    maker.printed(&field("display_name"), &person.display_name, told);
                    maker.printed_if(&field("honorific"), person.honorific.as_deref(), told);
                }
                maker.printed_if(&field("office"), part.office.as_deref(), told);
                maker.delegation(&field("delegation"), &part.delegation, told);
                for role in &part.roles {
                    maker.value(&field("roles"), role, told);
                }
                maker.value_if(&field("attendance"), part.attendance.as_ref(), told);
            }
            for (at, outcome) in outcomes.iter().enumerate() {
                let field = |name: &str| format!("outcomes[{at}].{name}");
                maker.printed(&field("title"), &outcome.title, &outcome.evidence);
                maker.value(&field("kind"), &outcome.kind, &outcome.evidence);
                maker.value_if(&field("status"), outcome.status.as_ref(), &outcome.evidence);
            }
            for (at, topic) in topics.iter().enumerate() {
                maker.value(&format!("topics[{at}].id"), &topic.id, &topic.evidence);
            }
        }
        MentionBody::Person { display_name, offices, evidence, .. } => {
            maker.printed("display_name", display_name, evidence);
            for (at, (office, delegation)) in offices.iter().enumerate() {
                let office = Some(office.as_str()).filter(|office| !office.is_empty());
                maker.printed_if(&format!("offices[{at}].office"), office, evidence);
                maker.delegation(&format!("offices[{at}].delegation"), delegation, evidence);
            }
        }
        MentionBody::Quote { quote, delegations, topics, .. } => {
            let told = quote.evidence.as_slice();
            maker.printed("text", &quote.text, told);
            maker.value("kind", &quote.kind, told);
            maker.value_if("speaker", quote.speaker.display_name.as_ref(), told);
            maker.value("speaker_kind", &quote.speaker.kind, told);
            maker.printed_if("on_behalf_of", quote.speaker.on_behalf_of.as_deref(), told);
            for (at, delegation) in delegations.iter().enumerate() {
                maker.delegation(&format!("speaker_delegations[{at}]"), delegation, told);
            }
            maker.printed_if("cue", quote.cue.as_deref(), told);
            maker.printed_if("audience", quote.audience.as_deref(), told);
            maker.value_if("medium", quote.medium.as_ref(), told);
            maker.value_if("say_date", quote.say_date.as_ref(), told);
            for (at, topic) in topics.iter().enumerate() {
                maker.value(&format!("topics[{at}].id"), &topic.id, &topic.evidence);
            }
        }
    }
    maker.made
}

struct Maker<'a> {
    mention: &'a Mention,
    made: Vec<Statement>,
}

impl Maker<'_> {
    fn push(&mut self, field: &str, value: String, original: &str, evidence: &[Evidence]) {
        self.made.push(Statement {
            id: StatementId::of(self.mention.id, field, &value, original),
            kind: self.mention.kind(),
            mention: self.mention.id,
            field: field.to_owned(),
            value,
            original: original.to_owned(),
            evidence: evidence.to_vec(),
            report: self.mention.report,
            extractor_version: self.mention.source.extractor_version.clone(),
        });
    }

    /// What the report prints so.
    fn printed(&mut self, field: &str, text: &str, evidence: &[Evidence]) {
        self.push(field, text.to_owned(), text, evidence);
    }

    fn printed_if(&mut self, field: &str, text: Option<&str>, evidence: &[Evidence]) {
        if let Some(text) = text {
            self.printed(field, text, evidence);
        }
    }

    /// What was worked out.
    fn value(&mut self, field: &str, value: &impl ToString, evidence: &[Evidence]) {
        self.push(field, value.to_string(), "", evidence);
    }

    fn value_if(&mut self, field: &str, value: Option<&impl ToString>, evidence: &[Evidence]) {
        if let Some(value) = value {
            self.value(field, value, evidence);
        }
    }

    fn delegation(&mut self, field: &str, delegation: &Delegation, evidence: &[Evidence]) {
        self.value_if(&format!("{field}.country_code"), delegation.country_code.as_ref(), evidence);
        self.value_if(&format!("{field}.organization"), delegation.organization.as_ref(), evidence);
    }
}
