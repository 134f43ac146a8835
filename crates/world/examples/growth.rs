//! How the cost of a report grows with how many are kept.
//!
//! `cargo run --release -p rapporteur-world --example growth -- 20000` invents so many reports, puts them into a store on
//! disk in batches, as `rapporteur ingest` does, and prints the time a report takes in each tenth of them, the ratio of the
//! last tenth to the second, peak memory (`VmHWM`, so on Linux alone) and what the store takes on disk for each byte of text.
//! A second argument is the store's cache in MiB. Where it is `blocks`, nothing is kept, and what is printed are, by kind, the
//! blocks that hold most forms of mentions and the largest sets that hang together: what a new report in them is resolved
//! with.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs,
    path::Path,
    sync::Arc,
    time::Instant,
};

use rapporteur_model::{
    ContentHash, RecordId, ReportId,
    mention::{Mention, MentionKind},
};
use rapporteur_resolution::{Comparable, mentions};
use rapporteur_service::Engine;
use rapporteur_storage::SledStore;
use rapporteur_world::{Size, World};

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Reports in a change of the store.
const BATCH: usize = 64;
/// Reports about each meeting, on average.
const REPORTS_OF_MEETING: usize = 5;
/// The store's cache in MiB where none is given.
const CACHE_MEBIBYTES: u64 = 128;
/// Blocks and sets that are printed of each kind.
const SHOWN: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let reports = arguments.next().map_or(Ok(20_000), |word| word.parse())?;
    let world = World::new(1, Size { meetings: reports / REPORTS_OF_MEETING, reports });
    match arguments.next().as_deref() {
        Some("blocks") => blocks(&world),
        Some(mebibytes) => growth(&world, mebibytes.parse()?),
        None => growth(&world, CACHE_MEBIBYTES),
    }
}

fn growth(world: &World, cache_mebibytes: u64) -> Result<(), Box<dyn Error>> {
    let directory = tempfile::tempdir()?;
    let store = SledStore::open_with_cache(directory.path(), cache_mebibytes << 20)?;
    let engine = Engine::over_directory(Arc::new(store), directory.path());
    println!(
        "{} reports of {} meetings, a cache of {cache_mebibytes} MiB",
        world.size().reports,
        world.size().meetings
    );
    let reports = world.size().reports;
    let mut tenths: Vec<(f64, f64)> = Vec::new();
    let (mut done, mut bytes) = (0, 0);
    while done < reports {
        let end = reports * (tenths.len() + 1) / 10;
        let first = done;
        let mut seconds = 0.0;
        let busy = processor_seconds();
        while done < end {
            let batch: Vec<(String, String)> =
                (done..end.min(done + BATCH)).map(|number| world.report(number)).collect();
            bytes += batch.iter().map(|(_, text)| text.len() as u64).sum::<u64>();
            let start = Instant::now();
            for result in engine.ingest_many(&batch)? {
                result?;
            }
            seconds += start.elapsed().as_secs_f64();
            done += batch.len();
        }
        let each = |seconds: f64| 1000.0 * seconds / (done - first).max(1) as f64;
        let (time, work) = (each(seconds), each(processor_seconds() - busy));
        println!(
            "{done:>8} reports  {time:8.3} ms each, {work:8.3} ms of processors  VmHWM {}  disk {:.1} x text",
            memory(),
            size_of(directory.path())? as f64 / bytes as f64
        );
        tenths.push((time, work));
    }
    if let (Some(last), Some(second)) = (tenths.last(), tenths.get(1)) {
        let (time, work) = (last.0 / second.0, last.1 / second.1);
        println!("last tenth / second tenth: {time:.2} in time, {work:.2} in work of processors");
    }
    println!("{:?}", engine.counts()?);
    Ok(())
}

/// Bytes of the files in a directory.
fn size_of(directory: &Path) -> Result<u64, Box<dyn Error>> {
    let mut bytes = 0;
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        bytes += if entry.file_type()?.is_dir() { size_of(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

/// What this process has kept processors busy, which says more than time where others use the machine; on Linux alone.
fn processor_seconds() -> f64 {
    /// Of the kernel's clock, as `/proc` counts.
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / TICKS_A_SECOND
}

fn memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |value| value.trim().to_owned())
}

fn blocks(world: &World) -> Result<(), Box<dyn Error>> {
    for kind in MentionKind::ALL {
        let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
        let mut sets = Sets::default();
        let mut mentioned = 0;
        let mut forms: BTreeSet<RecordId> = BTreeSet::new();
        for number in 0..world.size().reports {
            let (uri, text) = world.report(number);
            let report = ReportId::from(ContentHash::of(text.as_bytes()));
            let extraction = rapporteur_parsing::parse(&uri, text.as_bytes())?.extraction;
            for mention in mentions(report, &extraction).into_iter().filter(|mention| mention.kind() == kind)
            {
                mentioned += 1;
                if !forms.insert(mention.form) {
                    continue;
                }
                sets.add(&mention);
                for block in mention.blocks {
                    *sizes.entry(block).or_default() += 1;
                }
            }
        }
        println!("{}: {mentioned} mentions of {} forms", kind.as_str(), forms.len());
        let mut largest: Vec<(usize, String)> =
            sizes.into_iter().map(|(block, size)| (size, block)).collect();
        largest.sort_unstable_by(|one, two| two.cmp(one));
        for (size, block) in largest.iter().take(SHOWN) {
            println!("  {size:6} in {block}");
        }
        println!("  together: {:?}", sets.largest());
        println!("  a form hangs together with {:.1} on average", sets.mean());
    }
    Ok(())
}

/// Forms that hang together by pairs that share a block and may be one.
#[derive(Default)]
struct Sets {
    parents: Vec<usize>,
    sizes: Vec<usize>,
    comparables: Vec<Comparable>,
    of_block: BTreeMap<String, Vec<usize>>,
}

impl Sets {
    fn add(&mut self, mention: &Mention) {
        let own = self.parents.len();
        self.parents.push(own);
        self.sizes.push(1);
        let comparable = Comparable::new(mention);
        let near: BTreeSet<usize> =
            mention.blocks.iter().filter_map(|block| self.of_block.get(block)).flatten().copied().collect();
        for other in near {
            let (one, two) = (self.root(own), self.root(other));
            if one != two && comparable.may_be_one_with(&self.comparables[other]) {
                self.parents[one] = two;
                self.sizes[two] += self.sizes[one];
            }
        }
        self.comparables.push(comparable);
        for block in &mention.blocks {
            self.of_block.entry(block.clone()).or_default().push(own);
        }
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.parents[place] != place {
            self.parents[place] = self.parents[self.parents[place]];
            place = self.parents[place];
        }
        place
    }

    fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.parents.len()).filter(|&place| self.parents[place] == place).map(|place| self.sizes[place])
    }

    fn largest(&self) -> Vec<usize> {
        let mut sizes: Vec<usize> = self.roots().collect();
        sizes.sort_unstable_by(|one, two| two.cmp(one));
        sizes.truncate(SHOWN);
        sizes
    }

    fn mean(&self) -> f64 {
        self.roots().map(|size| (size * size) as f64).sum::<f64>() / self.parents.len().max(1) as f64
    }
}
