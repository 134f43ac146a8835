//! The RPCs. Each handler checks the request, has the engine answer on a thread for blocking work, and converts.

mod answer;
mod backup;
mod ingest_stream;
mod judgement;
mod meeting;
mod meeting_views;
mod organization;
mod person;
mod quote;
mod record;
mod report;

pub use backup::BackupHandlers;
pub use judgement::JudgementHandlers;
pub use meeting::MeetingHandlers;
pub use organization::OrganizationHandlers;
pub use person::PersonHandlers;
pub use quote::QuoteHandlers;
pub use record::RecordHandlers;
pub use report::ReportHandlers;
