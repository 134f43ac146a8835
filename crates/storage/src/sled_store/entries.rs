//! What lies in the tree for a report, a mention, a record: a pure function of the thing itself. A commit writes the
//! difference between the entries of what was and of what is to be, so no index can fall behind its record.

use std::collections::BTreeMap;

use rapporteur_model::{
    RecordId, ReportId,
    judgement::Judgement,
    mention::Mention,
    record::{MeetingRecord, PersonRecord, Record},
};

use super::{
    forms::{MentionOfForm, StoredForm},
    keys::{self, MeetingFacet},
    mentions::{KnownOfMention, encode_report},
    table::{StoredRecord, chunks, encode},
};
use crate::{
    StoreError, StoredReport,
    filter::{meeting_text_stems, name_key, participant_stems, person_stems},
    sort_date::{UNKNOWN, meeting_days},
};

/// Keys and values; those that lie apart under the key that leads to them.
pub(super) type Entries = BTreeMap<Vec<u8>, Vec<u8>>;

/// The entries of a report and its mentions.
pub(super) fn of_report(
    id: ReportId,
    report: &StoredReport,
    mentions: &[Mention],
) -> Result<Entries, StoreError> {
    let mut entries = Entries::new();
    entries.insert(keys::report(id), encode_report(id, report, mentions)?);
    for mention in mentions {
        entries.extend(of_mention(id, mention)?);
    }
    Ok(entries)
}

/// The entries of a mention, which itself stands with its report. Where it has a form of its own, the blocks are that form's
/// too; others are written with the first mention of a form ([`of_form`]).
fn of_mention(report: ReportId, mention: &Mention) -> Result<Entries, StoreError> {
    let (kind, id, form) = (mention.kind(), mention.id, mention.form);
    let mut entries = Entries::new();
    entries.insert(keys::mention(kind, id), KnownOfMention { report, form }.to_bytes(id));
    if form == id {
        entries.extend(of_blocks(mention));
    } else {
        let bytes = encode(&MentionOfForm::new(mention), || format!("mention {id} of report {report}"))?;
        entries.extend(chunks(&keys::with_id(keys::mentions_of_form(kind, form), id), &bytes));
    }
    Ok(entries)
}

/// The entries of a form of several mentions.
pub(super) fn of_form(stored: &StoredForm) -> Result<Entries, StoreError> {
    let (kind, form) = (stored.sample.kind(), stored.sample.form);
    let mut entries: Entries = of_blocks(&stored.sample).collect();
    entries.extend(chunks(&keys::form(kind, form), &encode(stored, || format!("form {form}"))?));
    Ok(entries)
}

fn of_blocks(mention: &Mention) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> + '_ {
    let (kind, form) = (mention.kind(), mention.form);
    mention
        .blocks
        .iter()
        .map(move |block| (keys::with_id(keys::forms_in_block(kind, block), form), Vec::new()))
}

/// The entries of a judgement.
pub(super) fn of_judgement(judgement: &Judgement) -> Result<Entries, StoreError> {
    let bytes = encode(judgement, || format!("judgement {}", judgement.id))?;
    let mut entries: Entries = chunks(&keys::judgement(judgement.id), &bytes).into_iter().collect();
    let anchors = judgement.anchors().into_iter();
    entries.extend(
        anchors.map(|mention| (keys::judgement_of(judgement.kind, mention, judgement.id), Vec::new())),
    );
    Ok(entries)
}

/// The entries of a record.
pub(super) fn of_record(stored: &StoredRecord) -> Result<Entries, StoreError> {
    let (kind, id) = (stored.record.kind(), stored.record.id());
    let what = || format!("{} {id}", kind.as_str());
    let mut entries = Entries::new();
    match &stored.record {
        Record::Meeting(meeting) => index_meeting(meeting, &mut entries),
        Record::Person(person) => index_person(person, &mut entries),
        // Their words are indexed beside the store, by those who search them.
        Record::Quote(_) => {}
    }
    let mut forms = stored.forms.as_slice();
    if kind.has_forms() {
        let form = |&form: &RecordId| (keys::with_id(keys::forms_of_record(kind, id), form), Vec::new());
        entries.extend(forms.iter().map(form));
        forms = &[];
    }
    entries.insert(keys::record(kind, id), encode(&(forms, &stored.record), what)?);
    Ok(entries)
}

fn index_meeting(meeting: &MeetingRecord, entries: &mut Entries) {
    let days = meeting_days(meeting);
    let date = days.map_or(UNKNOWN, |days| days.sort);
    let latest = days.map_or(UNKNOWN, |days| days.latest).to_vec();
    let mut list = |facet, value: &[u8]| {
        let key = keys::with_date_and_id(keys::meeting_list(facet, value), date, meeting.id);
        entries.insert(key, latest.clone());
    };
    list(MeetingFacet::All, &[]);
    if let Some(name) = &meeting.organization {
        list(MeetingFacet::Organization, name_key(name).as_bytes());
    }
    if let Some(country) = meeting.country_code {
        list(MeetingFacet::Country, country.as_str().as_bytes());
    }
    if let Some(city) = &meeting.city {
        list(MeetingFacet::City, name_key(city).as_bytes());
    }
    if let Some(status) = meeting.status {
        list(MeetingFacet::Status, status.as_str().as_bytes());
    }
    if let Some(kind) = meeting.kind {
        list(MeetingFacet::Kind, kind.as_str().as_bytes());
    }
    for stem in meeting_text_stems(meeting) {
        list(MeetingFacet::Text, stem.as_bytes());
    }
    for topic in &meeting.topics {
        list(MeetingFacet::Topic, topic.id.as_bytes());
    }
    for participant in &meeting.participants {
        if let Some(mention) = participant.person {
            list(MeetingFacet::Person, mention.as_bytes());
        }
        for stem in participant_stems(participant) {
            list(MeetingFacet::Name, stem.as_bytes());
        }
    }
}

fn index_person(person: &PersonRecord, entries: &mut Entries) {
    for stem in person_stems(person) {
        entries.insert(keys::with_id(keys::persons_named(&stem), person.id), Vec::new());
    }
    for post in &person.posts {
        entries.insert(keys::with_id(keys::persons_in_post(post), person.id), Vec::new());
    }
}
