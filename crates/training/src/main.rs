//! `rapporteur-training`: makes the weights that the extractor ships, from open treebanks and our own annotated sentences,
//! and measures them.
//!
//! Same sentences, same weights: no random numbers but from a fixed seed, no threads.

mod annotated;
mod file;
mod perceptron;
mod subjects;
mod treebank;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::treebank::Tree;

/// Makes the weights that rapporteur's extractor ships.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// The tagger of parts of speech; prints how often it is right on sentences kept out.
    Pos {
        #[command(flatten)]
        common: Common,
        /// Where to write the weights.
        #[arg(long, default_value = "crates/parsing/weights/pos.bin")]
        out: PathBuf,
        /// Logarithm (base 2) of the number of rows.
        #[arg(long, default_value_t = 14, value_parser = clap::value_parser!(u32).range(8..=20))]
        bits: u32,
        /// How often the sentences annotated by hand stand among the others.
        #[arg(long, default_value_t = 3)]
        repeat: usize,
        /// How many of the most frequent confusions to print for each treebank that is measured on.
        #[arg(long, default_value_t = 0)]
        confusions: usize,
    },
    /// The model of subjects. It works on the tags of the tagger that is built in: train that first, and build again.
    Subject {
        #[command(flatten)]
        common: Common,
        /// Where to write the weights.
        #[arg(long, default_value = "crates/parsing/weights/subject.bin")]
        out: PathBuf,
        /// Logarithm (base 2) of the number of rows.
        #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(8..=20))]
        bits: u32,
        /// How often the sentences annotated by hand stand among the others.
        #[arg(long, default_value_t = 2)]
        repeat: usize,
    },
}

#[derive(Debug, clap::Args)]
struct Common {
    /// Treebanks to learn from: CoNLL-U, perhaps compressed by gzip.
    #[arg(long, required = true, num_args = 1..)]
    train: Vec<PathBuf>,
    /// Treebanks to measure on.
    #[arg(long, num_args = 0..)]
    test: Vec<PathBuf>,
    /// Sentences annotated by hand, to learn from beside the treebanks; every seventh is held out and measured on.
    #[arg(long, num_args = 0.., default_value = "crates/training/data/diplomatic.txt")]
    annotated: Vec<PathBuf>,
    /// Passes over the treebanks.
    #[arg(long, default_value_t = 8)]
    epochs: usize,
}

/// The sentences of a run.
struct Sentences {
    learned: Vec<Tree>,
    /// To measure on, with what each set is called.
    measured: Vec<(String, Vec<Tree>)>,
}

impl Common {
    fn sentences(&self, repeat: usize) -> anyhow::Result<Sentences> {
        let (mut learned, mut measured) = (Vec::new(), Vec::new());
        for path in &self.train {
            learned.extend(treebank::read(path)?);
        }
        for path in &self.annotated {
            let (others, held_out) = annotated::hold_out(
                annotated::read(path).with_context(|| format!("cannot learn from {}", path.display()))?,
            );
            learned.extend(std::iter::repeat_n(others, repeat).flatten());
            measured.push((format!("{}, held out", path.display()), held_out));
        }
        for path in &self.test {
            measured.push((path.display().to_string(), treebank::read(path)?));
        }
        println!("{} sentences to learn from", learned.len());
        Ok(Sentences { learned, measured })
    }
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Pos { common, out, bits, repeat, confusions } => {
            let Sentences { learned, measured } = common.sentences(repeat)?;
            let tagged = |trees: &[Tree]| trees.iter().filter_map(Tree::tagged).collect::<Vec<_>>();
            let before = fs::read(&out).ok();
            let weights = perceptron::train(tagged(&learned), common.epochs, bits);
            write(&out, &weights)?;
            for (name, trees) in &measured {
                let sentences = tagged(trees);
                let measure = |weights: &[u8]| perceptron::measure(weights, &sentences);
                print_shares("words", before.as_deref().map(measure), measure(&weights), name);
                for (gold, tag, count) in
                    perceptron::confusions(&weights, &sentences).into_iter().take(confusions)
                {
                    println!("  {count:5}  {gold:?} taken for {tag:?}");
                }
            }
        }
        Task::Subject { common, out, bits, repeat } => {
            let Sentences { learned, measured } = common.sentences(repeat)?;
            let before = fs::read(&out).ok();
            let weights = subjects::train(&subjects::choices(&learned), common.epochs, bits);
            write(&out, &weights)?;
            for (name, trees) in &measured {
                let choices = subjects::choices(trees);
                let measure = |weights: &[u8]| subjects::measure(weights, &choices);
                print_shares("subjects", before.as_deref().map(measure), measure(&weights), name);
            }
        }
    }
    Ok(())
}

fn write(path: &Path, weights: &[u8]) -> anyhow::Result<()> {
    println!("{} bytes of weights", weights.len());
    fs::write(path, weights).with_context(|| format!("cannot write {}", path.display()))
}

/// Prints what share the weights that were there before get right, if there were any, and what share those of now do.
fn print_shares(what: &str, before: Option<(u32, u32)>, (right, total): (u32, u32), name: &str) {
    let share = |right: u32| 100.0 * f64::from(right) / f64::from(total.max(1));
    let before = before.map_or_else(String::new, |(right, _)| format!("{:.2} % before, ", share(right)));
    println!("{before}{:.2} % of {total} {what} right  {name}", share(right));
}
