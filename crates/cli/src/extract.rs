//! What each report says, one Extraction a line.

use std::io::Write;

use rapporteur_service::convert::SpanUnit;

use crate::{
    args::{ExtractArgs, SpanEncoding},
    exit::{ExitStatus, Failure},
    json,
    plain::{one_line, tell},
    reports, wiring,
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
    let fields = args.input.fields();
    for found in reports::find(&args.files) {
        for read in reports::read(&found, &args.uri, &fields) {
            let report = match read {
                Ok(report) => report,
                Err(problem) => {
                    tell(format_args!("{}: {}", problem.shown, one_line(&problem.reason)));
                    status = ExitStatus::SomeFailed;
                    continue;
                }
            };
            match rapporteur_parsing::parse(&report.uri, &report.bytes) {
                Ok(parsed) => {
                    for notice in &parsed.notices {
                        tell(format_args!("{}: {}", report.shown, one_line(notice)));
                    }
                    let extraction = wiring::extraction(&parsed, unit);
                    writeln!(out, "{}", json::line_of("rapporteur.v1.Extraction", &extraction)?)?;
                }
                Err(error) => {
                    tell(format_args!("{}: {}", report.shown, one_line(&error.to_string())));
                    status = ExitStatus::SomeFailed;
                }
            }
        }
    }
    out.flush()?;
    Ok(status)
}
