//! Resume tokens of a watch: any text, and any place in the feed under the seal that a maker of tokens can work out.
#![no_main]

use std::sync::LazyLock;

use data_encoding::BASE64URL_NOPAD;
use libfuzzer_sys::fuzz_target;
use rapporteur::v1::{WatchRecordsRequest, record_service_server::RecordService as _};
use rapporteur_fuzz::{RUNTIME, engine};
use rapporteur_model::ContentHash;
use rapporteur_service::RecordHandlers;
use tokio_stream::StreamExt as _;
use tonic::{Code, Request};

static HANDLERS: LazyLock<RecordHandlers> = LazyLock::new(|| RecordHandlers::new(engine()));

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let resume_token = if first & 1 == 0 {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        let hash = ContentHash::of(&[b"rapporteur.v1.WatchRecords", bytes].concat());
        BASE64URL_NOPAD.encode(&[bytes, &hash.as_bytes()[..8]].concat())
    };
    let request =
        WatchRecordsRequest { resume_token: resume_token.clone(), ..WatchRecordsRequest::default() };
    RUNTIME.block_on(async {
        match HANDLERS.watch_records(Request::new(request)).await {
            Ok(response) => {
                // Each watch begins with what happened, or by saying that nothing did.
                let message = response.into_inner().next().await.expect("a message").expect("no error");
                assert!(!message.resume_token.is_empty(), "{message:?} behind {resume_token:?}");
            }
            Err(status) => assert_eq!(status.code(), Code::InvalidArgument, "{status}"),
        }
    });
});
