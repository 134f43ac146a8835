//! How far the store had come, in a file beside sled's own.
//!
//! sled takes the first bytes of its log that cannot be read for the place where a crash cut it: what follows is dropped, and
//! nobody is told. That is right after a crash, when what follows was never acknowledged, and wrong where a disk has lost or
//! altered bytes. So the number of each commit that is on the disk is written here, too: a store that opens with a smaller one
//! has lost what it acknowledged, and says so.
//!
//! The number is written behind the commit and not synced: after a cut of power it may be too small, never too great. A file that is
//! missing or cannot be read tells nothing, and is made anew.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
    sync::{Mutex, PoisonError},
};

use sha2::{Digest as _, Sha256};

/// The file's name.
pub(super) const FILE: &str = "acknowledged";

/// The number, and as many bytes of its hash.
const LENGTH: usize = 16;

/// The open file.
#[derive(Debug)]
pub(super) struct Witness {
    file: Mutex<File>,
    /// What it said when it was opened.
    pub(super) sequence: Option<u64>,
}

impl Witness {
    /// Opens the file in a store's directory, or makes it.
    ///
    /// # Errors
    /// [`io::Error`]
    pub(super) fn open(directory: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(directory.join(FILE))?;
        let mut bytes = Vec::with_capacity(LENGTH);
        (&file).take(LENGTH as u64).read_to_end(&mut bytes)?;
        let sequence = bytes.first_chunk().map(|number| u64::from_be_bytes(*number));
        let sequence = sequence.filter(|&sequence| line(sequence)[..] == bytes[..]);
        Ok(Self { file: Mutex::new(file), sequence })
    }

    /// Keeps the number of the last commit that is on the disk.
    ///
    /// # Errors
    /// [`io::Error`]
    pub(super) fn write(&self, sequence: u64) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&line(sequence))
    }
}

fn line(sequence: u64) -> [u8; LENGTH] {
    let mut line = [0; LENGTH];
    let (number, hash) = line.split_at_mut(LENGTH / 2);
    number.copy_from_slice(&sequence.to_be_bytes());
    hash.copy_from_slice(&Sha256::digest(sequence.to_be_bytes())[..LENGTH / 2]);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_written_last_and_nothing_where_it_was_altered() {
        let directory = tempfile::tempdir().unwrap();
        let opened = || Witness::open(directory.path()).unwrap().sequence;
        assert_eq!(opened(), None);
        for sequence in [1, 700, 2] {
            Witness::open(directory.path()).unwrap().write(sequence).unwrap();
            assert_eq!(opened(), Some(sequence));
        }
        let path = directory.path().join(FILE);
        let whole = std::fs::read(&path).unwrap();
        for place in 0..LENGTH {
            let mut altered = whole.clone();
            altered[place] ^= 4;
            std::fs::write(&path, &altered).unwrap();
            assert_eq!(opened(), None, "byte {place}");
            std::fs::write(&path, &whole[..place]).unwrap();
            assert_eq!(opened(), None, "cut at {place}");
        }
    }
}
