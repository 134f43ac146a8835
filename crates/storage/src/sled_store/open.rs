//! Opening the directory, with what sled 0.34 does not do for its caller.

use std::{
    fs::{self, File, TryLockError},
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use super::{
    keys, schema,
    table::sled_error,
    witness::{self, Witness},
};
use crate::StoreError;

/// Bytes that sled keeps of pages in memory when nothing else is said; its own default is 1 GiB. It counts pages as they are
/// on disk, and they take two to three times that in memory.
pub const DEFAULT_CACHE_BYTES: u64 = 128 << 20;

/// sled can do with no less.
const LEAST_CACHE_BYTES: u64 = 1 << 20;

/// How often sled's own thread looks for space to reclaim; it does so only where it also flushes. Nothing waits for that
/// flush: a commit does its own. Each time it empties one segment of 512 KiB at most (of those that are half garbage), so
/// where it looks seldom, reports that come fast leave most of the file to garbage: at once a second, five sixths of it.
const RECLAIM_EVERY_MS: u64 = 20;

/// sled lets go of its lock a little after the last handle is dropped, so a store that was closed a moment ago, or by a
/// process that is just ending, is waited for.
const LOCK_ATTEMPTS: u32 = 50;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// How the names begin of what is made from the store and lies beside it; it may still be there when the store is not.
const DERIVED: &str = "search-";

/// What sled makes in its directory.
const SLED_FILES: [&str; 3] = ["db", "conf", "blobs"];

/// An open directory.
pub(super) struct Opened {
    pub(super) db: sled::Db,
    /// sled's file, to be synced: on Linux sled flushes by `sync_file_range`, which leaves data in the disk's own cache.
    pub(super) file: File,
    pub(super) witness: Witness,
}

/// Opens or makes the store in a directory, which is made where it is not there.
///
/// # Errors
/// [`StoreError`], each naming the path.
pub(super) fn open(path: &Path, cache_bytes: u64) -> Result<Opened, StoreError> {
    let cache_bytes = cache_bytes.max(LEAST_CACHE_BYTES);
    fs::create_dir_all(path).map_err(|error| at(path, error))?;
    refuse_foreign_files(path)?;
    let db = open_or_repair(path, cache_bytes)?;
    schema::bring_up_to_date(&db, path, schema::VERSION, schema::STEPS)?;
    if db.contains_key(keys::RESTORING).map_err(sled_error)? {
        return Err(StoreError::HalfRestored { path: path.to_owned() });
    }
    let file = File::open(path.join("db")).map_err(|error| at(path, error))?;
    file.sync_all().map_err(|error| at(path, error))?;
    let witness = Witness::open(path).map_err(|error| at(path, error))?;
    sync_directory(path).map_err(|error| at(path, error))?;
    Ok(Opened { db, file, witness })
}

/// Copies of a store what cannot be made anew: sled's log and what it keeps beside it. Its settings are those of every store, and its
/// snapshots only spare it reading the log from the beginning; a damaged one of either would keep it from opening.
///
/// # Errors
/// [`StoreError`], [`StoreError::InUse`] among them: what is being written cannot be copied.
pub(super) fn copy_what_counts(path: &Path, scratch: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(scratch).map_err(|error| at(scratch, error))?;
    // sled's own lock, on the same file.
    let log = File::open(path.join("db")).map_err(|error| at(&path.join("db"), error))?;
    match log.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(StoreError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(error)) => return Err(at(path, error)),
    }
    // Makes the settings.
    drop(open_unlocked(scratch, LEAST_CACHE_BYTES)?);
    for snapshot in snapshots(scratch)? {
        fs::remove_file(&snapshot).map_err(|error| at(&snapshot, error))?;
    }
    let copy = |name: &Path| {
        fs::copy(path.join(name), scratch.join(name)).map_err(|error| at(&path.join(name), error))
    };
    copy(Path::new("db"))?;
    let blobs = Path::new("blobs");
    if path.join(blobs).is_dir() {
        for entry in fs::read_dir(path.join(blobs)).map_err(|error| at(path, error))? {
            copy(&blobs.join(entry.map_err(|error| at(path, error))?.file_name()))?;
        }
    }
    Ok(())
}

