//! Finding the files that are to be read as reports, and reading the reports in them one by one.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use rapporteur_parsing::reader::{article::FieldMap, container};
use walkdir::{DirEntry, WalkDir};

use crate::plain::one_line;

/// Endings, in lower case, of the files that are read in a directory; each also with `.gz` behind it.
const ENDINGS: [&str; 19] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "shtml", "json", "ndjson", "jsonl", "eml",
    "mbox", "xml", "rss", "atom", "rdf", "warc", "feed",
];

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

/// The reports in a directory and below it. A directory that links lead to as well is read once: where directories link to
/// each other, the ways through them are more than can be walked.
fn find_below(directory: &Path, found: &mut Vec<Found>) {
    let walk = WalkDir::new(directory).follow_links(true).sort_by_file_name();
    let mut visited = HashSet::new();
    let mut is_wanted = |entry: &DirEntry| {
        // What cannot be looked at is told of when it is to be read.
        let is_new = !entry.file_type().is_dir()
            || fs::canonicalize(entry.path()).map_or(true, |real| visited.insert(real));
        is_new && (entry.depth() == 0 || !is_hidden(entry))
    };
    for entry in walk.into_iter().filter_entry(&mut is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_report(entry.path()) => {}
            Ok(entry) if entry.file_type().is_file() => found.push(Found::File(entry.into_path())),
            // Reading it may never end, or never begin. Who wants that names it.
            Ok(entry) => found.push(Found::Problem {
                path: entry.into_path(),
                reason: "it is no file, but a pipe, a socket or a device".to_owned(),
            }),
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
    let unpacked =
        if ending_of(path).as_deref() == Some("gz") { path.with_extension("") } else { path.to_owned() };
    let is_readme = unpacked.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    !is_readme && ending_of(&unpacked).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn ending_of(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}

/// How a report is named by the file it was read from: the path as given, without a leading `./`.
pub(crate) fn uri_of(path: &Path) -> String {
    path.strip_prefix("./").unwrap_or(path).to_string_lossy().into_owned()
}

/// A report that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Report {
    /// The file and the place in it, to be shown to a person.
    pub(crate) shown: String,
    /// Where it came from: the address that it gives for itself, or the file and the place in it.
    pub(crate) uri: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// What in a file is no report, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The file and the place in it, to be shown to a person.
    pub(crate) shown: String,
    /// What is wrong.
    pub(crate) reason: String,
}

/// The reports in what was found, or why there is none in a part of it, one by one: no more than one is held in memory,
/// however large the file. Standard input is named `stdin_uri`.
pub(crate) fn read(
    found: &Found,
    stdin_uri: &str,
    fields: &FieldMap,
) -> Box<dyn Iterator<Item = Result<Report, Problem>>> {
    let path = match found {
        Found::File(path) => path,
        Found::Problem { path, reason } => return failed(path, reason.clone()),
    };
    let is_stdin = path == Path::new("-");
    let uri = if is_stdin { stdin_uri.to_owned() } else { uri_of(path) };
    let records = if is_stdin {
        container::records(io::stdin().lock(), &uri, fields)
    } else {
        match open(path) {
            Ok(file) => container::records(file, &uri, fields),
            Err(reason) => return failed(path, reason),
        }
    };
    let shown = one_line(&path.to_string_lossy());
    Box::new(records.map(move |record| match record {
        Ok(record) => Ok(Report {
            shown: place_in(&shown, record.place.as_deref()),
            uri: match (record.url, record.place) {
                (Some(url), _) => url,
                (None, Some(place)) => format!("{uri}#{}", place.replace(' ', "-")),
                (None, None) => uri.clone(),
            },
            bytes: record.bytes,
        }),
        Err(error) => Err(Problem { shown: place_in(&shown, error.place.as_deref()), reason: error.reason }),
    }))
}

fn place_in(shown: &str, place: Option<&str>) -> String {
    place.map_or_else(|| shown.to_owned(), |place| format!("{shown}: {place}"))
}

fn failed(path: &Path, reason: String) -> Box<dyn Iterator<Item = Result<Report, Problem>>> {
    Box::new(std::iter::once(Err(Problem { shown: one_line(&path.to_string_lossy()), reason })))
}

fn open(path: &Path) -> Result<File, String> {
    let file = File::open(path).map_err(|error| io_reason(&error))?;
    let metadata = file.metadata().map_err(|error| io_reason(&error))?;
    if metadata.is_dir() {
        return Err("it is a directory".to_owned());
    }
    Ok(file)
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
            "e.html",
            "g.warc.gz",
            "h.tar.gz",
            "readme.txt.gz",
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
        assert_eq!(
            files_below(directory.path()),
            ["a.md", "b.TXT", "e.html", "f.markdown", "g.warc.gz", "sub/d.text"]
        );
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

    #[cfg(unix)]
    #[test]
    fn directories_that_link_to_each_other_are_read_once() {
        let directory = tempfile::tempdir().unwrap();
        // Without a loop in any of them, there are more than 10^10 ways through these.
        let rooms: Vec<PathBuf> =
            (0..14).map(|number| directory.path().join(format!("r{number:02}"))).collect();
        for room in &rooms {
            fs::create_dir(room).unwrap();
            fs::write(room.join("report.txt"), "x").unwrap();
            for other in &rooms {
                std::os::unix::fs::symlink(other, room.join(other.file_name().unwrap())).unwrap();
            }
        }
        let found = files_below(directory.path());
        assert_eq!(found.len(), rooms.len(), "{found:?}");
        assert!(found.iter().all(|path| path.ends_with("report.txt")), "{found:?}");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_named_and_not_opened() {
        let directory = tempfile::tempdir().unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(directory.path().join("a.txt")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", directory.path().join("b.txt")).unwrap();
        std::os::unix::fs::symlink("c.txt", directory.path().join("c.txt")).unwrap();
        fs::write(directory.path().join("d.txt"), "x").unwrap();
        let found = files_below(directory.path());
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].ends_with("a.txt: it is no file, but a pipe, a socket or a device"), "{found:?}");
        assert!(found[1].ends_with("b.txt: it is no file, but a pipe, a socket or a device"), "{found:?}");
        assert!(found[2].contains("c.txt: "), "{found:?}");
        assert_eq!(found[3], "d.txt");
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_name() {
        let found = find(&[PathBuf::from("README.md"), PathBuf::from("-")]);
        assert_eq!(found.len(), 2);
        assert!(found.iter().all(|found| matches!(found, Found::File(_))));
    }

    #[test]
    fn reports_of_a_file_are_named_by_their_address_or_their_place() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("two.ndjson");
        let lines =
            "{\"text\": \"One.\", \"url\": \"https://lakes.example/1\"}\nnonsense\n{\"text\": \"Two.\"}\n";
        fs::write(&path, lines).unwrap();
        let read: Vec<_> = read(&Found::File(path.clone()), "-", &FieldMap::default()).collect();
        let shown = path.to_string_lossy();
        assert_eq!(read.len(), 3);
        assert_eq!(read[0].as_ref().unwrap().uri, "https://lakes.example/1");
        assert_eq!(read[1].as_ref().unwrap_err().shown, format!("{shown}: line 2"));
        assert_eq!(read[2].as_ref().unwrap().uri, format!("{}#line-3", uri_of(&path)));
    }

    #[test]
    fn a_uri_has_no_leading_dot() {
        assert_eq!(uri_of(Path::new("./reports/a.txt")), "reports/a.txt");
        assert_eq!(uri_of(Path::new("../a.txt")), "../a.txt");
    }
}
