//! Archives of what cannot be worked out anew, and stores made of them.
//!
//! # The format
//! JSON, one line a thing: a head that names the version of the format and the commit behind which the archive was made; names
//! that are gone; reports, with text and Extraction as the store keeps them; judgements; and an end, with how many there are
//! of each, and the SHA-256 of all lines before it. What follows from these is left out: records, mentions, indexes. The feed of
//! changes is left out, too: a restored store begins one of its own.

use std::{
    io::{self, BufRead, Read as _},
    sync::Arc,
};

use data_encoding::HEXLOWER;
use rapporteur_model::judgement::Judgement;
use rapporteur_storage::{GoneName, StoreError, StoredReport};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::engine::{Engine, JudgeError, Snapshot, SnapshotError};

/// The version of the format that this program writes, and the newest that it reads.
pub const FORMAT_VERSION: u32 = 1;

/// How many reports are read or taken in at a time.
const REPORTS_AT_A_TIME: usize = 16;

/// How many names or judgements are read or taken in at a time.
const NAMES_AT_A_TIME: usize = 1000;

/// The longest line that is read. Reports have a limit far below it.
const MAX_LINE_BYTES: u64 = 1 << 30;

/// A line of an archive.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    /// The first.
    RapporteurBackup(Head),
    /// A name that leads nowhere.
    Gone(GoneName),
    /// A report as it is kept.
    Report(Box<StoredReport>),
    /// A judgement.
    Judgement(Judgement),
    /// The last.
    End(End),
}

/// What an archive is.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// Version of the format.
    version: u32,
    /// Version of the program that wrote it.
    program: String,
    /// The commit behind which it was made.
    sequence: u64,
}

/// What an archive holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Reports.
    pub reports: u64,
    /// Judgements.
    pub judgements: u64,
    /// Names that are gone.
    pub gone: u64,
}

/// The end of an archive.
#[derive(Debug, Serialize, Deserialize)]
struct End {
    /// What it holds.
    contents: Contents,
    /// SHA-256 of all lines before this.
    sha256: String,
}

/// Why no archive was made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// The store cannot be read on.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// Something in it cannot be written, which is a bug.
    #[error("a part of the store cannot be written")]
    Write(#[from] serde_json::Error),
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Snapshot(error.into())
    }
}

/// What of an archive comes next.
#[derive(Debug, Clone, Copy)]
enum Next {
    Head,
    Gone(Option<GoneName>),
    Reports,
    Judgements,
    End,
    Nothing,
}

/// An archive in the making.
#[derive(Debug)]
pub(crate) struct Backup {
    snapshot: Snapshot,
    next: Next,
    contents: Contents,
    digest: Sha256,
}

impl Backup {
    /// Begins an archive of the present state.
    ///
    /// # Errors
    /// [`StoreError`]
    pub(crate) fn begin(engine: Arc<Engine>) -> Result<Self, StoreError> {
        let snapshot = Snapshot::begin(engine)?;
        Ok(Self { snapshot, next: Next::Head, contents: Contents::default(), digest: Sha256::new() })
    }

    /// Some lines more; none behind the last.
    ///
    /// # Errors
    /// [`BackupError`]
    pub(crate) fn lines(&mut self) -> Result<Option<Vec<u8>>, BackupError> {
        let mut lines = Vec::new();
        while lines.is_empty() {
            match self.next {
                Next::Head => {
                    let program = env!("CARGO_PKG_VERSION").to_owned();
                    let head = Head { version: FORMAT_VERSION, program, sequence: self.snapshot.sequence };
                    write(&mut lines, &Line::RapporteurBackup(head))?;
                    self.next = Next::Gone(None);
                }
                Next::Gone(after) => {
                    let names = self.snapshot.gone(after, NAMES_AT_A_TIME)?;
                    self.next = names.last().map_or(Next::Reports, |&last| Next::Gone(Some(last)));
                    for name in names {
                        write(&mut lines, &Line::Gone(name))?;
                        self.contents.gone += 1;
                    }
                }
                Next::Reports => {
                    let reports = self.snapshot.reports(REPORTS_AT_A_TIME)?;
                    if reports.is_empty() {
                        self.next = Next::Judgements;
                    }
                    for report in reports {
                        write(&mut lines, &Line::Report(Box::new(report)))?;
                        self.contents.reports += 1;
                    }
                }
                Next::Judgements => {
                    let judgements = self.snapshot.judgements(NAMES_AT_A_TIME)?;
                    if judgements.is_empty() {
                        self.next = Next::End;
                    }
                    for judgement in judgements {
                        write(&mut lines, &Line::Judgement(judgement))?;
                        self.contents.judgements += 1;
                    }
                }
                Next::End => {
                    let sha256 = HEXLOWER.encode(&self.digest.clone().finalize());
                    write(&mut lines, &Line::End(End { contents: self.contents, sha256 }))?;
                    self.next = Next::Nothing;
                }
                Next::Nothing => return Ok(None),
            }
        }
        self.digest.update(&lines);
        Ok(Some(lines))
    }
}

fn write(lines: &mut Vec<u8>, line: &Line) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut *lines, line)?;
    lines.push(b'\n');
    Ok(())
}

