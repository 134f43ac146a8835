//! The reader: bytes to a text, and what the page says of itself: headline, publisher, publication date, dateline.
//!
//! # Layout
//! - [`container`]: a file to the reports in it: web archives, lists of articles, mailboxes, feeds, packed or not.
//! - [`mod@format`]: the bytes of one report to a [`reading::Reading`]; what they are is told by their content, and by the
//!   name where that does not tell.
//! - [`charset`], [`gzip`]: under all of them.
//! - [`page`], [`article`], [`mail`], [`feed`], [`warc`]: one format each.
//! - [`mend`]: what copying a text out of a page has done to it, undone.
//! - [`timestamp`]: dates as machines write them.
//! - [`header`]: body told from page furniture, dateline, byline; [`credit`]: whose copy it is; [`publication`]: which of
//!   a report's dates is the day on which it was published.

pub mod article;
pub mod charset;
pub mod container;
pub mod credit;
pub mod feed;
pub mod format;
pub mod gzip;
pub mod header;
pub mod mail;
pub mod mend;
pub mod page;
pub mod publication;
pub mod reading;
pub mod timestamp;
pub mod warc;
