//! What holds for any reports.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{prelude::*, sample::select};
use rapporteur_model::{
    RecordId, ReportId,
    mention::{Mention, MentionKind},
    record::Record,
    vocabulary::{DateBasis, MeetingKind, MeetingStatus, ParticipationRole, QuoteKind},
};

use crate::build::{Draft, all_mentions, date, report, text};

type Records = BTreeMap<(MentionKind, RecordId), (Record, Vec<RecordId>)>;

const NAMES: [&str; 16] = [
    "Mira Oldanova",
    "Oldanova Mira",
    "Hassan Velim",
    "Hasan Velim",
    "H. Velim",
    "Velim",
    "Hassan Omar Velim",
    "Ivan Petrenov",
    "Ivan Sergeyevich Petrenov",
    "Ivan Nikolayevich Petrenov",
    "Wang Yi",
    "Wang Yu",
    "Yi Wang",
    "A. Petrenov",
    "Iwan Petrenoff",
    "O. Mira",
];
const WORDS: [&str; 6] = [
    "we keep every lock on the river open in flood and in drought for all who trade on it",
    "every lock on the river is kept open in flood and drought for all who trade on it",
    "we keep every gate on the river open in flood and in drought for all who trade on it",
    "the river has no enemies and neither have its people",
    "well done",
    "",
];

/// Reports that have much in common.
fn any_reports() -> impl Strategy<Value = Vec<Draft>> {
    let meeting = (
        select(vec!["", "River Cooperation League", "League of Harbours"]),
        select(vec![
            "",
            "summit",
            "Heads of State",
            "foreign ministers",
            "defense ministers",
            "ministerial",
            "council",
        ]),
        prop_oneof![3 => Just(0_u32), 1 => 7_u32..9],
        select(vec!["", "2018", "2018-05", "2018-05-14", "2018-05-15", "2018-05-31", "2018-06-01"]),
        select(vec!["", "Portville", "Millbridge"]),
        prop::option::of(select(MeetingKind::ALL)),
        prop::option::of(select(DateBasis::ALL)),
        prop::option::of(select(MeetingStatus::ALL)),
    );
    let part = (
        select(NAMES.to_vec()),
        select(vec!["", "Minister", "Foreign Minister"]),
        select(vec!["", "KZ", "KE"]),
    );
    let quote = (select(NAMES.to_vec()), select(QuoteKind::ALL), select(WORDS.to_vec()));
    let one = (
        select(vec!["", "2018-05-14", "2018-05-16", "2018-06-02"]),
        prop::collection::vec((meeting, prop::collection::vec(part, 0..3)), 0..3),
        prop::collection::vec(quote, 0..3),
    );
    prop::collection::vec(one, 1..9).prop_map(|reports| {
        let drafts = reports.into_iter().enumerate().map(|(number, (published, meetings, quotes))| {
            let mut draft = report(&format!("report {number}"), published);
            for ((organization, series, ordinal, start, city, kind, basis, status), parts) in meetings {
                draft = draft.meeting(&format!("{series} {city}"), |meeting| {
                    meeting.organization = text(organization);
                    meeting.series = text(series);
                    meeting.ordinal = (ordinal > 0).then_some(ordinal);
                    meeting.start_date = date(start);
                    meeting.city = text(city);
                    meeting.kind = kind;
                    meeting.date_basis = basis;
                    meeting.status = status;
                });
                for (name, office, country) in parts {
                    draft = draft.part(name, office, country, &[ParticipationRole::Attendee]);
                }
            }
            for (speaker, kind, words) in quotes {
                draft = draft.quote(speaker, kind, words);
            }
            draft
        });
        drafts.collect()
    })
}

fn any_reports_shuffled() -> impl Strategy<Value = (Vec<Draft>, Vec<Draft>)> {
    any_reports().prop_flat_map(|drafts| (Just(drafts.clone()), Just(drafts).prop_shuffle()))
}

fn records(mentions: &[Mention]) -> Records {
    let resolved = rapporteur_resolution::resolve(mentions);
    resolved.into_iter().map(|(record, ids)| ((record.kind(), record.id()), (record, ids))).collect()
}

/// A store that does what a real one does: looks up who shares blocks, and makes the records of those anew.
#[derive(Default)]
struct Shelf {
    mentions: BTreeMap<(MentionKind, RecordId), Mention>,
    records: Records,
}

