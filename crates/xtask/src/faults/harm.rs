//! The faults, and what each does before, while and after a server works.

use std::{
    fmt,
    fs::{self, OpenOptions},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::ValueEnum;

use super::{Outcome, REPORTS_A_ROUND, STORE_REFUSED, Stage, copy, dice::Dice, load::Load, names};
use crate::program::{FileLimit, Server};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Fault {
    /// kill -9 while reports stream in
    Kill,
    /// kill -9 while the server starts, several times, then while reports stream in
    KillAtStart,
    /// The client goes away in the middle of its stream
    Disconnect,
    /// SIGTERM while reports stream in
    Terminate,
    /// The server stands still for a while (SIGSTOP), and is then killed
    Freeze,
    /// A file gets no longer: writing fails as on a full disk
    FullDisk,
    /// A second server, and a command, on the directory of a running one
    SecondProcess,
    /// A file of the search index is cut or has a wrong byte
    DamagedIndex,
    /// A file of the store is cut or has a wrong byte
    DamagedStore,
}

impl Fault {
    pub(super) const ALL: [Self; 9] = [
        Self::Kill,
        Self::KillAtStart,
        Self::Disconnect,
        Self::DamagedStore,
        Self::Terminate,
        Self::FullDisk,
        Self::Freeze,
        Self::DamagedIndex,
        Self::SecondProcess,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Kill => "kill",
            Self::KillAtStart => "kill at start",
            Self::Disconnect => "client disconnects",
            Self::Terminate => "terminate",
            Self::Freeze => "freeze and kill",
            Self::FullDisk => "full disk",
            Self::SecondProcess => "second process",
            Self::DamagedIndex => "damaged search index",
            Self::DamagedStore => "damaged store",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Servers that are killed while they start.
const STARTS_KILLED: u64 = 4;
/// A server has started after so many milliseconds.
const START_MILLISECONDS: u64 = 250;
/// A kill comes within so many microseconds after the last acknowledgement waited for.
const KILL_MICROSECONDS: u64 = 40_000;
/// A server stands still for so many milliseconds, at most.
const FREEZE_MILLISECONDS: u64 = 400;

/// What is done before the server starts.
///
/// # Errors
/// When it cannot be done.
pub(super) async fn before(stage: &mut Stage, fault: Fault, dice: &mut Dice) -> anyhow::Result<()> {
    if fault == Fault::KillAtStart {
        for _ in 0..STARTS_KILLED {
            let server = stage.program.spawn(&stage.data, FileLimit::None)?;
            tokio::time::sleep(Duration::from_millis(dice.below(START_MILLISECONDS))).await;
            server.kill().await?;
        }
    }
    Ok(())
}

/// What is done while reports stream in. The server is gone afterwards.
///
/// # Errors
/// When it cannot be done.
pub(super) async fn during(
    stage: &mut Stage,
    fault: Fault,
    server: Server,
    mut load: Load,
    dice: &mut Dice,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    let some = dice.place(REPORTS_A_ROUND);
    match fault {
        Fault::Kill | Fault::KillAtStart => {
            load.acknowledgements(stage, some).await?;
            tokio::time::sleep(Duration::from_micros(dice.below(KILL_MICROSECONDS))).await;
            server.kill().await?;
            load.acknowledgements(stage, REPORTS_A_ROUND).await?;
            load.end(stage).await?;
        }
        Fault::Freeze => {
            load.acknowledgements(stage, some).await?;
            server.signal("STOP").await?;
            tokio::time::sleep(Duration::from_millis(dice.below(FREEZE_MILLISECONDS))).await;
            if dice.below(2) == 0 {
                server.signal("CONT").await?;
                tokio::time::sleep(Duration::from_micros(dice.below(KILL_MICROSECONDS))).await;
            }
            server.kill().await?;
            load.acknowledgements(stage, REPORTS_A_ROUND).await?;
            load.end(stage).await?;
        }
        Fault::Disconnect => {
            load.acknowledgements(stage, some).await?;
            load.end(stage).await?;
            ends_well(server, outcome).await?;
        }
        Fault::Terminate => {
            load.acknowledgements(stage, some).await?;
            server.signal("TERM").await?;
            load.acknowledgements(stage, REPORTS_A_ROUND).await?;
            load.end(stage).await?;
            server.gone().await?;
        }
        Fault::FullDisk => {
            load.acknowledgements(stage, REPORTS_A_ROUND).await?;
            load.end(stage).await?;
            // It may have stopped by itself, and may be stuck with what it cannot write.
            server.kill().await?;
        }
        Fault::SecondProcess => {
            load.acknowledgements(stage, some).await?;
            for arguments in [["export", "--data"], ["serve", "--data"]] {
                let ended = stage.program.run(arguments.map(Path::new).into_iter().chain([&*stage.data]))?;
                if ended.status.code() != Some(STORE_REFUSED) || !names(&ended.stderr, &stage.data) {
                    let (status, said) = (ended.status, ended.stderr);
                    outcome.divergent.push(format!("a second process ends with {status}: {said}"));
                }
            }
            load.acknowledgements(stage, REPORTS_A_ROUND).await?;
            load.end(stage).await?;
            ends_well(server, outcome).await?;
        }
        Fault::DamagedIndex | Fault::DamagedStore => {
            load.acknowledgements(stage, REPORTS_A_ROUND).await?;
            // A search makes the index, or brings it on.
            super::history::search(server.connect().await?).await?;
            load.end(stage).await?;
            if dice.below(2) == 0 {
                server.kill().await?;
            } else {
                ends_well(server, outcome).await?;
            }
        }
    }
    Ok(())
}

/// What is done when the server is gone.
///
/// # Errors
/// When it cannot be done.
pub(super) async fn after(stage: &mut Stage, fault: Fault, dice: &mut Dice) -> anyhow::Result<()> {
    let of_index =
        |path: &Path| path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("search-"));
    let mut files = Vec::new();
    all_files(&stage.data, &mut files)?;
    files.sort();
    match fault {
        Fault::DamagedIndex => {
            files.retain(|file| of_index(file));
            // Several, as a cut of power leaves it.
            for _ in 0..=dice.below(3) {
                damage_one(&files, dice)?;
            }
        }
        Fault::DamagedStore => {
            copy(&stage.data, &kept_aside(stage))?;
            files.retain(|file| !of_index(file));
            let what = damage_one(&files, dice)?;
            println!("           {what}");
        }
        _ => {}
    }
    Ok(())
}

/// Puts back the store that was damaged.
///
/// # Errors
/// When it cannot be done.
pub(super) fn undo(stage: &Stage) -> anyhow::Result<()> {
    let aside = kept_aside(stage);
    fs::remove_dir_all(&stage.data)?;
    fs::rename(aside, &stage.data)?;
    Ok(())
}

fn kept_aside(stage: &Stage) -> PathBuf {
    stage.directory.path().join("aside")
}

async fn ends_well(server: Server, outcome: &mut Outcome) -> anyhow::Result<()> {
    let ended = server.terminate().await?;
    if !ended.status.success() {
        outcome.divergent.push(format!("it ended with {}: {}", ended.status, ended.stderr));
    }
    Ok(())
}

fn all_files(directory: &Path, into: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            all_files(&entry.path(), into)?;
        } else {
            into.push(entry.path());
        }
    }
    Ok(())
}

/// Cuts one of the files, or turns some bits of one of its bytes; says what was done.
fn damage_one(files: &[PathBuf], dice: &mut Dice) -> anyhow::Result<String> {
    let full: Vec<&PathBuf> =
        files.iter().filter(|file| fs::metadata(file).is_ok_and(|metadata| metadata.len() > 0)).collect();
    if full.is_empty() {
        return Ok("there was nothing to damage".to_owned());
    }
    let path = full[dice.place(full.len())];
    let length = fs::metadata(path)?.len();
    let place = dice.below(length);
    let mut file = OpenOptions::new().read(true).write(true).open(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if dice.below(3) == 0 {
        file.set_len(place)?;
        return Ok(format!("{name} is cut from {length} to {place} bytes"));
    }
    let mut byte = [0];
    file.seek(SeekFrom::Start(place))?;
    file.read_exact(&mut byte)?;
    byte[0] ^= 1 << dice.below(8);
    file.seek(SeekFrom::Start(place))?;
    file.write_all(&byte)?;
    Ok(format!("{name} has a wrong bit in byte {place} of {length}"))
}
