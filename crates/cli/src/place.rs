//! Where exports and backups go. A file is there under its name only when it is whole, so that nobody takes a half one for it.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{
    exit::{ExitStatus, Failure},
    plain::one_line,
};

/// What is written to and then finished.
pub(crate) trait Output: Write {
    /// Sees to it that all is where it is to be.
    ///
    /// # Errors
    /// When it cannot be written.
    fn finish(self) -> Result<(), Failure>;
}

impl<W: Write> Output for &mut W {
    fn finish(self) -> Result<(), Failure> {
        Ok(self.flush()?)
    }
}

/// A file that bears another name until it is whole; what was under its name stays until then. Dropped before, it is taken away.
#[derive(Debug)]
pub(crate) struct WholeFile {
    writer: BufWriter<File>,
    path: PathBuf,
    half: Option<PathBuf>,
}

impl WholeFile {
    /// Begins a file.
    ///
    /// # Errors
    /// [`ExitStatus::Store`] when it cannot be made.
    pub(crate) fn create(path: &Path) -> Result<Self, Failure> {
        let mut half = path.as_os_str().to_owned();
        half.push(".half");
        let half = PathBuf::from(half);
        let file = File::create(&half).map_err(|error| cannot_write(path, &error))?;
        Ok(Self { writer: BufWriter::new(file), path: path.to_owned(), half: Some(half) })
    }
}

impl WholeFile {
    /// Looks at what is written so far, before it is there under its name.
    ///
    /// # Errors
    /// When it cannot be written, or with what the check finds.
    pub(crate) fn check<T>(&mut self, check: impl FnOnce(File) -> Result<T, Failure>) -> Result<T, Failure> {
        let half = self.half.as_ref().unwrap_or(&self.path);
        let opened = self.writer.flush().and_then(|()| File::open(half));
        check(opened.map_err(|error| cannot_write(&self.path, &error))?)
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Output for WholeFile {
    fn finish(mut self) -> Result<(), Failure> {
        let mut write = || {
            self.writer.flush()?;
            self.writer.get_ref().sync_all()?;
            match &self.half {
                Some(half) => fs::rename(half, &self.path),
                None => Ok(()),
            }
        };
        write().map_err(|error| cannot_write(&self.path, &error))?;
        self.half = None;
        Ok(())
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some(half) = &self.half {
            // It is of no use; that it stays there is no reason to fail otherwise.
            let _ = fs::remove_file(half);
        }
    }
}

/// Makes a directory, or takes one that is empty.
///
/// # Errors
/// [`ExitStatus::Configuration`] when it holds something, or is none; [`ExitStatus::Store`] when it cannot be made.
pub(crate) fn empty_directory(path: &Path) -> Result<(), Failure> {
    let shown = one_line(&path.to_string_lossy());
    if path.exists() && !path.is_dir() {
        return Err(Failure::configuration(format!("{shown} is no directory")));
    }
    fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))?;
    let entries = fs::read_dir(path).map_err(|error| cannot_write(path, &error))?;
    // A volume of its own has that from the beginning.
    let mut entries =
        entries.filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_name() == "lost+found"));
    if entries.next().is_some() {
        return Err(Failure::configuration(format!("{shown} is not empty; give another directory")));
    }
    Ok(())
}

/// What is said of a file that cannot be written.
pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::new(ExitStatus::Store, format!("cannot write {}: {error}", one_line(&path.to_string_lossy())))
}
