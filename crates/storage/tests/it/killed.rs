//! A process that is killed while it writes: what it acknowledged is there, and nothing is half there.

use std::{
    env,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use rapporteur_model::{mention::MentionKind, record::Record};
use rapporteur_storage::{Change, Lookup, SledStore, Store};

use crate::build::*;

/// Where the writing process finds the directory; set by the test that starts it.
const DIRECTORY: &str = "RAPPORTEUR_TEST_WRITES_INTO";
const ROUNDS: usize = 12;
/// More than all rounds wait for.
const NUMBERS: u8 = 200;

/// The change that writes number `number`: a report with its mention, a meeting, a quotation.
fn change(number: u8) -> Change {
    let words = format!("text {number} ").repeat(usize::from(number) * 40);
    Change {
        put_reports: vec![(
            report_id(number),
            report(&words),
            vec![mention(number, MentionKind::Meeting, number, &["a"])],
        )],
        put_records: vec![
            (Record::Meeting(meeting(number)), vec![id(number)]),
            (Record::Quote(quote(number, &words)), vec![id(number)]),
        ],
        ..Change::default()
    }
}

/// Not a test of its own: the process that is killed. It does nothing when it is run with the other tests.
#[test]
fn writes_until_it_is_killed() {
    let Some(directory) = env::var_os(DIRECTORY) else { return };
    let store = SledStore::open(Path::new(&directory)).unwrap();
    for number in 0..NUMBERS {
        if store.report(report_id(number)).unwrap() == Lookup::Unknown {
            store.commit(&change(number)).unwrap();
            println!("\nwritten {number}");
        }
    }
}

#[test]
fn what_a_killed_process_acknowledged_is_there_and_nothing_is_half_there() {
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..ROUNDS {
        let mut writer = Command::new(env::current_exe().unwrap())
            .args(["--exact", "killed::writes_until_it_is_killed", "--nocapture"])
            .env(DIRECTORY, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let numbers = lines.map(|line| line.unwrap());
        let mut numbers = numbers
            .filter_map(|line| line.strip_prefix("written ").map(|number| number.parse::<u8>().unwrap()));
        // In one round of four it is killed while it opens the store or right behind.
        acknowledged.extend(numbers.by_ref().take(round % 4 * 5));
        writer.kill().unwrap();
        writer.wait().unwrap();
        acknowledged.extend(numbers);

        let store = SledStore::open(directory.path()).unwrap();
        for &number in &acknowledged {
            assert!(matches!(store.report(report_id(number)).unwrap(), Lookup::Found(_)), "{number} is lost");
        }
        let mut whole = 0;
        for number in 0..NUMBERS {
            if store.report(report_id(number)).unwrap() == Lookup::Unknown {
                assert_eq!(store.meeting(id(number)).unwrap(), Lookup::Unknown);
                assert_eq!(store.quote(id(number)).unwrap(), Lookup::Unknown);
                continue;
            }
            let Change { put_reports, .. } = change(number);
            assert_eq!(found(store.report(report_id(number)).unwrap()), put_reports[0].1);
            assert_eq!(store.mentions_of(report_id(number)).unwrap(), put_reports[0].2);
            assert_eq!(found(store.meeting(id(number)).unwrap()), meeting(number));
            assert_eq!(found(store.quote(id(number)).unwrap()).text, put_reports[0].1.text);
            whole += 1;
        }
        let counts = store.counts().unwrap();
        assert_eq!((counts.reports, counts.meetings, counts.quotes), (whole, whole, whole));
        assert_eq!(store.forms_in(MentionKind::Meeting, "a").unwrap().len() as u64, whole);
    }
    assert!(acknowledged.len() >= 90, "{} were written", acknowledged.len());
}
