//! Finding the files that are to be read as reports, and reading them.

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use rapporteur_parsing::{MAX_REPORT_BYTES, ParseError};
use walkdir::{DirEntry, WalkDir};

/// Endings, in lower case, of the files that are read in a directory.
const ENDINGS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// A file to read, or why there is none.
#[derive(Debug)]
pub(crate) enum Found {
    /// A file to read; `-` is standard input.
    File(PathBuf),
    /// A path that cannot be read.
    Problem {
        /// The path.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// The files that `paths` name: directories with all below them in order of their names, files as they are named.
pub(crate) fn find(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => find_below(path, &mut found),
            // What cannot be looked at is reported when it is read.
            _ => found.push(Found::File(path.clone())),
        }
    }
    found
}

/// The reports in a directory and below it.
fn find_below(directory: &Path, found: &mut Vec<Found>) {
    let walk = WalkDir::new(directory).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_report(entry.path()) => {
                found.push(Found::File(entry.into_path()));
            }
            Ok(_) => {}
            // A link to a directory above: all that it could lead to is read anyway.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error) => found.push(Found::Problem {
                path: error.path().unwrap_or(directory).to_owned(),
                reason: error.io_error().map_or_else(|| error.to_string(), io_reason),
            }),
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether a file in a directory is taken for a report: by its ending, and because a README tells of the others.
fn is_report(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    let is_readme = path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !is_readme && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// How a report is named by the file it was read from: the path as given, without a leading `./`.
pub(crate) fn uri_of(path: &Path) -> String {
    path.strip_prefix("./").unwrap_or(path).to_string_lossy().into_owned()
}

/// Reads a file, or standard input where it is `-`. A file that is too large is refused by its size alone.
///
/// # Errors
/// What to tell a person: no such file, too large.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, String> {
    if path == Path::new("-") {
        return read_bounded(io::stdin().lock());
    }
    let file = File::open(path).map_err(|error| io_reason(&error))?;
    let metadata = file.metadata().map_err(|error| io_reason(&error))?;
    if metadata.is_dir() {
        return Err("it is a directory".to_owned());
    }
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if size > MAX_REPORT_BYTES {
        return Err(ParseError::TooLarge { bytes: size }.to_string());
    }
    read_bounded(file)
}

/// Reads to the end, or until more has come than a report may have: pipes and devices do not tell their size.
fn read_bounded(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_REPORT_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    from.take(limit).read_to_end(&mut bytes).map_err(|error| io_reason(&error))?;
    if bytes.len() > MAX_REPORT_BYTES {
        return Err(format!("the report has more than {MAX_REPORT_BYTES} bytes, the most that is read"));
    }
    Ok(bytes)
}

/// An I/O error in words without its number.
fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files_below(directory: &Path) -> Vec<String> {
        let found = find(&[directory.to_owned()]);
        found
            .into_iter()
            .map(|found| match found {
                Found::File(path) => path.strip_prefix(directory).unwrap().to_string_lossy().into_owned(),
                Found::Problem { path, reason } => format!("{}: {reason}", path.display()),
            })
            .collect()
    }

    #[test]
    fn takes_reports_in_order_and_leaves_the_rest() {
        let directory = tempfile::tempdir().unwrap();
        for name in [
            "b.TXT",
            "a.md",
            "README.md",
            "c.pdf",
            ".hidden.txt",
            "sub/d.text",
            "sub/.git/e.txt",
            "f.markdown",
        ] {
            let path = directory.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        assert_eq!(files_below(directory.path()), ["a.md", "b.TXT", "f.markdown", "sub/d.text"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_directory_above_is_harmless_and_a_dangling_one_is_named() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(directory.path(), directory.path().join("loop")).unwrap();
        assert_eq!(files_below(directory.path()), ["a.txt"]);
        std::os::unix::fs::symlink("nowhere.txt", directory.path().join("z.txt")).unwrap();
        let found = files_below(directory.path());
        assert_eq!(found.len(), 2);
        assert!(found[1].ends_with("z.txt: there is no such file"), "{found:?}");
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_name() {
        let found = find(&[PathBuf::from("README.md"), PathBuf::from("-")]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|found| matches!(found, Found::File(_))));
    }

    #[test]
    fn reads_no_more_than_a_report_may_have() {
        let endless = io::repeat(b'a');
        assert!(read_bounded(endless).unwrap_err().contains("more than"));
        assert_eq!(read_bounded(&b"abc"[..]).unwrap(), b"abc");
    }

    #[test]
    fn a_uri_has_no_leading_dot() {
        assert_eq!(uri_of(Path::new("./reports/a.txt")), "reports/a.txt");
        assert_eq!(uri_of(Path::new("../a.txt")), "../a.txt");
    }
}
