//! `cargo xtask faults`: a real server under load is done harm, and then asked for all that it acknowledged.
//!
//! A round has a store, a server on it, a client that streams reports in and deletes some, and one fault ([`Fault`]) at a moment
//! that the seed chooses. After it the server is started again, and
//! 1. every report that was acknowledged is there word for word, every one whose deletion was acknowledged is not ([`History`]);
//! 2. the records are those of a store that was never harmed and holds the same reports;
//! 3. a search finds the quotations that the records have.
//!
//! What breaks 1 is *lost*, what breaks 2 or 3 is *divergent*. Where a file of the store itself was damaged, a program that
//! refuses to open it and names it has lost nothing; one that goes on must have all or name what is missing.

mod dice;
mod harm;
mod history;
mod load;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::Args;
use rapporteur_world::{Size, World};

use self::{dice::Dice, harm::Fault, history::History, load::Load};
use crate::program::{FileLimit, Program, Server, Started};

/// After so many rounds a new store is begun, so that a round stays short.
const ROUNDS_OF_A_STORE: u32 = 10;
/// Reports that a round streams in where nothing stops it.
const REPORTS_A_ROUND: usize = 48;
/// What the program exits with when it will not use a store (`rapporteur --help`).
const STORE_REFUSED: i32 = 74;

/// How often, and which.
#[derive(Debug, Args)]
pub(crate) struct FaultsArgs {
    /// Rounds; each kind of fault has its turn.
    #[arg(long, value_name = "N", default_value_t = 50)]
    rounds: u32,
    /// What chance follows from: the same seed gives the same rounds, but for what the machine's own pace decides.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Only faults of this kind.
    #[arg(long, value_enum)]
    only: Option<Fault>,
    /// The binary to test, where it is not to be built.
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Keep the stores of rounds that went wrong here.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// What came of all rounds.
#[derive(Debug, Default)]
struct Tally {
    faults: u32,
    acknowledged: usize,
    lost: usize,
    divergent: usize,
    of_kind: BTreeMap<&'static str, OfKind>,
    slowest_start: Duration,
}

/// What came of the faults of a kind.
#[derive(Debug, Default)]
struct OfKind {
    rounds: u32,
    /// Rounds in which the program would not go on, and said why.
    refused: u32,
    wrong: u32,
}

/// Runs the rounds; true when nothing was lost and nothing differs.
///
/// # Errors
/// When a round cannot be run at all.
pub(crate) fn run(args: &FaultsArgs) -> anyhow::Result<bool> {
    let program = Program::find(args.binary.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let mut tally = Tally::default();
    let mut stage: Option<Stage> = None;
    for round in 0..args.rounds {
        if round % ROUNDS_OF_A_STORE == 0 {
            stage = Some(Stage::new(program.clone(), args.seed, round)?);
        }
        let Some(stage) = &mut stage else { bail!("there is no store") };
        let mut dice = Dice::new(args.seed, round);
        let fault = args.only.unwrap_or(Fault::ALL[round as usize % Fault::ALL.len()]);
        let outcome = runtime
            .block_on(stage.round(fault, &mut dice))
            .with_context(|| format!("round {round} of seed {}: {fault}", args.seed))?;
        println!("round {round:3}  {fault:<22}  {outcome}");
        tally.count(fault, &outcome);
        if outcome.is_wrong() {
            if let Some(keep) = &args.keep {
                copy(&stage.data, &keep.join(format!("seed-{}-round-{round}", args.seed)))?;
            }
            // The next rounds would only find the same again.
            *stage = Stage::new(program.clone(), args.seed, round)?;
        }
    }
    println!();
    for (name, of_kind) in &tally.of_kind {
        let OfKind { rounds, refused, wrong } = of_kind;
        println!("{name:<22}  {rounds:3} rounds, {refused:3} refused with a reason, {wrong:3} wrong");
    }
    println!("slowest start after a fault: {:.2} s", tally.slowest_start.as_secs_f64());
    let Tally { faults, acknowledged, lost, divergent, .. } = tally;
    println!(
        "rounds {} faults {faults} acknowledged {acknowledged} lost {lost} divergent {divergent}",
        args.rounds
    );
    Ok(lost == 0 && divergent == 0)
}

impl Tally {
    fn count(&mut self, fault: Fault, outcome: &Outcome) {
        self.faults += 1;
        self.acknowledged += outcome.acknowledged;
        self.lost += outcome.lost.len();
        self.divergent += outcome.divergent.len();
        self.slowest_start = self.slowest_start.max(outcome.start);
        let of_kind = self.of_kind.entry(fault.name()).or_default();
        of_kind.rounds += 1;
        of_kind.refused += u32::from(outcome.refusal.is_some());
        of_kind.wrong += u32::from(outcome.is_wrong());
    }
}

/// What came of a round.
#[derive(Debug, Default)]
struct Outcome {
    /// Operations that were acknowledged.
    acknowledged: usize,
    /// Those that are not to be found, each said.
    lost: Vec<String>,
    /// What else is not as it should be.
    divergent: Vec<String>,
    /// What the program said where it would not go on.
    refusal: Option<String>,
    /// What was saved of the store then.
    saved: Option<String>,
    /// How long the start after the fault took.
    start: Duration,
}

impl Outcome {
    fn is_wrong(&self) -> bool {
        !self.lost.is_empty() || !self.divergent.is_empty()
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "acknowledged {:3}  started in {:.2} s", self.acknowledged, self.start.as_secs_f64())?;
        if let Some(refusal) = &self.refusal {
            // The last line says it; what stands before is the log's.
            write!(f, "\n           refused: {}", refusal.trim().lines().last().unwrap_or_default())?;
        }
        if let Some((_, saved)) = self.saved.as_deref().and_then(|saved| saved.split_once(": ")) {
            write!(f, "\n           saved: {}", saved.trim())?;
        }
        for lost in &self.lost {
            write!(f, "\n  LOST {lost}")?;
        }
        for divergent in &self.divergent {
            write!(f, "\n  DIVERGENT {divergent}")?;
        }
        Ok(())
    }
}

/// A store that lives through some rounds, and what is known of it.
struct Stage {
    program: Program,
    world: World,
    /// Is taken away with all in it.
    directory: tempfile::TempDir,
    data: PathBuf,
    history: History,
    /// The number of the next report that was never sent.
    next: usize,
}

impl Stage {
    fn new(program: Program, seed: u64, round: u32) -> anyhow::Result<Self> {
        let reports = REPORTS_A_ROUND * ROUNDS_OF_A_STORE as usize;
        let world = World::new(seed ^ u64::from(round) << 32, Size { meetings: reports / 5, reports });
        let directory = tempfile::tempdir()?;
        let data = directory.path().join("data");
        Ok(Self { program, world, directory, data, history: History::default(), next: 0 })
    }

