//! The gRPC services over a store: the only crate but the command line that knows both the contract and the model.
//!
//! # Layout
//! - [`engine`]: [`Engine`] joins parsing, resolution and storage: reports in, records out. Knows no gRPC.
//! - [`convert`]: model to contract, one function a message; spans in other units than bytes.
//! - [`json`]: any message of the contract as canonical proto3 JSON.
//! - [`services`]: the RPCs: [`BackupHandlers`], [`JudgementHandlers`], [`MeetingHandlers`], [`OrganizationHandlers`],
//!   [`PersonHandlers`], [`QuoteHandlers`], [`RecordHandlers`], [`ReportHandlers`]. A request is checked by `request`, answered by the engine, and
//!   what goes wrong is told by `status`.
//! - `views`: answers for which many records are read: persons by name, who met whom, organizations, series, outcomes,
//!   roll calls.
//! - `watch`: following the store's feed, for those who watch records; `export`: all records, and reports.
//! - [`backup`]: archives of what cannot be worked out anew, and stores made of them.
//! - [`examine`]: reading a store from end to end, and saving what can be read of a damaged one.
//! - `list_page`: pages of lists that are made anew for every call.
//! - `snippet`, `participants_page`: what SearchQuotes shows of a quotation, and the pages of GetParticipants.
//! - [`server`]: [`run`] serves all that with health, reflection and limits until it is told to stop; `front` is what
//!   every call passes first, `call` what its work knows of it.
//! - [`access`]: bearer tokens, and which call needs which scope; `renewed`: files that are read again when they change.
//! - [`tls`]: certificates; `incoming`: connections, plain or behind TLS.
//! - `transcode`: calls in JSON; [`origins`]: whose pages may call.
//! - [`instruments`]: what is counted and measured; [`admin`]: the port where it is asked.
//!
//! Invariant: no rule of extraction or resolution stands here.

pub mod access;
pub mod admin;
pub mod backup;
mod call;
pub mod convert;
pub mod engine;
pub mod examine;
mod export;
mod front;
mod incoming;
pub mod instruments;
pub mod json;
mod list_page;
pub mod origins;
mod participants_page;
mod renewed;
mod request;
pub mod server;
pub mod services;
mod snippet;
mod status;
pub mod tls;
mod transcode;
mod views;
mod watch;

pub use access::{NewToken, Scope, Tokens, TokensError};
pub use admin::serve_admin;
pub use engine::{Engine, IngestError, Ingested};
pub use instruments::Instruments;
pub use origins::{Origin, OriginError};
pub use server::{ServerError, ServerOptions, run};
pub use services::{
    BackupHandlers, JudgementHandlers, MeetingHandlers, OrganizationHandlers, PersonHandlers, QuoteHandlers,
    RecordHandlers, ReportHandlers,
};
pub use tls::{Tls, TlsError, TlsFiles};
