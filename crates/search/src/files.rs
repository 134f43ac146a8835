//! The index in its directory, or in memory: opened where it is good, made anew where it is not.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use rapporteur_storage::Store;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, indexer::IndexWriterOptions, schema::Schema};

use crate::{SearchError, payload::Payload};

/// Bytes of documents that are held before they are written as a segment.
const WRITER_BYTES: usize = 32 << 20;

/// Where an index is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// In memory: it is made anew each time.
    Memory,
    /// In a directory of its own.
    Directory(PathBuf),
}

/// An index that is open.
pub(crate) struct Opened {
    pub(crate) writer: IndexWriter,
    pub(crate) reader: IndexReader,
    /// Up to where it is true; none where it is empty and to be filled.
    pub(crate) payload: Option<Payload>,
}

/// Opens the index that belongs to a store, or an empty one.
///
/// # Errors
/// [`SearchError`]
pub(crate) fn open(place: &Place, schema: &Schema, store: &dyn Store) -> Result<Opened, SearchError> {
    let Place::Directory(path) = place else {
        return opened(Index::create_in_ram(schema.clone()), None);
    };
    if let Some((index, payload)) = open_good(path, schema, store)? {
        match opened(index, Some(payload)) {
            Ok(opened) => return Ok(opened),
            // It reads well and cannot be written, which one that is made anew may be.
            Err(error) => drop(error),
        }
    }
    make_empty(path)?;
    opened(Index::create_in_dir(path, schema.clone())?, None)
}

/// The index in a directory, if it is whole, of this version, and made from this store.
fn open_good(
    path: &Path,
    schema: &Schema,
    store: &dyn Store,
) -> Result<Option<(Index, Payload)>, SearchError> {
    if !path.join("meta.json").is_file() {
        return Ok(None);
    }
    // Whatever the bytes in the directory are, the answer is that it is good or not.
    let read = catch_unwind(AssertUnwindSafe(|| read(path, schema)));
    let Ok(Some((index, payload))) = read else { return Ok(None) };
    Ok(payload.belongs_to(store)?.then_some((index, payload)))
}

fn read(path: &Path, schema: &Schema) -> Option<(Index, Payload)> {
    let index = Index::open_in_dir(path).ok()?;
    let payload: Payload = index.load_metas().ok()?.payload?.parse().ok()?;
    let is_whole = index.schema() == *schema && index.validate_checksum().ok()?.is_empty();
    // Opens every segment, whose files may be there and not belong together.
    let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().ok()?;
    drop(reader);
    is_whole.then_some((index, payload))
}

fn make_empty(path: &Path) -> Result<(), SearchError> {
    match fs::symlink_metadata(path) {
        Ok(there) if there.is_dir() => fs::remove_dir_all(path)?,
        Ok(_) => fs::remove_file(path)?,
        Err(_) => {}
    }
    fs::create_dir_all(path)?;
    Ok(())
}

fn opened(index: Index, payload: Option<Payload>) -> Result<Opened, SearchError> {
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(WRITER_BYTES)
        .build();
    let writer = index.writer_with_options(options)?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(Opened { writer, reader, payload })
}
