//! `rapporteur-training`: makes the weights that the extractor ships, from open treebanks, and measures them.
//!
//! Same treebanks, same weights: no random numbers but from a fixed seed, no threads.

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
    /// Passes over the treebanks.
    #[arg(long, default_value_t = 8)]
    epochs: usize,
}

impl Common {
    fn trees(&self) -> anyhow::Result<Vec<Tree>> {
        let mut trees = Vec::new();
        for path in &self.train {
            trees.extend(treebank::read(path)?);
        }
        println!("{} sentences to learn from", trees.len());
        Ok(trees)
    }
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Pos { common, out, bits, confusions } => {
            let tagged = |trees: &[Tree]| trees.iter().filter_map(Tree::tagged).collect::<Vec<_>>();
            let weights = perceptron::train(tagged(&common.trees()?), common.epochs, bits);
            write(&out, &weights)?;
            for path in &common.test {
                let sentences = tagged(&treebank::read(path)?);
                print_share("words", perceptron::measure(&weights, &sentences), path);
                for (gold, tag, count) in
                    perceptron::confusions(&weights, &sentences).into_iter().take(confusions)
                {
                    println!("  {count:5}  {gold:?} taken for {tag:?}");
                }
            }
        }
        Task::Subject { common, out, bits } => {
            let weights = subjects::train(&subjects::choices(&common.trees()?), common.epochs, bits);
            write(&out, &weights)?;
            for path in &common.test {
                let choices = subjects::choices(&treebank::read(path)?);
                print_share("subjects", subjects::measure(&weights, &choices), path);
            }
        }
    }
    Ok(())
}

fn write(path: &Path, weights: &[u8]) -> anyhow::Result<()> {
    println!("{} bytes of weights", weights.len());
    fs::write(path, weights).with_context(|| format!("cannot write {}", path.display()))
}

fn print_share(what: &str, (right, total): (u32, u32), path: &Path) {
    let share = 100.0 * f64::from(right) / f64::from(total.max(1));
    println!("{share:.2} % of {total} {what} right  {}", path.display());
}