    async fn round(&mut self, fault: Fault, dice: &mut Dice) -> anyhow::Result<Outcome> {
        let mut outcome = Outcome::default();
        let before = self.history.acknowledged();
        harm::before(self, fault, dice).await?;
        let limit = match fault {
            // Room for some of the reports at most.
            Fault::FullDisk => FileLimit::Kibibytes(longest_file(&self.data)? / 1024 + dice.below(150)),
            _ => FileLimit::None,
        };
        match self.program.serve(&self.data, limit).await? {
            Started::Listens(server, _) => {
                let load = Load::begin(&server, self, REPORTS_A_ROUND, dice).await?;
                harm::during(self, fault, *server, load, dice, &mut outcome).await?;
            }
            // On a disk that is full it need not even start, but it has to say so.
            Started::Ended(ended) if fault == Fault::FullDisk => {
                outcome.refusal = Some(ended.stderr);
            }
            Started::Ended(ended) => bail!("the server does not start: {}", ended.stderr),
        }
        outcome.acknowledged = self.history.acknowledged() - before;
        harm::after(self, fault, dice).await?;
        match self.program.serve(&self.data, FileLimit::None).await? {
            Started::Listens(server, start) => {
                outcome.start = start;
                self.examine(*server, &mut outcome).await?;
            }
            Started::Ended(ended) if fault == Fault::DamagedStore => {
                self.repair(&mut outcome)?;
                if ended.status.code() != Some(STORE_REFUSED) || !names(&ended.stderr, &self.data) {
                    outcome.divergent.push(format!("refused without a reason: {}", ended.stderr));
                }
                outcome.refusal = Some(ended.stderr);
            }
            Started::Ended(ended) => {
                outcome.lost.push(format!("everything: the server does not start: {}", ended.stderr));
            }
        }
        if fault == Fault::DamagedStore {
            harm::undo(self)?;
        }
        Ok(outcome)
    }