impl Shelf {
    /// All that share blocks with these, through whatever many others.
    fn closure(&self, from: &[Mention]) -> Vec<Mention> {
        let mut inside: BTreeMap<(MentionKind, RecordId), Mention> = BTreeMap::new();
        let mut blocks: BTreeSet<(MentionKind, String)> = BTreeSet::new();
        let mut open: Vec<Mention> = from.to_vec();
        while let Some(mention) = open.pop() {
            for block in &mention.blocks {
                if blocks.insert((mention.kind(), block.clone())) {
                    let near = self.mentions.values();
                    open.extend(
                        near.filter(|near| near.kind() == mention.kind() && near.blocks.contains(block))
                            .cloned(),
                    );
                }
            }
            if self.mentions.contains_key(&(mention.kind(), mention.id)) {
                inside.insert((mention.kind(), mention.id), mention);
            }
        }
        inside.into_values().collect()
    }

    fn change(&mut self, put: &[Mention], delete: Option<ReportId>) {
        let mut touched = put.to_vec();
        touched.extend(self.mentions.values().filter(|mention| Some(mention.report) == delete).cloned());
        let before = self.closure(&touched);
        self.mentions.retain(|_, mention| Some(mention.report) != delete);
        self.mentions.extend(put.iter().map(|mention| ((mention.kind(), mention.id), mention.clone())));
        let mut around = before.clone();
        around.extend(put.iter().cloned());
        let closed = self.closure(&around);
        let stale: BTreeSet<RecordId> = around.iter().map(|mention| mention.id).collect();
        self.records.retain(|_, (_, ids)| ids.iter().all(|id| !stale.contains(id)));
        self.records.extend(records(&closed));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_order_of_mentions_does_not_matter(drafts in any_reports(), seed in any::<prop::sample::Index>()) {
        let mut mentions = all_mentions(&drafts);
        let expected = records(&mentions);
        if !mentions.is_empty() {
            let middle = seed.index(mentions.len());
            mentions.rotate_left(middle);
        }
        prop_assert_eq!(&records(&mentions), &expected);
        mentions.reverse();
        prop_assert_eq!(&records(&mentions), &expected);
        let twice: Vec<Mention> = mentions.iter().chain(&mentions).cloned().collect();
        prop_assert_eq!(&records(&twice), &expected);
    }

    #[test]
    fn reports_one_by_one_in_any_order_give_what_all_at_once_give((drafts, shuffled) in any_reports_shuffled()) {
        let mut shelf = Shelf::default();
        for draft in &shuffled {
            shelf.change(&draft.mentions(), None);
        }
        prop_assert_eq!(shelf.records, records(&all_mentions(&drafts)));
    }

    #[test]
    fn deleting_leaves_what_never_ingesting_would_have(drafts in any_reports(), which in any::<prop::sample::Index>()) {
        let mut shelf = Shelf::default();
        for draft in &drafts {
            shelf.change(&draft.mentions(), None);
        }
        let gone = which.index(drafts.len());
        shelf.change(&[], Some(drafts[gone].id()));
        let mut left = drafts;
        left.remove(gone);
        prop_assert_eq!(shelf.records, records(&all_mentions(&left)));
    }

    #[test]
    fn each_mention_is_in_one_record_which_bears_the_smallest_id(drafts in any_reports()) {
        let mentions = all_mentions(&drafts);
        let resolved = rapporteur_resolution::resolve(&mentions);
        let mut held: Vec<RecordId> = resolved.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        held.sort();
        let mut given: Vec<RecordId> = mentions.iter().map(|mention| mention.id).collect();
        given.sort();
        prop_assert_eq!(held, given);
        for (record, ids) in &resolved {
            prop_assert!(ids.is_sorted());
            prop_assert_eq!(Some(&record.id()), ids.first());
        }
        prop_assert!(resolved.is_sorted_by_key(|(record, _)| record.id()));
    }

    #[test]
    fn a_meeting_has_one_mention_a_report_and_evidence_for_every_value(drafts in any_reports()) {
        for (record, _) in rapporteur_resolution::resolve(&all_mentions(&drafts)) {
            let Record::Meeting(meeting) = record else { continue };
            let reports: BTreeSet<ReportId> = meeting.mentions.iter().map(|mention| mention.report).collect();
            prop_assert_eq!(reports.len(), meeting.mentions.len());
            let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
            for value in &meeting.values {
                *fields.entry(&value.field).or_default() += usize::from(value.preferred);
                prop_assert!(!value.evidence.is_empty());
                prop_assert_eq!(value.preferred, !value.reason.is_empty());
            }
            prop_assert!(fields.values().all(|preferred| *preferred == 1), "{:?}", fields);
            prop_assert!(fields.contains_key("title"));
            prop_assert!(meeting.participants.iter().all(|participant| !participant.evidence.is_empty()));
            if let (Some(start), Some(end)) = (meeting.start_date, meeting.end_date) {
                prop_assert!(start.earliest() <= end.latest());
            }
        }
    }
}
