//! What a report costs as the record grows.
//!
//! `cargo xtask growth --max 30000` (or `cargo run --release -p rapporteur-world --example growth -- 30000`) invents so many reports, puts
//! them into a store on disk in batches, as `rapporteur ingest` does, and stops at a thousand and every factor of about three to
//! print a row: the time a report took since the row before, what the store takes on disk, peak memory (`VmHWM`, so on Linux
//! alone), how long the store takes to open and to give the first page of a search, and how long a page of meetings and of a search
//! takes then. The last row is the exponent of each: the slope of its logarithm over that of the number of reports, by least squares;
//! 0 is a cost that does not grow. A second argument is the store's cache in MiB. Where it is `blocks`, nothing is kept, and what is
//! printed are, by kind, the blocks that hold most forms of mentions and the largest sets that hang together: what a new report in
//! them is resolved with.

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
use rapporteur_search::QuoteQuery;
use rapporteur_service::Engine;
use rapporteur_storage::{MeetingQuery, SledStore};
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
/// Questions of a kind that are timed at each size.
const QUESTIONS: usize = 51;
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

/// What was measured at a size.
struct Row {
    reports: usize,
    /// Milliseconds and processor milliseconds a report took since the row before.
    time: f64,
    work: f64,
    /// Bytes on disk a report.
    disk: f64,
    /// The same by bytes of text.
    of_text: f64,
    /// Peak memory, in MiB.
    memory: f64,
    /// Seconds to open the store and give a first answer of each kind.
    start: f64,
    /// Milliseconds of a page, the median.
    list: f64,
    search: f64,
}

/// A value of a row with its name, its digits behind the point, and how it is taken out.
type Column = (&'static str, usize, fn(&Row) -> f64);

const COLUMNS: [Column; 8] = [
    ("ms/report", 3, |row| row.time),
    ("cpu ms/report", 3, |row| row.work),
    ("disk B/report", 0, |row| row.disk),
    ("disk x text", 1, |row| row.of_text),
    ("VmHWM MiB", 0, |row| row.memory),
    ("start s", 2, |row| row.start),
    ("list ms", 2, |row| row.list),
    ("search ms", 2, |row| row.search),
];

fn growth(world: &World, cache_mebibytes: u64) -> Result<(), Box<dyn Error>> {
    let directory = tempfile::tempdir()?;
    let path = directory.path();
    let Size { reports, meetings } = world.size();
    println!("{reports} reports of {meetings} meetings, a cache of {cache_mebibytes} MiB");
    print!("{:>9}", "reports");
    for (name, ..) in COLUMNS {
        print!("  {name:>13}");
    }
    println!();
    let mut engine = open(path, cache_mebibytes)?;
    let mut rows: Vec<Row> = Vec::new();
    let (mut done, mut bytes) = (0, 0);
    for end in sizes(reports) {
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
        drop(engine);
        let start = Instant::now();
        engine = open(path, cache_mebibytes)?;
        let (list, search) = (|| list(&engine), || search(&engine));
        list()?;
        search()?;
        let start = start.elapsed().as_secs_f64();
        let disk = size_of(path)? as f64;
        let row = Row {
            reports: done,
            time,
            work,
            disk: disk / done as f64,
            of_text: disk / bytes as f64,
            memory: memory(),
            start,
            list: median(list)?,
            search: median(search)?,
        };
        print!("{done:>9}");
        for (_, digits, value) in COLUMNS {
            print!("  {:>13.digits$}", value(&row));
        }
        println!();
        rows.push(row);
    }
    if rows.len() > 1 {
        print!("{:>9}", "exponent");
        for (.., value) in COLUMNS {
            print!("  {:>13.2}", exponent(&rows, value));
        }
        println!();
    }
    println!("{:?}", engine.counts()?);
    Ok(())
}

fn open(path: &Path, cache_mebibytes: u64) -> Result<Engine, Box<dyn Error>> {
    let store = SledStore::open_with_cache(path, cache_mebibytes << 20)?;
    let engine = Engine::over_directory(Arc::new(store), path);
    engine.bring_up_to_date()?;
    Ok(engine)
}

/// 1,000, 3,000, 10,000 … and the last.
fn sizes(last: usize) -> Vec<usize> {
    let steps = (0..).flat_map(|power| [1000 * 10_usize.pow(power), 3000 * 10_usize.pow(power)]);
    steps.take_while(|&size| size < last).chain([last]).collect()
}

/// The first page of meetings that the server gives.
fn list(engine: &Engine) -> Result<(), Box<dyn Error>> {
    engine.list_meetings(&MeetingQuery { page_size: 50, ..MeetingQuery::default() })?;
    Ok(())
}

/// The first page of a search for a word that many quotations have.
fn search(engine: &Engine) -> Result<(), Box<dyn Error>> {
    engine.search_quotes(&QuoteQuery {
        words: "cooperation".to_owned(),
        page_size: 20,
        ..QuoteQuery::default()
    })?;
    Ok(())
}

/// The median time of a question, in milliseconds.
fn median(ask: impl Fn() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut times = Vec::with_capacity(QUESTIONS);
    for _ in 0..QUESTIONS {
        let start = Instant::now();
        ask()?;
        times.push(1000.0 * start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(times[QUESTIONS / 2])
}

/// The slope of a value's logarithm over that of the number of reports.
fn exponent(rows: &[Row], value: fn(&Row) -> f64) -> f64 {
    let points: Vec<(f64, f64)> =
        rows.iter().map(|row| ((row.reports as f64).ln(), value(row).max(f64::MIN_POSITIVE).ln())).collect();
    let count = points.len() as f64;
    let (mean_x, mean_y) = (
        points.iter().map(|(x, _)| x).sum::<f64>() / count,
        points.iter().map(|(_, y)| y).sum::<f64>() / count,
    );
    let rise: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let run: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    rise / run
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

/// Peak memory of this process in MiB; 0 where the system does not tell.
fn memory() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.unwrap_or_default() / 1024.0
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
