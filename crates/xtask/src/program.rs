//! The program under test: built, started as a server, run as a command.

use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use tempfile::NamedTempFile;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout},
    time::timeout,
};
use tonic::transport::Channel;

/// A server that has said nothing for so long will say nothing more.
const PATIENCE: Duration = Duration::from_secs(60);

/// The cargo that runs this.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The binary `rapporteur`.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    path: PathBuf,
}

/// What a command that has ended printed.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Program {
    /// The binary at a path, or a release build made now.
    ///
    /// # Errors
    /// When it cannot be built.
    pub(crate) fn find(path: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(path) = path {
            let path = path.canonicalize().with_context(|| format!("{}", path.display()))?;
            return Ok(Self { path });
        }
        let status = cargo()
            .args(["build", "--release", "--quiet", "--package", "rapporteur-cli"])
            .status()
            .context("cargo cannot be run")?;
        ensure!(status.success(), "the program cannot be built");
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"), PathBuf::from);
        Ok(Self { path: target.join("release/rapporteur").canonicalize()? })
    }

    /// Runs a command to its end.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn run<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> anyhow::Result<Ended> {
        let output = Command::new(&self.path)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{} cannot be run", self.path.display()))?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok(Ended { status: output.status, stdout: output.stdout, stderr })
    }

    /// Starts a server on a free port over a store, and waits until it listens, or has ended.
    ///
    /// # Errors
    /// When it can neither be started nor be waited for.
    pub(crate) async fn serve(&self, data: &Path, limit: FileLimit) -> anyhow::Result<Started> {
        let begun = Instant::now();
        let mut server = self.spawn(data, limit)?;
        match timeout(PATIENCE, server.listens()).await.context("the server says nothing")?? {
            true => Ok(Started::Listens(Box::new(server), begun.elapsed())),
            false => Ok(Started::Ended(server.ended().await?)),
        }
    }

    /// Starts a server, and does not wait for it.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn spawn(&self, data: &Path, limit: FileLimit) -> anyhow::Result<Server> {
        let mut command = match limit {
            FileLimit::None => tokio::process::Command::new(&self.path),
            FileLimit::Kibibytes(kibibytes) => {
                // `ulimit -f` counts blocks of 512 bytes in POSIX' shell. Who writes beyond it gets a signal, unless that
                // is ignored, and then an error.
                let mut shell = tokio::process::Command::new("sh");
                let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kibibytes * 2);
                shell.arg("-c").arg(script).arg(&self.path);
                shell
            }
        };
        let log = NamedTempFile::new()?;
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // A file: a pipe that nobody reads would hold the server when it is full.
            .stderr(Stdio::from(log.reopen()?))
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be run", self.path.display()))?;
        let stdout = child.stdout.take().context("no standard output")?;
        Ok(Server { child, lines: BufReader::new(stdout).lines(), log, address: String::new() })
    }
}

/// How long the server's files may get.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FileLimit {
    /// As long as they like.
    None,
    /// No longer than this: beyond it a write fails, as on a disk that is full.
    Kibibytes(u64),
}

/// What came of starting a server.
pub(crate) enum Started {
    /// It listens, after so long.
    Listens(Box<Server>, Duration),
    /// It has ended without.
    Ended(Ended),
}

/// A running server; killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    log: NamedTempFile,
    address: String,
}

impl Server {
    /// Reads what it prints until it listens; false where it ends before.
    async fn listens(&mut self) -> anyhow::Result<bool> {
        while let Some(line) = self.lines.next_line().await? {
            if let Some(address) = line.strip_prefix("listening on ") {
                self.address = address.trim().to_owned();
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn ended(mut self) -> anyhow::Result<Ended> {
        let status = self.child.wait().await?;
        let stderr = String::from_utf8_lossy(&fs::read(self.log.path())?).into_owned();
        Ok(Ended { status, stdout: Vec::new(), stderr })
    }

    /// A connection to it.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) async fn connect(&self) -> anyhow::Result<Channel> {
        Ok(Channel::from_shared(self.address.clone())?.connect().await?)
    }

    /// Ends it at once, as a power cut would.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Sends it a signal by name.
    ///
    /// # Errors
    /// When it has ended.
    pub(crate) async fn signal(&self, name: &str) -> anyhow::Result<()> {
        let id = self.child.id().context("the server has ended")?;
        let sent =
            tokio::process::Command::new("kill").args([format!("-{name}"), id.to_string()]).status().await?;
        ensure!(sent.success(), "the server has ended");
        Ok(())
    }

    /// Waits for its end, which somebody has asked for.
    ///
    /// # Errors
    /// When it does not end.
    pub(crate) async fn gone(self) -> anyhow::Result<Ended> {
        timeout(PATIENCE, self.ended()).await.context("the server does not end")?
    }

    /// Asks it to end, waits for that, and gives its status.
    ///
    /// # Errors
    /// When it does not end.
    pub(crate) async fn terminate(self) -> anyhow::Result<Ended> {
        // One that has ended by itself hears nothing.
        let _ = self.signal("TERM").await;
        self.gone().await
    }
}
