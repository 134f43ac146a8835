//! The bytes of one report in, an [`Extraction`] out: no I/O, no clock, deterministic.
//!
//! # Layout
//! A report walks one way through the rooms, each of which adds a layer:
//! - [`reader`]: bytes of any format to text; headline, publisher, publication date, dateline; body told from page furniture.
//! - [`text`]: paragraphs, sentences, tokens, with offsets into the stored text.
//! - [`tag`]: phrases of the [`lexicon`] (data files under `lexicon/`).
//! - [`pos`], [`chunk`]: parts of speech and noun phrases; [`subject`]: the subject of a verb ([`weights`], learned).
//! - [`local`]: organizations that the report itself defines.
//! - [`mention`]: persons with offices, organizations, countries, groups.
//! - [`coref`]: who "Xi", "he", "the minister" is.
//! - [`marks`]: stretches between quotation marks.
//! - [`analysis`]: all of that together, as the rooms behind it see it.
//! - [`quotation`], [`meeting`], [`participation`], [`outcome`], [`membership`], [`topic`]: what the report says.
//! - [`date`]: date expressions, for all of them.
//! - [`explain`]: says which rule or weight made a value.
//! - [`stage`]: prints what a room found, which is how a wrong answer is traced to its room.
//!
//! Invariant: [`parse`] is a pure function of its arguments.

pub mod analysis;
pub mod chunk;
pub mod coref;
pub mod date;
pub mod explain;
pub mod lexicon;
pub mod local;
pub mod marks;
pub mod meeting;
pub mod membership;
pub mod mention;
pub mod outcome;
pub mod participation;
pub mod pos;
pub mod quotation;
pub mod reader;
pub mod stage;
pub mod subject;
pub mod tag;
pub mod text;
pub mod topic;
pub mod weights;
pub mod word_class;

use std::cell::OnceCell;

use rapporteur_model::{
    ContentHash,
    extraction::{Extraction, Quote, Report},
};

use crate::{analysis::Analysis, meeting::Meetings, tag::Tagged, text::Document};

/// Version of the extractor, as it stands in every [`Extraction`]. A report that another version has read is read anew when
/// it comes again, so what stands behind the plus changes with what is extracted, between releases too.
pub const EXTRACTOR_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+4");

/// The largest report that is read, in bytes.
pub const MAX_REPORT_BYTES: usize = 16 << 20;

/// A report that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The stored text, in which all spans count.
    pub text: String,
    /// What the report says.
    pub extraction: Extraction,
    /// What a person should know: "no meeting was found in this report".
    pub notices: Vec<String>,
}

/// Bytes that are no report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// Nothing but white space.
    #[error("the report is empty")]
    Empty,
    /// More bytes than [`MAX_REPORT_BYTES`].
    #[error("the report has {bytes} bytes; the largest that is read has {MAX_REPORT_BYTES}")]
    TooLarge {
        /// Size of the report.
        bytes: usize,
    },
    /// Holds NUL bytes or many other control characters.
    #[error("the report is binary data, not text (byte 0x{byte:02x} at offset {offset})")]
    Binary {
        /// Offset of the first such byte.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// A file of another kind.
    #[error("the report is binary data, not text: {kind}")]
    OtherKind {
        /// What it is: `a PDF document`.
        kind: &'static str,
    },
    /// Packed, and more than [`MAX_REPORT_BYTES`] when unpacked.
    #[error("the report has more than {MAX_REPORT_BYTES} bytes when unpacked, the most that is read")]
    UnpacksTooLarge,
    /// Begins as a file of this format, and goes on otherwise.
    #[error("the {format} cannot be read: {reason}")]
    Damaged {
        /// The format.
        format: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A file of many reports; each is to be parsed alone.
    #[error(
        "this is a {format} of several reports; send them one by one, or as a file to `rapporteur ingest`"
    )]
    SeveralReports {
        /// The format.
        format: &'static str,
    },
    /// A page, a message or a record without running text.
    #[error("the {format} holds no text of a report")]
    NoText {
        /// The format.
        format: &'static str,
    },
    /// JSON without the fields of an article.
    #[error(
        "the JSON object is no article: it has no text, under any usual name (such as `text`, `body`, `articleBody`); \
         `--json-field text=NAME` says which field holds it"
    )]
    NoArticle,
}

