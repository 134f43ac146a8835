//! How well mentions in many reports of an invented world are merged: B-cubed precision and recall against the truth.
//! `cargo test -p rapporteur-world -- --nocapture` prints the figures; `RAPPORTEUR_WORLD_VERBOSE` names what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    ContentHash, RecordId, ReportId,
    extraction::Meeting,
    fold::fold,
    mention::{Mention, MentionBody, MentionKind},
    record::Record,
    vocabulary::MeetingKind,
};
use rapporteur_resolution::{mentions, resolve};
use rapporteur_world::{MeetingId, NamedPerson, PersonId, Size, Sort, ToldMeeting, Truth, World};

const SIZE: Size = Size { meetings: 36, reports: 180 };
const SEEDS: [u64; 2] = [1, 2];

/// All that the reports of a world mention, and which mentions are of whom and what.
#[derive(Default)]
struct Read {
    mentions: Vec<Mention>,
    meetings: BTreeMap<RecordId, MeetingId>,
    persons: BTreeMap<RecordId, PersonId>,
    /// Mentions that no truth matches.
    unmatched: Vec<RecordId>,
    /// True meetings that reports tell of, and persons that they name, mentioned or not.
    told: usize,
    named: usize,
    texts: BTreeMap<ReportId, usize>,
}

fn read(world: &World) -> Read {
    let mut read = Read::default();
    for number in 0..world.size().reports {
        let (uri, text) = world.report(number);
        let truth = world.truth(number);
        let report = ReportId::from(ContentHash::of(text.as_bytes()));
        let made = mentions(
            report,
            &rapporteur_parsing::parse(&uri, text.as_bytes()).expect("a report is text").extraction,
        );
        read.texts.insert(report, number);
        read.told += truth.meetings.len();
        read.named += truth.persons.len();
        match_meetings(&made, &truth, &mut read);
        match_persons(&made, &truth, &mut read);
        read.mentions.extend(made);
    }
    read
}

/// Each mention of a meeting is of at most one true meeting, and the other way round: the likest pairs first.
fn match_meetings(made: &[Mention], truth: &Truth, read: &mut Read) {
    let mut pairs: Vec<(u32, RecordId, usize)> = Vec::new();
    let mut open: BTreeSet<RecordId> = BTreeSet::new();
    for mention in made {
        let MentionBody::Meeting { meeting, participations, .. } = &mention.body else { continue };
        open.insert(mention.id);
        let countries = participations.iter().filter_map(|(part, _)| part.delegation.country_code);
        let countries: BTreeSet<String> = countries.map(|code| code.to_string()).collect();
        for (place, told) in truth.meetings.iter().enumerate() {
            if let Some(likeness) = likeness(meeting, &countries, told) {
                pairs.push((100 - likeness, mention.id, place));
            }
        }
    }
    pairs.sort_unstable();
    let mut taken = BTreeSet::new();
    for (_, id, place) in pairs {
        if open.contains(&id) && taken.insert(place) {
            open.remove(&id);
            read.meetings.insert(id, truth.meetings[place].meeting);
        }
    }
    read.unmatched.extend(open);
}

/// How like a mention is what was told; none where it can not be meant.
fn likeness(meeting: &Meeting, countries: &BTreeSet<String>, told: &ToldMeeting) -> Option<u32> {
    let sort = match meeting.kind {
        Some(MeetingKind::GroupMeeting) => Sort::Reception,
        Some(MeetingKind::Bilateral) => Sort::Bilateral,
        Some(MeetingKind::PressConference) => return None,
        _ => Sort::Session,
    };
    if sort != told.sort {
        return None;
    }
    match sort {
        Sort::Session => {
            if meeting.kind == Some(MeetingKind::Summit) && !told.is_summit
                || meeting.kind == Some(MeetingKind::Ministerial) && told.is_summit
            {
                return None;
            }
            match (meeting.ordinal, told.ordinal) {
                (Some(one), Some(two)) => {
                    (one == two).then_some(9 + u32::from(meeting.kind != Some(MeetingKind::Other)))
                }
                _ => Some(2 + u32::from(meeting.focal == told.is_focal)),
            }
        }
        Sort::Reception => Some(5 + u32::from(meeting.focal == told.is_focal)),
        Sort::Bilateral => {
            let shared = told.sides.iter().filter(|side| countries.contains(**side)).count();
            (countries.is_empty() || shared > 0).then_some(1 + u32::try_from(shared).unwrap_or_default())
        }
    }
}

