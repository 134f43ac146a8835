//! [`Renewed`]: what was read from files, read again when they change. Certificates and tokens are renewed while a server
//! runs.

use std::{
    error::Error,
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

/// How often the files are looked at.
pub(crate) const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What tells that a file is another one. Missing files have a look too: they change when they come.
type Look = Vec<Option<(SystemTime, u64)>>;

/// How files become a value.
type Read<T, E> = dyn Fn(&[PathBuf]) -> Result<T, E> + Send + Sync;

/// A value made of files. Clones are one value.
pub(crate) struct Renewed<T> {
    value: Arc<RwLock<Arc<T>>>,
    renew: Arc<dyn Fn() + Send + Sync>,
}

impl<T> Clone for Renewed<T> {
    fn clone(&self) -> Self {
        Self { value: Arc::clone(&self.value), renew: Arc::clone(&self.renew) }
    }
}

impl<T> fmt::Debug for Renewed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Renewed").finish_non_exhaustive()
    }
}

impl<T: Send + Sync + 'static> Renewed<T> {
    /// Reads the files. `what` they hold is for the log.
    pub(crate) fn open<E: Error + 'static>(
        what: &'static str,
        paths: Vec<PathBuf>,
        read: impl Fn(&[PathBuf]) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<Self, E> {
        // Looked at before they are read: what changes in between is read once more.
        let seen = RwLock::new(look(&paths));
        let value = Arc::new(RwLock::new(Arc::new(read(&paths)?)));
        let read: Box<Read<T, E>> = Box::new(read);
        let renewed = Arc::clone(&value);
        let renew = move || {
            let now = look(&paths);
            let mut seen = seen.write().unwrap_or_else(PoisonError::into_inner);
            if *seen == now {
                return;
            }
            // Whatever comes of it: what is wrong is told once, and not until it changes again.
            *seen = now;
            match read(&paths) {
                Ok(value) => {
                    *renewed.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(value);
                    tracing::info!("{what} were read anew");
                }
                Err(error) => {
                    tracing::error!(
                        error = &error as &dyn Error,
                        "{what} have changed and cannot be used; the old ones hold"
                    );
                }
            }
        };
        Ok(Self { value, renew: Arc::new(renew) })
    }

    /// What holds now.
    pub(crate) fn get(&self) -> Arc<T> {
        Arc::clone(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at the files now, and reads them where they changed.
    pub(crate) fn renew(&self) {
        (self.renew)();
    }

    /// Looks at the files again and again, for ever.
    pub(crate) async fn keep(self) {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let one = self.clone();
            // Files are read on a thread for blocking work; should it fail, there is a next time.
            let _ = tokio::task::spawn_blocking(move || one.renew()).await;
        }
    }
}

fn look(paths: &[PathBuf]) -> Look {
    let one = |path: &Path| {
        let about = path.metadata().ok()?;
        Some((about.modified().ok()?, about.len()))
    };
    paths.iter().map(|path| one(path)).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_change_is_read_and_a_bad_one_keeps_the_old() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("number");
        let read = |paths: &[PathBuf]| fs::read_to_string(&paths[0]).unwrap_or_default().parse::<u32>();
        fs::write(&path, "x").unwrap();
        assert!(Renewed::open("numbers", vec![path.clone()], read).is_err());
        fs::write(&path, "1").unwrap();
        let numbers = Renewed::open("numbers", vec![path.clone()], read).unwrap();
        for (text, expected) in [("23", 23), ("not a number", 23), ("456", 456)] {
            fs::write(&path, text).unwrap();
            numbers.renew();
            assert_eq!(*numbers.clone().get(), expected, "{text}");
        }
        fs::remove_file(&path).unwrap();
        numbers.renew();
        assert_eq!(*numbers.get(), 456);
    }
}
