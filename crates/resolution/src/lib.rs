//! Many extractions in, one record out: pure, deterministic, independent of the order in which reports came.
//!
//! # Layout
//! - [`mentions`]: what one report mentions, each mention with the blocks (module `blocks`) in which it can meet others.
//! - [`Comparable`]: which of those that meet in a block have to do with each other.
//! - [`resolve`]: mentions to records. `component` takes apart what shares no block; then one module a kind decides
//!   which mentions are one (`meeting_cluster`, `people`, `quote_cluster`), and one makes the record (`meeting_record`
//!   with `participant` and `outcome`, `person_record`, `quote_record`; `topic` for both).
//! - What they compare: `name` (with `token` and `pinyin`), `office`, `organization`, `format` (the series of a meeting), `window`
//!   (when it may have been), `text`.
//! - [`judgement`]: what people decided, applied to what was found. `copies`: which reports are near copies.
//! - [`inference`]: who held an office, where no report says.
//! - [`rendering`]: where two renderings of one utterance differ.
//! - [`explain`]: why two mentions are one record, or two. [`statements`]: a mention, value by value.
//! - `choice`: the one rule by which a value is preferred to its rivals.
//!
//! Invariants: a record depends on its own mentions alone; nothing depends on the order of the input; no module here
//! knows a text but as the mentions give it.

mod blocks;
mod choice;
mod comparable;
mod component;
mod copies;
mod explain;
mod format;
pub mod inference;
pub mod judgement;
mod meeting_cluster;
mod meeting_record;
mod mention;
mod name;
mod office;
mod organization;
mod outcome;
mod participant;
mod people;
mod person_record;
mod pinyin;
mod quote_cluster;
mod quote_record;
pub mod rendering;
mod statement;
mod text;
mod token;
mod topic;
mod window;

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    PartialDate, RecordId, ReportId,
    extraction::Extraction,
    judgement::Judgement,
    mention::{Form, Mention, MentionKind},
    record::{PersonListing, Record},
};

pub use comparable::Comparable;
pub use explain::explain;
pub use statement::statements;

/// The mentions that one report makes, in order of id.
#[must_use]
pub fn mentions(report: ReportId, extraction: &Extraction) -> Vec<Mention> {
    mention::mentions(report, extraction)
}

/// Makes records of mentions: each mention enters exactly one record, of its own kind. Returns each record with the
/// ids of its mentions, in order of the records' ids.
///
/// `mentions` must be closed: whoever shares a block with one of them and may be one with it ([`Comparable`]) is among them.
/// Then the records are the same however many other mentions there are, and in whatever order these are given. A mention that
/// is given twice counts once.
#[must_use]
pub fn resolve(mentions: &[Mention]) -> Vec<(Record, Vec<RecordId>)> {
    resolve_judged(mentions, &[])
}

/// The same with what people decided. `mentions` must be closed under the judgements too: with one of the mentions that a
/// judgement points at, all the others that are there are among them, and with each of these who shares its blocks.
/// `judgements` may hold others, and those that were undone.
#[must_use]
pub fn resolve_judged(mentions: &[Mention], judgements: &[Judgement]) -> Vec<(Record, Vec<RecordId>)> {
    let anchors: BTreeSet<(MentionKind, RecordId)> = judgements
        .iter()
        .flat_map(|judgement| judgement.anchors().into_iter().map(|anchor| (judgement.kind, anchor)))
        .collect();
    let mut by_id: BTreeMap<(MentionKind, RecordId), Mention> = BTreeMap::new();
    for mention in mentions {
        let name = (mention.kind(), mention.id);
        let mut mention = mention.clone();
        if anchors.contains(&name) {
            stand_alone(&mut mention);
        }
        by_id.insert(name, mention);
    }
    let mut of_form: BTreeMap<(MentionKind, RecordId), Vec<&Mention>> = BTreeMap::new();
    for mention in by_id.values() {
        of_form.entry((mention.kind(), mention.form)).or_default().push(mention);
    }
    let forms = Form::all(by_id.values().cloned());
    let mut records = resolve_where(&forms, judgements, |_, _| true);
    for (record, members) in &mut records {
        let kind = record.kind();
        let own = members.iter().filter_map(|&form| of_form.get(&(kind, form)));
        let mut own: Vec<&Mention> = own.flatten().copied().collect();
        own.sort_by_key(|mention| mention.id);
        if let Record::Person(person) = record {
            person.list(own.iter().filter_map(|mention| PersonListing::of(mention)));
        }
        *members = own.into_iter().map(|mention| mention.id).collect();
    }
    records
}