/// A mention of a person is of whoever bears the surname in this report.
fn match_persons(made: &[Mention], truth: &Truth, read: &mut Read) {
    for mention in made {
        let MentionBody::Person { display_name, .. } = &mention.body else { continue };
        let name = format!(" {} ", fold(display_name));
        let bears = |named: &&NamedPerson| name.contains(&format!(" {} ", fold(&named.short)));
        let bearers: Vec<&NamedPerson> = truth.persons.iter().filter(bears).collect();
        let exact = bearers.iter().find(|named| fold(&named.full) == fold(display_name));
        match (exact, bearers.as_slice()) {
            (Some(named), _) | (None, [named]) => {
                read.persons.insert(mention.id, named.person);
            }
            _ => read.unmatched.push(mention.id),
        }
    }
}

/// B-cubed precision and recall of the records.
fn b_cubed<T: Ord + Copy>(
    truth: &BTreeMap<RecordId, T>,
    record_of: &BTreeMap<RecordId, RecordId>,
) -> (f64, f64) {
    let mut sizes: BTreeMap<(RecordId, T), f64> = BTreeMap::new();
    let (mut of_record, mut of_truth): (BTreeMap<RecordId, f64>, BTreeMap<T, f64>) = Default::default();
    for (mention, &label) in truth {
        let record = record_of[mention];
        *sizes.entry((record, label)).or_default() += 1.0;
        *of_record.entry(record).or_default() += 1.0;
        *of_truth.entry(label).or_default() += 1.0;
    }
    let all = truth.len() as f64;
    let precision: f64 = sizes.iter().map(|((record, _), size)| size * size / of_record[record]).sum();
    let recall: f64 = sizes.iter().map(|((_, label), size)| size * size / of_truth[label]).sum();
    (precision / all, recall / all)
}

fn kind_of(records: &[(Record, Vec<RecordId>)], kind: MentionKind) -> BTreeMap<RecordId, RecordId> {
    let of_kind = records.iter().filter(|(record, _)| record.kind() == kind);
    of_kind.flat_map(|(record, ids)| ids.iter().map(|id| (*id, record.id()))).collect()
}

/// Says which records hold several true ones, and which true ones lie in several records.
fn explain<T: Ord + Copy + std::fmt::Debug>(
    read: &Read,
    truth: &BTreeMap<RecordId, T>,
    record_of: &BTreeMap<RecordId, RecordId>,
) {
    let by_id: BTreeMap<RecordId, &Mention> =
        read.mentions.iter().map(|mention| (mention.id, mention)).collect();
    let mut labels: BTreeMap<RecordId, BTreeSet<T>> = BTreeMap::new();
    let mut records: BTreeMap<T, BTreeSet<RecordId>> = BTreeMap::new();
    for (mention, &label) in truth {
        labels.entry(record_of[mention]).or_default().insert(label);
        records.entry(label).or_default().insert(record_of[mention]);
    }
    let print = |mention: &RecordId| {
        let told = &by_id[mention];
        let number = read.texts[&told.report];
        match &told.body {
            MentionBody::Meeting { meeting, participations, .. } => {
                let who: Vec<String> = participations
                    .iter()
                    .map(|(part, _)| {
                        let name = part.person.as_ref().map_or("-", |person| person.display_name.as_str());
                        let code =
                            part.delegation.country_code.map(|code| code.to_string()).unwrap_or_default();
                        format!("{name}/{code}")
                    })
                    .collect();
                println!(
                    "    {number:3} {:?} {:?} {:?} {:?} {:?} {:?} {:?}-{:?} {:?} pub {:?} focal {} | {}",
                    truth[mention],
                    meeting.title,
                    meeting.series,
                    meeting.organization,
                    meeting.ordinal,
                    meeting.kind,
                    meeting.start_date.map(|date| date.to_string()),
                    meeting.end_date.map(|date| date.to_string()),
                    meeting.city,
                    told.publish_date.map(|date| date.to_string()),
                    meeting.focal,
                    who.join(", ")
                );
            }
            MentionBody::Person { display_name, offices, .. } => {
                println!("    {number:3} {:?} {display_name:?} {offices:?}", truth[mention]);
            }
            MentionBody::Quote { .. } => {}
        }
    };
    for (record, several) in labels.iter().filter(|(_, several)| several.len() > 1) {
        println!("  one record of {several:?}");
        truth.keys().filter(|mention| record_of[*mention] == *record).for_each(print);
    }
    for (label, several) in records.iter().filter(|(_, several)| several.len() > 1) {
        println!("  {label:?} in {} records", several.len());
        for record in several {
            println!("   {record}");
            truth
                .iter()
                .filter(|(mention, at)| *at == label && record_of[*mention] == *record)
                .for_each(|(mention, _)| print(mention));
        }
    }
}