    /// Asks a server for all that there should be, and ends it.
    async fn examine(&mut self, server: Server, outcome: &mut Outcome) -> anyhow::Result<()> {
        let found = match server.connect().await {
            Ok(channel) => {
                history::ask(channel.clone(), &self.world, self.next).await.map(|found| (channel, found))
            }
            Err(error) => Err(error),
        };
        let (channel, found) = match found {
            Ok(found) => found,
            Err(error) => {
                let ended = server.terminate().await?;
                let said = format!("{error:#}; it ended with {}: {}", ended.status, ended.stderr);
                outcome.divergent.push(said);
                return Ok(());
            }
        };
        for damaged in &found.damaged {
            // Told, so not lost in silence.
            outcome.refusal = Some(damaged.clone());
        }
        outcome.lost.extend(self.history.missing(&found));
        let searched = if found.damaged.is_empty() { Some(history::search(channel).await) } else { None };
        let ended = server.terminate().await?;
        if !ended.status.success() {
            outcome.divergent.push(format!("it ended with {}: {}", ended.status, ended.stderr));
        }
        if !found.damaged.is_empty() || !outcome.lost.is_empty() {
            return Ok(());
        }
        self.history.settle(&found);
        let exported = self.export(&self.data)?;
        let clean = self.directory.path().join("clean");
        let expected = if found.present.is_empty() {
            String::new()
        } else {
            self.make_clean(&clean, found.present.iter().copied())?;
            let expected = self.export(&clean)?;
            fs::remove_dir_all(&clean)?;
            expected
        };
        if exported != expected {
            outcome.divergent.push(first_difference(&exported, &expected));
        }
        let quotes = exported.lines().filter(|line| line.starts_with("{\"quote\"")).count();
        match searched {
            Some(Ok(searched)) if searched == quotes => {}
            Some(Ok(searched)) => {
                outcome.divergent.push(format!("a search finds {searched} quotations of {quotes}"));
            }
            Some(Err(error)) => outcome.divergent.push(format!("a search fails: {error:#}")),
            None => {}
        }
        Ok(())
    }

    /// Takes what is left of a store that the program refuses: every report in the new store must be one that was sent, and the store
    /// whole.
    fn repair(&self, outcome: &mut Outcome) -> anyhow::Result<()> {
        let repaired = self.directory.path().join("repaired");
        let ended = self.program.run([
            "repair".as_ref(),
            "--data".as_ref(),
            self.data.as_os_str(),
            "--output".as_ref(),
            repaired.as_os_str(),
        ])?;
        match ended.status.code() {
            Some(0 | 1) => {
                let checked =
                    self.program.run(["check".as_ref(), "--data".as_ref(), repaired.as_os_str()])?;
                if !checked.status.success() {
                    outcome.divergent.push(format!("what was repaired is not whole: {}", checked.stderr));
                }
                outcome.saved = Some(String::from_utf8(checked.stdout)?);
            }
            Some(STORE_REFUSED) => {}
            _ => outcome.divergent.push(format!("repair ended with {}: {}", ended.status, ended.stderr)),
        }
        if repaired.exists() {
            fs::remove_dir_all(&repaired)?;
        }
        Ok(())
    }

    /// Makes a store of some reports, one at least.
    fn make_clean(&self, clean: &Path, numbers: impl Iterator<Item = usize>) -> anyhow::Result<()> {
        let folder = self.directory.path().join("reports");
        fs::create_dir_all(&folder)?;
        // The URI is a part of what a report says; so files stand where the world has them.
        for number in numbers {
            let (uri, text) = self.world.report(number);
            let path = self.directory.path().join(&uri);
            fs::write(&path, text)?;
        }
        let arguments =
            ["ingest", "--data"].map(PathBuf::from).into_iter().chain([clean.to_owned(), folder.clone()]);
        let ended = self.program.run(arguments)?;
        anyhow::ensure!(ended.status.success(), "ingest: {}", ended.stderr);
        fs::remove_dir_all(&folder)?;
        Ok(())
    }

    /// The records of a store, without the places where reports came from: the clean store has them from files.
    fn export(&self, data: &Path) -> anyhow::Result<String> {
        let ended = self.program.run(["export", "--data"].map(Path::new).into_iter().chain([data]))?;
        anyhow::ensure!(ended.status.success(), "export of {}: {}", data.display(), ended.stderr);
        let folder = format!("{}/", self.directory.path().display());
        Ok(String::from_utf8(ended.stdout)?.replace(&folder, ""))
    }
}

/// Whether an error tells which directory it is about.
fn names(error: &str, data: &Path) -> bool {
    error.contains(&data.display().to_string())
}

/// Bytes of the longest file in a directory.
fn longest_file(directory: &Path) -> anyhow::Result<u64> {
    let mut longest = 0;
    if directory.is_dir() {
        for entry in fs::read_dir(directory)? {
            let metadata = entry?.metadata()?;
            if metadata.is_file() {
                longest = longest.max(metadata.len());
            }
        }
    }
    Ok(longest)
}

/// Where two exports part, for people.
fn first_difference(one: &str, two: &str) -> String {
    let mut lines = one.lines().zip(two.lines()).filter(|(one, two)| one != two);
    let shown = |line: &str| line.chars().take(200).collect::<String>();
    match lines.next() {
        Some((one, two)) => {
            format!("the record has\n    {}\n  and should have\n    {}", shown(one), shown(two))
        }
        None => {
            format!("the record has {} lines and should have {}", one.lines().count(), two.lines().count())
        }
    }
}

/// Copies a directory with all that is in it.
fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
