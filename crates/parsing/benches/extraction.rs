//! How fast reports are read, how the cost grows with their size, and how much memory they take.
//!
//! `cargo bench -p rapporteur-parsing` reads the invented sample reports; the environment variable
//! `RAPPORTEUR_BENCH_TEXTS` names a directory of other texts.
//!
//! - Speed: whole extraction, one thread, best of several rounds over all texts. The floor is what
//!   `unicode-segmentation` takes to cut the same texts into sentences and words.
//! - Growth: a text of 10 MB against one of 1 MB of the same making; linear cost is 10.
//! - Memory: each text is read in a process of its own: its peak (`VmHWM` of `/proc/self/status`, so on Linux alone) less
//!   what it had (`VmRSS`) with the lexicon loaded and the text in memory.

use std::{
    error::Error,
    fs,
    hint::black_box,
    io::{self, Read as _, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use rapporteur_parsing::parse;
use unicode_segmentation::UnicodeSegmentation as _;

/// Names the directory of texts.
const TEXTS: &str = "RAPPORTEUR_BENCH_TEXTS";
/// Tells a process that it is to measure its memory, for a text of so many bytes on its standard input.
const CHILD: &str = "RAPPORTEUR_BENCH_MEMORY";

/// Rounds over all texts, of which the best counts: what else the machine does can only slow a round down.
const ROUNDS: usize = 5;
/// At least so much text is read in a round; fewer texts are varied and read again.
const LEAST_BYTES: usize = 2_000_000;
/// The sizes that are compared, in bytes.
const SMALL: usize = 1_000_000;
const LARGE: usize = 10 * SMALL;

/// How a text of any size is made.
struct Case {
    name: &'static str,
    make: fn(&[String], usize) -> String,
}

const CASES: [Case; 6] = [
    Case { name: "prose", make: |texts, size| repeated(&texts.join("\n\n"), size) },
    Case { name: "straight marks", make: |_, size| repeated("\"", size) },
    Case { name: "opening marks, words", make: |_, size| repeated("“lake ", size) },
    Case {
        name: "one endless sentence",
        make: |_, size| repeated("the minister said that Kenya met Uganda and ", size),
    },
    Case { name: "nested brackets", make: |_, size| repeated("(", size / 2) + &repeated(")", size / 2) },
    Case {
        name: "brackets with words",
        make: |_, size| repeated("(lake [", size / 2) + &repeated("lake]) ", size / 2),
    },
];

/// A piece over and over, up to a size.
fn repeated(piece: &str, size: usize) -> String {
    let mut text = piece.repeat(size / piece.len().max(1) + 1);
    let mut end = size;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// The texts to read, and where they are from.
fn texts() -> Result<(Vec<String>, String), Box<dyn Error>> {
    let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
    let (place, is_sample) = match std::env::var(TEXTS) {
        Ok(place) => (place, false),
        Err(_) => (samples.to_owned(), true),
    };
    let mut texts = Vec::new();
    for entry in walkdir::WalkDir::new(&place).sort_by_file_name() {
        let entry = entry?;
        let is_text = entry.path().extension().is_some_and(|ending| ending == "txt" || ending == "md");
        if is_text && entry.file_name() != "README.md" {
            texts.push(fs::read_to_string(entry.path())?);
        }
    }
    if texts.is_empty() {
        return Err(format!("{place}: no file there ends in .txt or .md").into());
    }
    let mut origin = if is_sample { "the sample reports".to_owned() } else { place };
    let size: usize = texts.iter().map(String::len).sum();
    if size < LEAST_BYTES {
        // Another year makes another text of the same kind.
        let copies = LEAST_BYTES / size.max(1) + 1;
        let varied = (0..copies).flat_map(|copy| {
            let year = (1990 + copy % 60).to_string();
            texts.iter().map(move |text| text.replace("2024", &year)).collect::<Vec<_>>()
        });
        texts = varied.collect();
        origin = format!("{origin}, {copies} times with other years");
    }
    Ok((texts, origin))
}

/// The shortest of several rounds.
fn best(rounds: usize, mut work: impl FnMut()) -> Duration {
    let round = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    std::iter::repeat_with(round).take(rounds).min().unwrap_or_default()
}

fn extract(text: &str) {
    // A text that is refused is read, too.
    let _ = black_box(parse("bench.txt", black_box(text.as_bytes())));
}

fn speed(texts: &[String], origin: &str) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let characters: usize = texts.iter().map(|text| text.chars().count()).sum();
    let extraction = best(ROUNDS, || texts.iter().for_each(|text| extract(text)));
    let floor = best(ROUNDS, || {
        for text in texts {
            black_box(text.unicode_sentences().count());
            black_box(text.unicode_words().count());
        }
    });
    println!("{origin}: {} articles, {bytes} bytes, {characters} characters", texts.len());
    println!("{:44}{:>12}{:>14}{:>10}", "one thread", "articles/s", "characters/s", "ms/MB");
    for (what, time) in
        [("whole extraction", extraction), ("floor: sentences, words (unicode-segmentation)", floor)]
    {
        let seconds = time.as_secs_f64();
        println!(
            "{what:44}{:12.0}{:14.0}{:10.1}",
            texts.len() as f64 / seconds,
            characters as f64 / seconds,
            1e9 * seconds / bytes as f64
        );
    }
    println!("extraction costs {:.1} times the floor\n", extraction.as_secs_f64() / floor.as_secs_f64());
}

fn growth(texts: &[String]) -> Result<(), Box<dyn Error>> {
    println!(
        "{:24}{:>10}{:>10}{:>9} |{:>10}{:>10}{:>12}{:>12}",
        "growth", "1 MB, ms", "10 MB, ms", "ratio", "1 MB, MB", "10 MB, MB", "bytes/byte", "peak, MB"
    );
    for case in &CASES {
        let (small, large) = ((case.make)(texts, SMALL), (case.make)(texts, LARGE));
        let time = |rounds, text: &str| 1e3 * best(rounds, || extract(text)).as_secs_f64();
        let (small_time, large_time) = (time(ROUNDS, &small), time(2, &large));
        print!("{:24}{small_time:10.1}{large_time:10.1}{:9.1} |", case.name, large_time / small_time);
        match (memory_in_child(&small)?, memory_in_child(&large)?) {
            (Some((small, _)), Some((large, peak))) => println!(
                "{:10.1}{:10.1}{:12.1}{:12.1}",
                small as f64 / 1e6,
                large as f64 / 1e6,
                large as f64 / LARGE as f64,
                peak as f64 / 1e6
            ),
            _ => println!(" memory is measured on Linux alone"),
        }
    }
    println!(
        "ratio: linear is 10. Memory: what reading adds to the process, and the whole process at its peak."
    );
    Ok(())
}

/// What reading a text adds to a process, and the peak of that process, in bytes.
fn memory_in_child(text: &str) -> Result<Option<(u64, u64)>, Box<dyn Error>> {
    let mut child = Command::new(std::env::current_exe()?)
        .env(CHILD, text.len().to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child.stdin.take().ok_or("no way to hand the text over")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("the process that was to measure its memory failed".into());
    }
    let printed = String::from_utf8(output.stdout)?;
    let numbers: Vec<u64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    Ok(match numbers[..] {
        [before, peak] => Some((peak.saturating_sub(before), peak)),
        _ => None,
    })
}

/// The child's part: reads a text of this size from standard input; prints what it had before and its peak.
fn measure_memory(size: &str) -> Result<(), Box<dyn Error>> {
    // Loads what is loaded once.
    extract("President Oburu Wanjala said that the 9th summit would be held in Nairobi in May.");
    let mut text = String::with_capacity(size.parse()?);
    io::stdin().read_to_string(&mut text)?;
    let Some(before) = memory("VmRSS:") else { return Ok(()) };
    extract(&text);
    println!("{before} {}", memory("VmHWM:").unwrap_or(before));
    Ok(())
}

/// A line of `/proc/self/status`, in bytes: `VmRSS:` is the memory that this process has, `VmHWM:` the most it has had.
fn memory(line: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let amount = status.lines().find_map(|found| found.strip_prefix(line))?;
    let kibibytes: u64 = amount.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

fn main() -> Result<(), Box<dyn Error>> {
    if let Ok(size) = std::env::var(CHILD) {
        return measure_memory(&size);
    }
    // Cargo says so; without it, somebody only wants to know whether it builds.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("to measure: cargo bench -p rapporteur-parsing");
        return Ok(());
    }
    let (texts, origin) = texts()?;
    speed(&texts, &origin);
    growth(&texts)
}
