//! What each report says, one Extraction a line.

use std::io::Write;

use rapporteur_parsing::{
    ParseError,
    explain::explain,
    stage::{self, Stage},
};
use rapporteur_service::convert::SpanUnit;

use crate::{
    args::{ExtractArgs, SpanEncoding, StageName},
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
            if let Some(shown) = show(args, &report.uri, &report.bytes) {
                match shown {
                    Ok(text) => write!(out, "{text}")?,
                    Err(error) => {
                        tell(format_args!("{}: {}", report.shown, one_line(&error.to_string())));
                        status = ExitStatus::SomeFailed;
                    }
                }
                continue;
            }
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

/// What `--stage` or `--explain` ask for, in lines for people; none where the extraction itself is asked for.
fn show(args: &ExtractArgs, uri: &str, bytes: &[u8]) -> Option<Result<String, ParseError>> {
    if let Some(stage) = args.stage {
        let stage = match stage {
            StageName::Text => Stage::Text,
            StageName::Tag => Stage::Tag,
            StageName::Mention => Stage::Mention,
            StageName::Quotation => Stage::Quotation,
            StageName::Meeting => Stage::Meeting,
        };
        return Some(stage::show(uri, bytes, stage).map(|text| many_lines(&text)));
    }
    args.explain.then(|| {
        explain(uri, bytes).map(|explanations| {
            let mut text = format!("{}\n", one_line(uri));
            for found in explanations {
                let words =
                    if found.words.is_empty() { String::new() } else { format!(" «{}»", found.words) };
                let line =
                    format!("{}: {} [{}{words}] {}", found.path, found.value, found.rule, found.sentence);
                text.push_str(&one_line(&line));
                text.push('\n');
            }
            text
        })
    })
}

/// Lines that a terminal may show, each made safe.
fn many_lines(text: &str) -> String {
    text.lines().map(|line| one_line(line).to_string() + "\n").collect()
}
