//! Writes `WordClass` from `lexicon/word_classes.tsv`: one variant for each class that the file names, with what the file
//! says of it as documentation. So a class is added, and its words are changed, in that file alone.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

const CLASSES: &str = "lexicon/word_classes.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={CLASSES}");
    let mut variants = String::new();
    let mut names: Vec<String> = Vec::new();
    let file = fs::read_to_string(CLASSES)?;
    for (number, line) in file.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let [name, meaning, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(
                format!("{CLASSES}:{}: three columns are wanted: class, meaning, words", number + 1).into()
            );
        };
        if words.split_whitespace().next().is_none() || names.iter().any(|known| known == name) {
            return Err(format!("{CLASSES}:{}: `{name}` has no words, or is named twice", number + 1).into());
        }
        writeln!(variants, "    /// {meaning}\n    {name},")?;
        names.push(name.to_owned());
    }
    let code = format!(
        "/// A class of words, by what they tell. Written by `build.rs` from `{CLASSES}`.\n\
         #[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum WordClass {{\n{variants}}}\n\n\
         impl WordClass {{\n    /// All classes, in the order of the file.\n    \
         pub(crate) const ALL: &[(Self, &str)] = &[{}];\n}}\n",
        names.iter().map(|name| format!("(Self::{name}, \"{name}\")")).collect::<Vec<_>>().join(", ")
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("word_class.rs"), code)?;
    Ok(())
}
