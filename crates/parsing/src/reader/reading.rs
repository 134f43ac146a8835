//! [`Reading`]: a text, and what the thing that it was read from says of it. Every format gives one.

use std::ops::Range;

use rapporteur_model::{PartialDate, vocabulary::PublishDateBasis};

/// The text of one report, with what was said beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The stored text, in which all spans count.
    pub text: String,
    /// Where the parts of the text lie; none for a text that was taken as it came, whose furniture must be found.
    pub layout: Option<Layout>,
    /// What stands beside the text.
    pub stated: Stated,
}

/// The parts of a text that was put together from a page, an article or a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The headline.
    pub title: Option<Range<usize>>,
    /// From where on the text is the report itself.
    pub body: usize,
    /// Words below pictures. They are kept although they need not be sentences: at times they alone name a minister.
    pub captions: Vec<Range<usize>>,
}

/// What is said of a report outside of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The wire whose copy it is.
    pub agency: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Language, BCP 47.
    pub language: Option<String>,
    /// Its own address, where another than that under which it came.
    pub url: Option<String>,
    /// When it may have been published.
    pub dates: Vec<Dated>,
    /// When it was fetched; it cannot have been published later.
    pub fetched: Option<PartialDate>,
}

impl Stated {
    /// What is said here, and what `other` says where this is silent.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.dates.extend(other.dates);
        Self {
            title: self.title.or(other.title),
            publisher: self.publisher.or(other.publisher),
            agency: self.agency.or(other.agency),
            byline: self.byline.or(other.byline),
            language: self.language.or(other.language),
            url: self.url.or(other.url),
            dates: self.dates,
            fetched: self.fetched.or(other.fetched),
        }
    }

    /// Adds a date, where a text is one.
    pub(super) fn date(&mut self, basis: PublishDateBasis, text: &str) {
        if let Some(date) = super::timestamp::read(text) {
            self.dates.push(Dated { basis, date });
        }
    }
}

/// A date, and where it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    /// Where it was read.
    pub basis: PublishDateBasis,
    /// The date.
    pub date: PartialDate,
}

/// Puts a text together: title, lines of the header, paragraphs, with blank lines between.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    layout: Layout,
    has_body: bool,
}

impl Builder {
    /// Adds the headline.
    pub(super) fn title(&mut self, title: &str) {
        let range = self.push(title);
        if !range.is_empty() {
            self.layout.title = Some(range);
        }
    }

    /// Adds a line of the header, such as a printed date.
    pub(super) fn header(&mut self, line: &str) {
        self.push(line);
    }

    /// Adds a paragraph of the report.
    pub(super) fn paragraph(&mut self, paragraph: &str) {
        let range = self.push(paragraph);
        self.open_body(&range);
    }

    /// Adds plain text: each line is a paragraph, unless the lines are wrapped, where blank lines stand between them.
    pub(super) fn text(&mut self, text: &str) {
        if !crate::text::is_wrapped(text) {
            text.lines().for_each(|line| self.paragraph(line));
            return;
        }
        let mut paragraph = String::new();
        for line in text.lines().chain([""]) {
            if line.trim().is_empty() {
                self.paragraph(&paragraph);
                paragraph.clear();
            } else {
                paragraph.push_str(line);
                paragraph.push('\n');
            }
        }
    }

    /// Whether there is a paragraph.
    pub(super) fn has_body(&self) -> bool {
        self.has_body
    }

    /// Adds the words below a picture.
    pub(super) fn caption(&mut self, caption: &str) {
        let range = self.push(caption);
        self.open_body(&range);
        if range.is_empty() {
            return;
        }
        self.layout.captions.push(range);
    }

    fn open_body(&mut self, range: &Range<usize>) {
        if !self.has_body && !range.is_empty() {
            self.has_body = true;
            self.layout.body = range.start;
        }
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let mut words = text.split_whitespace();
        let Some(first) = words.next() else { return self.text.len()..self.text.len() };
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(first);
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
        start..self.text.len()
    }

    /// The reading; without a body it is only as good as its header.
    pub(super) fn finish(mut self, stated: Stated) -> Reading {
        if !self.has_body {
            self.layout.body = self.text.len();
        }
        Reading { text: self.text, layout: Some(self.layout), stated }
    }
}
