//! A backup that somebody wrote who knows the checksum: it is refused, or a store is made of it that can be asked.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use rapporteur_fuzz::check_reason;
use rapporteur_model::mention::MentionKind;
use rapporteur_service::{Engine, backup};
use rapporteur_storage::{MeetingQuery, MemoryStore};
use sha2::{Digest as _, Sha256};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, lines)) = bytes.split_first() else { return };
    let archive = if first & 1 == 0 { lines.to_vec() } else { sealed(lines) };
    let verified = backup::verify(archive.as_slice());
    if let Err(error) = &verified {
        check_reason(&error.to_string());
        return;
    }
    let engine = Engine::new(Arc::new(MemoryStore::default()));
    if backup::restore(archive.as_slice(), &engine).is_err() {
        return;
    }
    let counts = engine.counts().expect("the store is well");
    assert!(counts.reports <= verified.expect("looked at above").reports);
    engine
        .list_meetings(&MeetingQuery { page_size: 10, ..MeetingQuery::default() })
        .expect("meetings can be listed");
    for kind in [MentionKind::Meeting, MentionKind::Person, MentionKind::Quote] {
        for name in engine.records(kind, None, 100).expect("records can be listed") {
            engine.record_named(kind, name).expect("a record can be read");
        }
    }
});

/// The lines with the end that belongs to them.
fn sealed(lines: &[u8]) -> Vec<u8> {
    let mut archive = lines.to_vec();
    if !archive.ends_with(b"\n") {
        archive.push(b'\n');
    }
    let count =
        |begin: &[u8]| archive.split(|&byte| byte == b'\n').filter(|line| line.starts_with(begin)).count();
    let contents = format!(
        r#"{{"reports":{},"judgements":{},"gone":{}}}"#,
        count(b"{\"report\":"),
        count(b"{\"judgement\":"),
        count(b"{\"gone\":")
    );
    let sha256: String = Sha256::digest(&archive).iter().map(|byte| format!("{byte:02x}")).collect();
    archive.extend(format!("{{\"end\":{{\"contents\":{contents},\"sha256\":\"{sha256}\"}}}}\n").bytes());
    archive
}
