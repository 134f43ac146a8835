//! Starting the program, and reports to give it.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio},
};

use assert_cmd::cargo::cargo_bin_cmd;

/// The program, to be given arguments and asserted upon.
pub(crate) fn rapporteur() -> assert_cmd::Command {
    let mut command = cargo_bin_cmd!("rapporteur");
    command.env_remove("COLUMNS");
    command
}

/// Report number `number`: each with its own meeting, persons and quotation, and one meeting that all of them name.
pub(crate) fn report(number: usize) -> String {
    let town = ["Larkhaven", "Port Osric", "Velmouth", "Tamsin Bay"][number % 4];
    let minister = ["Oda Brandvik", "Ilse Marrow", "Teodor Quill", "Pavo Lindqvist"][number % 4];
    let day = 1 + number % 28;
    format!(
        "{}, March {day}, 2031 (Fable Wire) -- The {number}th meeting of the Lantern Cooperation Forum Council of \
         Harbour Ministers was held here on March {day}, 2031.\n\n\
         \"The lantern numbered {number} is the keel of our harbour,\" Foreign Minister {minister} said after the \
         meeting.\n\n\
         The Lantern Cooperation Forum summit will be held in Velmouth in June 2031.\n",
        town.to_uppercase()
    )
}

/// Writes reports 0 to `count` into a directory, and returns their paths.
pub(crate) fn write_reports(directory: &Path, count: usize) -> Vec<PathBuf> {
    fs::create_dir_all(directory).unwrap();
    let paths: Vec<PathBuf> =
        (0..count).map(|number| directory.join(format!("report-{number:03}.txt"))).collect();
    for (number, path) in paths.iter().enumerate() {
        fs::write(path, report(number)).unwrap();
    }
    paths
}

/// What `rapporteur export` prints.
pub(crate) fn exported(data: &Path) -> String {
    let output = rapporteur().arg("export").arg("--data").arg(data).assert().success();
    String::from_utf8(output.get_output().stdout.clone()).unwrap()
}

/// A running `rapporteur serve`, killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
    /// What it printed up to the calls to try.
    pub(crate) greeting: String,
    /// Where it listens: `127.0.0.1:40001`.
    pub(crate) address: String,
}

impl Server {
    /// Starts it on a free port, and waits until it listens.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut stderr = child.stderr.take().unwrap();
        let mut greeting = String::new();
        let address = loop {
            let mut line = String::new();
            if stdout.read_line(&mut line).unwrap() == 0 {
                let mut errors = String::new();
                stderr.read_to_string(&mut errors).unwrap();
                panic!("the server ended: {greeting}{errors}");
            }
            greeting.push_str(&line);
            if let Some(address) = line.trim_end().strip_prefix("listening on http://") {
                break address.to_owned();
            }
        };
        Self { child, stdout, stderr, greeting, address }
    }

    /// Its URL.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it at once, as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal by name.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Waits for its end; its status, and all that it printed after the greeting on both streams.
    pub(crate) fn wait(mut self) -> (ExitStatus, String) {
        let mut text = String::new();
        self.stdout.read_to_string(&mut text).unwrap();
        self.stderr.read_to_string(&mut text).unwrap();
        (self.child.wait().unwrap(), text)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