fn snapshots(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = fs::read_dir(path).map_err(|error| at(path, error))?;
    let entries = entries.collect::<io::Result<Vec<_>>>().map_err(|error| at(path, error))?;
    let is_snapshot = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with("snap.");
    Ok(entries.into_iter().filter(is_snapshot).map(|entry| entry.path()).collect())
}

/// The names in the directory are data too: without them a crash could take away the new files whole.
fn sync_directory(path: &Path) -> io::Result<()> {
    // Other systems than Unix neither need it nor can open a directory as a file.
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

fn refuse_foreign_files(path: &Path) -> Result<(), StoreError> {
    if path.join("db").is_file() && path.join("conf").is_file() {
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(|error| at(path, error))? {
        let name = entry.map_err(|error| at(path, error))?.file_name();
        let name = name.to_string_lossy();
        let is_of_sled = SLED_FILES.contains(&name.as_ref()) || name.starts_with("snap.");
        // What an empty volume or a repository's empty directory holds.
        let is_harmless = name.starts_with('.')
            || name == "lost+found"
            || name == witness::FILE
            || name.starts_with(DERIVED);
        if !is_of_sled && !is_harmless {
            let reason = format!("it holds `{name}`");
            return Err(StoreError::NotAStore { path: path.to_owned(), reason });
        }
    }
    Ok(())
}

fn open_or_repair(path: &Path, cache_bytes: u64) -> Result<sled::Db, StoreError> {
    match open_unlocked(path, cache_bytes) {
        Err(StoreError::Damaged { .. }) if remove_half_snapshots(path)? => open_unlocked(path, cache_bytes),
        other => other,
    }
}

/// A process killed while sled opened the store leaves a half-written `snap.….generating`, which sled takes for the newest
/// snapshot and then calls the whole store corrupt (<https://github.com/spacejam/sled/issues/1527>). The last whole
/// snapshot is still beside it. Returns whether there was one to take away.
fn remove_half_snapshots(path: &Path) -> Result<bool, StoreError> {
    let mut was_there = false;
    for entry in fs::read_dir(path).map_err(|error| at(path, error))? {
        let entry = entry.map_err(|error| at(path, error))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            fs::remove_file(entry.path()).map_err(|error| at(path, error))?;
            was_there = true;
        }
    }
    Ok(was_there)
}

fn open_unlocked(path: &Path, cache_bytes: u64) -> Result<sled::Db, StoreError> {
    for _ in 0..LOCK_ATTEMPTS {
        match open_once(path, cache_bytes) {
            Err(StoreError::InUse { .. }) => thread::sleep(LOCK_PAUSE),
            other => return other,
        }
    }
    open_once(path, cache_bytes)
}

fn open_once(path: &Path, cache_bytes: u64) -> Result<sled::Db, StoreError> {
    let config = sled::Config::new()
        .path(path)
        .mode(sled::Mode::LowSpace)
        .cache_capacity(cache_bytes)
        .flush_every_ms(Some(RECLAIM_EVERY_MS));
    // On some damage sled panics where it could give an error.
    let opened = catch_unwind(AssertUnwindSafe(|| config.open())).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().map(String::as_str);
        let message = message.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
        Err(sled::Error::ReportableBug(message.to_owned()))
    });
    opened.map_err(|error| match error {
        // sled has no kind of error of its own for this.
        sled::Error::Io(error) if error.to_string().contains("could not acquire lock") => {
            StoreError::InUse { path: path.to_owned() }
        }
        sled::Error::Io(error) => at(path, error),
        other => match sled_error(other) {
            StoreError::Damaged { what } => {
                // What sled says to its own authors.
                let what = what.trim_end_matches(" PLEASE REPORT THIS BUG!");
                let what = format!(
                    "{} cannot be opened: {what}; restore a backup, or take what is left with `rapporteur repair`",
                    path.display()
                );
                StoreError::Damaged { what }
            }
            other => other,
        },
    })
}

fn at(path: &Path, error: io::Error) -> StoreError {
    StoreError::Io(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}
