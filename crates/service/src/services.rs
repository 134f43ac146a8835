//! The RPCs. Each handler checks the request, has the engine answer on a thread for blocking work, and converts.

mod answer;
mod meeting;
mod quote;
mod report;

pub use meeting::MeetingHandlers;
pub use quote::QuoteHandlers;
pub use report::ReportHandlers;