/// Has a mention be of a form of its own, as each must be that a judgement points at: people decide of mentions, not of all
/// that are like them.
pub fn stand_alone(mention: &mut Mention) {
    mention.form = mention.id;
}

/// Makes records of forms, in which no mention stands with others that a judgement points at ([`stand_alone`]). Returns
/// those records that are wanted, each with the ids of its forms; each is asked for once, by its own id and those of its
/// forms. What the records of persons list ([`rapporteur_model::record::PersonRecord::list`]) is left to whoever has all
/// the mentions.
pub fn resolve_where<'a>(
    forms: impl IntoIterator<Item = &'a Form>,
    judgements: &[Judgement],
    mut is_wanted: impl FnMut(RecordId, &[RecordId]) -> bool,
) -> Vec<(Record, Vec<RecordId>)> {
    let in_force = judgement::in_force(judgements);
    let by_sample: BTreeMap<(MentionKind, RecordId), &Form> =
        forms.into_iter().map(|form| ((form.sample.kind(), form.sample.id), form)).collect();
    let sorted: Vec<&Form> = by_sample.values().copied().collect();
    let mut found: BTreeMap<MentionKind, Vec<Vec<&Mention>>> = BTreeMap::new();
    for component in component::split(&sorted) {
        let Some(kind) = component.first().map(|form| form.sample.kind()) else { continue };
        let samples: Vec<&Mention> = component.iter().map(|form| &form.sample).collect();
        found.entry(kind).or_default().extend(match kind {
            MentionKind::Meeting => meeting_cluster::clusters(&samples),
            MentionKind::Person => {
                let of = |forms: Vec<&'a Form>| forms.into_iter().map(|form| &form.sample).collect();
                person_record::clusters(&component).into_iter().map(of).collect()
            }
            MentionKind::Quote => quote_cluster::clusters(&samples),
        });
    }
    let mut records: Vec<(Record, Vec<RecordId>)> = Vec::new();
    for (kind, clusters) in found {
        let all: BTreeSet<RecordId> = clusters.iter().flatten().map(|mention| mention.id).collect();
        for mut cluster in judgement::apply(kind, clusters, &in_force) {
            cluster.sort_by_key(|mention| mention.id);
            let samples: Vec<RecordId> = cluster.iter().map(|mention| mention.id).collect();
            let Some(&own) = samples.first() else { continue };
            let forms: Vec<&Form> =
                samples.iter().filter_map(|&sample| by_sample.get(&(kind, sample)).copied()).collect();
            let ids: Vec<RecordId> = forms.iter().map(|form| form.id).collect();
            if is_wanted(own, &ids)
                && let Some(mut record) = record_of(kind, &forms)
            {
                judgement::correct_all(&mut record, &samples, &all, &in_force);
                records.push((record, ids));
            }
        }
    }
    records.sort_by_key(|(record, _)| (record.id(), record.kind()));
    records
}

/// The record that forms of one kind make, whoever brought them together; they come in order of their samples' ids. Nothing
/// where there are none.
fn record_of(kind: MentionKind, forms: &[&Form]) -> Option<Record> {
    let samples: Vec<&Mention> = forms.iter().map(|form| &form.sample).collect();
    match kind {
        MentionKind::Meeting => meeting_record::record(&samples).map(Record::Meeting),
        MentionKind::Person => person_record::record(forms).map(Record::Person),
        MentionKind::Quote => quote_record::record(&samples).map(Record::Quote),
    }
}

/// The record as it stood on a day: made of those of its mentions whose reports were published by then, with the judgements
/// that had been made. Nothing where no report had told of it; what has no publication date is left out.
///
/// `members` are the mentions of one record, `judgements` those that point at them.
#[must_use]
pub fn as_of(members: &[Mention], judgements: &[Judgement], day: PartialDate) -> Option<Record> {
    let kind = members.first()?.kind();
    let mut known: Vec<&Mention> = members
        .iter()
        .filter(|mention| mention.publish_date.is_some_and(|date| date.earliest() <= day.latest()))
        .collect();
    known.sort_by_key(|mention| mention.id);
    let forms: Vec<Form> = known.iter().map(|&mention| Form::of(mention.clone())).collect();
    let mut record = record_of(kind, &forms.iter().collect::<Vec<&Form>>())?;
    if let Record::Person(person) = &mut record {
        person.list(known.iter().filter_map(|mention| PersonListing::of(mention)));
    }
    let ids: Vec<RecordId> = known.iter().map(|mention| mention.id).collect();
    let made: Vec<Judgement> = judgements.iter().filter(|one| one.was_made_by(day)).cloned().collect();
    let all = ids.iter().copied().collect();
    judgement::correct_all(&mut record, &ids, &all, &judgement::in_force(&made));
    Some(record)
}
