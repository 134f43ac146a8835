//! What each report says, one Extraction a line.

use std::{io::Write, path::Path};

use rapporteur_service::convert::SpanUnit;

use crate::{
    args::{ExtractArgs, SpanEncoding},
    exit::{ExitStatus, Failure},
    json,
    plain::{one_line, tell},
    reports::{self, Found},
    wiring,
};

/// `rapporteur extract`
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &ExtractArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let unit = match args.encoding {
        SpanEncoding::Utf8 => SpanUnit::Utf8,
        SpanEncoding::Utf16 => SpanUnit::Utf16,
        SpanEncoding::Utf32 => SpanUnit::Utf32,
    };
    let mut status = ExitStatus::Ok;
    for found in reports::find(&args.files) {
        let (path, read) = match found {
            Found::File(path) => {
                let read = reports::read(&path);
                (path, read)
            }
            Found::Problem { path, reason } => (path, Err(reason)),
        };
        let uri = if path == Path::new("-") { args.uri.clone() } else { reports::uri_of(&path) };
        let parsed =
            read.and_then(|bytes| rapporteur_parsing::parse(&uri, &bytes).map_err(|error| error.to_string()));
        let shown = one_line(&path.to_string_lossy());
        match parsed {
            Ok(parsed) => {
                for notice in &parsed.notices {
                    tell(format_args!("{shown}: {}", one_line(notice)));
                }
                writeln!(
                    out,
                    "{}",
                    json::line_of("rapporteur.v1.Extraction", &wiring::extraction(&parsed, unit))?
                )?;
            }
            Err(reason) => {
                tell(format_args!("{shown}: {}", one_line(&reason)));
                status = ExitStatus::SomeFailed;
            }
        }
    }
    out.flush()?;
    Ok(status)
}