/// Reads one report.
///
/// `uri` says where it came from; it is kept as given. The bytes may be plain text or Markdown in any charset, an HTML
/// page, an article in JSON, a message, a record of a web archive, or a file that holds one of these alone, and any of
/// that packed with gzip: what they are is told by how they begin, and where that does not tell, by the ending of `uri`.
///
/// # Errors
/// [`ParseError`] for bytes that are no report. Any text gives an extraction, if an empty one.
pub fn parse(uri: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
    let (analysis, report) = analyse(uri, bytes)?;
    let meetings = meeting::find(&analysis);
    let drafts = quotation::find(&analysis);
    let quotes = quotes(&analysis, &meetings, &drafts);
    let topics = topic::find(&analysis, &meetings, &drafts, &quotes);
    let extraction = Extraction {
        report,
        meetings: meetings
            .drafts
            .iter()
            .enumerate()
            .map(|(at, draft)| meeting::finish(&analysis, draft, format!("m{}", at + 1)))
            .collect(),
        participations: participation::find(&analysis, &meetings, &drafts).0,
        quotes,
        outcomes: outcome::find(&analysis, &meetings),
        memberships: membership::find(&analysis, &meetings),
        extractor_version: EXTRACTOR_VERSION.to_owned(),
        topics,
    };
    let mut notices = Vec::new();
    if extraction.meetings.is_empty() {
        notices.push("no meeting was found in this report".to_owned());
    }
    Ok(Parsed { text: analysis.document.text, extraction, notices })
}

/// The rooms up to coreference: a report's text with all that has been found in it, and what its page says of it.
fn analyse(uri: &str, bytes: &[u8]) -> Result<(Analysis, Report), ParseError> {
    let reader::reading::Reading { text, layout, stated } = reader::format::read(uri, bytes)?;
    let beside = reader::header::Beside { layout, stated };
    let mut document = Document::new(text);
    let mut tagged = Tagged::new(&document);
    let header = reader::header::read_header(&mut document, &tagged, &beside, uri, ContentHash::of(bytes));
    tagged.add_local(&document);
    let mut mentions = mention::find(&document, &tagged);
    let registry = coref::resolve(&document, &tagged, &mut mentions);
    let stretches = marks::find(&document);
    let mut quoted = vec![false; document.tokens.len()];
    for stretch in &stretches {
        quoted[stretch.tokens.clone()].fill(true);
    }
    let tags = pos::tag(&document);
    let chunks = chunk::find_all(&document, &tags);
    let printed = vec![OnceCell::new(); document.sentences.len()];
    let analysis = Analysis {
        document,
        tags,
        chunks,
        tagged,
        mentions,
        registry,
        stretches,
        quoted,
        base_date: header.base_date,
        dateline_place: header.place,
        outlet_country: header.outlet_country,
        printed,
    };
    Ok((analysis, header.report))
}

/// The quotations of a report, each tied to the meeting at which it was said where the report tells.
fn quotes(analysis: &Analysis, meetings: &Meetings, drafts: &[quotation::Draft]) -> Vec<Quote> {
    drafts
        .iter()
        .map(|draft| {
            let mut quote = quotation::finish(analysis, draft);
            quote.meeting =
                quotation::meeting_of(analysis, meetings, draft, &quote).map(|at| format!("m{}", at + 1));
            quote
        })
        .collect()
}

/// The full usual name of the organization with this name or acronym: `SCO` gives
/// `Shanghai Cooperation Organization`. None where the lexicon has no such organization.
#[must_use]
pub fn organization_name(name_or_acronym: &str) -> Option<&'static str> {
    lexicon::lexicon().organization(name_or_acronym).map(|organization| organization.name.as_str())
}
