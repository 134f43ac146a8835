//! Taking reports away.

use std::io::Write;

use rapporteur::v1::DeleteReportRequest;
use tonic::Code;

use crate::{
    args::DeleteArgs,
    backend::{Backend, reason},
    exit::{ExitStatus, Failure},
    plain::{one_line, tell},
};

/// `rapporteur delete`
///
/// # Errors
/// When the store or the server cannot be used; what was taken away before stays so.
pub(crate) async fn run(args: &DeleteArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.place, false).await?;
    let mut status = ExitStatus::Ok;
    for name in &args.reports {
        match backend.delete_report(DeleteReportRequest { name: name.clone() }).await {
            Ok(_) => writeln!(out, "{}", one_line(name))?,
            Err(refused) if matches!(refused.code(), Code::NotFound | Code::InvalidArgument) => {
                tell(format_args!("{}: {}", one_line(name), reason(&refused)));
                status = ExitStatus::SomeFailed;
            }
            Err(failed) => return Err(backend.failure(&failed)),
        }
    }
    out.flush()?;
    Ok(status)
}
