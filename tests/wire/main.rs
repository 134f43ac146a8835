//! Black-box tests: a real server on a port of its own, a store on the disk, the generated clients, over the wire.
//!
//! # Layout
//! - `support`: the server, and the reports it reads.
//! - `reports`, `meetings`, `quotes`, `topics`, `persons`, `organizations`, `gatherings`: what the services answer.
//! - `judgements`: what people decide, statements and explanations, what was known on a day.
//! - `watch`: what is told of changes; `export`: all records at once; `backup`: what cannot be worked out anew.
//! - `wrong`: what they say to wrong requests.
//! - `operation`: health, reflection, limits, the end; `running`: ids of calls, metrics, readiness, deadlines.
//! - `web`: calls in JSON, and gRPC-Web. `deploy`: what stands there.
//! - `tokens`, `encrypted`: who may call, and over TLS. `http`: how a client speaks that knows no gRPC.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod backup;
mod deploy;
mod encrypted;
mod export;
mod gatherings;
mod http;
mod judgements;
mod meetings;
mod operation;
mod organizations;
mod persons;
mod quotes;
mod reports;
mod running;
mod support;
mod tokens;
mod topics;
mod watch;
mod web;
mod wrong;