#[test]
fn meetings_and_persons_are_merged_as_they_were() {
    let verbose = std::env::var_os("RAPPORTEUR_WORLD_VERBOSE").is_some();
    let mut scores = Vec::new();
    for seed in SEEDS {
        let read = read(&World::new(seed, SIZE));
        let records = resolve(&read.mentions);
        let meetings_of = kind_of(&records, MentionKind::Meeting);
        let persons_of = kind_of(&records, MentionKind::Person);
        let meetings = b_cubed(&read.meetings, &meetings_of);
        let persons = b_cubed(&read.persons, &persons_of);
        println!(
            "seed {seed}: meetings P {:.4} R {:.4} ({} of {} told are mentioned), persons P {:.4} R {:.4} ({} of {} \
             named), {} mentions without truth",
            meetings.0,
            meetings.1,
            read.meetings.len(),
            read.told,
            persons.0,
            persons.1,
            read.persons.len(),
            read.named,
            read.unmatched.len(),
        );
        if verbose {
            explain(&read, &read.meetings, &meetings_of);
            explain(&read, &read.persons, &persons_of);
            for mention in read.mentions.iter().filter(|mention| read.unmatched.contains(&mention.id)) {
                let number = read.texts[&mention.report];
                match &mention.body {
                    MentionBody::Meeting { meeting, .. } => {
                        println!(
                            "  unmatched {number:3} {:?} {:?} {:?}",
                            meeting.title, meeting.kind, meeting.ordinal
                        );
                    }
                    MentionBody::Person { display_name, .. } => {
                        println!("  unmatched {number:3} {display_name:?}")
                    }
                    MentionBody::Quote { .. } => {}
                }
            }
        }
        scores.push((seed, meetings, persons));
    }
    for (seed, meetings, persons) in scores {
        for (what, (precision, recall)) in [("meetings", meetings), ("persons", persons)] {
            assert!(precision >= 0.99, "seed {seed}: precision of {what} is {precision:.4}");
            assert!(recall >= 0.95, "seed {seed}: recall of {what} is {recall:.4}");
        }
    }
}

#[test]
fn records_do_not_depend_on_the_order_of_mentions() {
    let world = World::new(3, Size { meetings: 12, reports: 60 });
    let mut mentions = read(&world).mentions;
    let records = resolve(&mentions);
    let mut state = 1_u64;
    for _ in 0..5 {
        for place in (1..mentions.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            mentions.swap(place, (state >> 33) as usize % (place + 1));
        }
        assert!(resolve(&mentions) == records, "another order, other records");
    }
}

#[test]
fn a_report_is_the_same_whenever_it_is_asked_for_and_no_two_are() {
    let (one, two) = (World::new(1, SIZE), World::new(1, SIZE));
    let mut texts = BTreeSet::new();
    for number in (0..SIZE.reports).rev() {
        assert_eq!(one.report(number), two.report(number));
        assert_eq!(one.truth(number), two.truth(number));
        assert!(texts.insert(one.report(number).1), "{number}");
    }
    assert_ne!(World::new(2, SIZE).report(0), one.report(0));
}

#[test]
fn a_large_world_is_as_soon_asked_as_a_small_one() {
    let world = World::new(1, Size { meetings: 20_000, reports: 100_000 });
    let (uri, text) = world.report(99_999);
    assert_eq!(uri, "reports/099999.txt");
    assert!(text.len() > 100 && !world.truth(99_999).meetings.is_empty());
}

#[test]
fn a_world_of_any_size_has_reports() {
    for (meetings, reports) in [(0, 0), (1, 1), (1000, 3), (3, 50), (37, 181), (500, 500)] {
        let world = World::new(1, Size { meetings, reports });
        for number in 0..reports.max(1) {
            assert!(!world.report(number).1.is_empty() && !world.truth(number).meetings.is_empty());
        }
    }
}