/// Why an archive was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// The file does not begin as an archive does.
    #[error("it is no backup of rapporteur")]
    NoBackup,
    /// A newer program wrote it.
    #[error(
        "it has version {found} of the format, this program knows up to {FORMAT_VERSION}; use a newer program"
    )]
    NewerFormat {
        /// Its version.
        found: u32,
    },
    /// It ends before its end.
    #[error("it was cut: {lines} lines are there, and the end is not")]
    Cut {
        /// Lines that are there.
        lines: u64,
    },
    /// A line of it is none.
    #[error("line {line} was altered: {problem}")]
    Line {
        /// Which.
        line: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// All lines can be read, and are not those that were written.
    #[error("it was altered: its checksum is not that of its lines")]
    Altered,
    /// The file cannot be read.
    #[error("it cannot be read: {0}")]
    Read(#[source] io::Error),
    /// The store cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads an archive to its end, and keeps nothing of it.
///
/// # Errors
/// [`RestoreError`] for one that is not whole.
pub fn verify(archive: impl BufRead) -> Result<Contents, RestoreError> {
    read(archive, |_| Ok(()))
}

/// Fills the empty store of an engine from an archive. Cut short, the store is not to be used, and does not let itself be opened.
///
/// # Errors
/// [`RestoreError`]
pub fn restore(archive: impl BufRead, engine: &Engine) -> Result<Contents, RestoreError> {
    let mut waiting = Waiting::default();
    let contents = read(archive, |line| match line {
        Taken::Head(head) => Ok(engine.begin_restore(head.sequence)?),
        Taken::Gone(name) => {
            waiting.gone.push(name);
            waiting.give(engine, NAMES_AT_A_TIME)
        }
        Taken::Report(report) => {
            waiting.reports.push(*report);
            waiting.give(engine, NAMES_AT_A_TIME)
        }
        Taken::Judgement(judgement) => {
            waiting.judgements.push(judgement);
            waiting.give(engine, NAMES_AT_A_TIME)
        }
    })?;
    waiting.give(engine, 1)?;
    engine.end_restore()?;
    Ok(contents)
}

/// What is taken in together.
#[derive(Default)]
struct Waiting {
    gone: Vec<GoneName>,
    reports: Vec<StoredReport>,
    judgements: Vec<Judgement>,
}

impl Waiting {
    /// Takes in what there are at least so many of; reports are larger, and fewer are enough.
    fn give(&mut self, engine: &Engine, enough: usize) -> Result<(), RestoreError> {
        if self.gone.len() >= enough {
            engine.restore_gone(std::mem::take(&mut self.gone))?;
        }
        if self.reports.len() >= enough.min(REPORTS_AT_A_TIME) {
            engine.restore_reports(std::mem::take(&mut self.reports))?;
        }
        // Judgements come behind all reports; what they point at may be of any.
        if self.judgements.len() >= enough {
            if !self.reports.is_empty() {
                engine.restore_reports(std::mem::take(&mut self.reports))?;
            }
            engine.import_judgements(&std::mem::take(&mut self.judgements)).map_err(|error| match error {
                JudgeError::Store(error) => RestoreError::Store(error),
                _ => RestoreError::Altered,
            })?;
        }
        Ok(())
    }
}

/// What a line brings.
enum Taken {
    Head(Head),
    Gone(GoneName),
    Report(Box<StoredReport>),
    Judgement(Judgement),
}

/// Reads an archive, and gives what it holds.
fn read(
    mut archive: impl BufRead,
    mut take: impl FnMut(Taken) -> Result<(), RestoreError>,
) -> Result<Contents, RestoreError> {
    let mut digest = Sha256::new();
    let mut contents = Contents::default();
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        let length = archive.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut bytes);
        let length = length.map_err(RestoreError::Read)?;
        if !bytes.ends_with(b"\n") {
            let is_start = number == 0;
            return Err(if is_start { RestoreError::NoBackup } else { RestoreError::Cut { lines: number } });
        }
        number += 1;
        let line = serde_json::from_slice(&bytes[..length - 1]);
        let wrong = |problem: &str| RestoreError::Line { line: number, problem: problem.to_owned() };
        let line = match line {
            Ok(line) => line,
            Err(_) if number == 1 => return Err(head_error(&bytes)),
            Err(error) => return Err(wrong(&error.to_string())),
        };
        match line {
            Line::RapporteurBackup(head) if number == 1 => {
                if head.version > FORMAT_VERSION {
                    return Err(RestoreError::NewerFormat { found: head.version });
                }
                take(Taken::Head(head))?;
            }
            _ if number == 1 => return Err(RestoreError::NoBackup),
            Line::RapporteurBackup(_) => return Err(wrong("an archive has one head")),
            Line::Gone(name) => {
                contents.gone += 1;
                take(Taken::Gone(name))?;
            }
            Line::Report(report) => {
                contents.reports += 1;
                take(Taken::Report(report))?;
            }
            Line::Judgement(judgement) => {
                if !judgement.is_whole() {
                    return Err(wrong("the judgement does not say what its name was made of"));
                }
                contents.judgements += 1;
                take(Taken::Judgement(judgement))?;
            }
            Line::End(end) => {
                let rest = archive.fill_buf().map_err(RestoreError::Read)?;
                let is_it = end.sha256 == HEXLOWER.encode(&digest.finalize()) && end.contents == contents;
                return if is_it && rest.is_empty() { Ok(contents) } else { Err(RestoreError::Altered) };
            }
        }
        digest.update(&bytes);
    }
}

/// What is wrong with a first line that is no head: of a newer format, or of something else.
fn head_error(line: &[u8]) -> RestoreError {
    let version = serde_json::from_slice::<serde_json::Value>(line).ok();
    let version = version.and_then(|value| value.get("rapporteur_backup")?.get("version")?.as_u64());
    match version.and_then(|version| u32::try_from(version).ok()) {
        Some(found) if found > FORMAT_VERSION => RestoreError::NewerFormat { found },
        _ => RestoreError::NoBackup,
    }
}
