//! What stands around a report: body told from page furniture, headline, publisher, dateline, and what was stated beside
//! the text.

use std::{ops::Range, sync::LazyLock};

use rapporteur_model::{
    ContentHash, CountryCode, PartialDate, extraction::Report, vocabulary::PublishDateBasis,
};
use rustc_hash::FxHashSet as HashSet;

use super::{
    credit, publication,
    reading::{Dated, Layout, Stated},
    timestamp,
};
use crate::{
    date::{self, Expression},
    lexicon::{Outlet, Tag, lexicon},
    tag::Tagged,
    text::{Case, Document, Paragraph, ParagraphRole, TokenKind},
    word_class::WordClass,
};

/// What the page says of the report, and the place and date from which it was written.
#[derive(Debug)]
pub struct Header {
    /// The report.
    pub report: Report,
    /// From which relative dates count.
    pub base_date: Option<PartialDate>,
    /// Of the dateline.
    pub place: Option<(String, CountryCode)>,
    /// Of the outlet.
    pub outlet_country: Option<CountryCode>,
}

/// Headings of lists of other reports, as lines of their own.
static OTHER_REPORTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/other_reports.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
});

static FURNITURE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../lexicon/furniture.txt")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .collect()
});

/// Finds the body, and reads what stands around it. Sets the roles of paragraphs and cuts the dateline and a credit at
/// the end off their sentences.
pub fn read_header(
    document: &mut Document,
    tagged: &Tagged,
    beside: &Beside,
    uri: &str,
    content_sha256: ContentHash,
) -> Header {
    let stated = &beside.stated;
    let mut reader = Reader { document, tagged, layout: beside.layout.as_ref(), end: usize::MAX };
    let body = reader.mark_body();
    let dateline = reader.dateline(body);
    reader.cut_code();
    let credit = credit::at_end(reader.document, tagged);
    let title = reader.title(body);
    let dateline_date =
        |base: Option<PartialDate>| dateline.clone().and_then(|tokens| reader.date_in(tokens, base));
    let mut dates = reader.dates(body, uri, stated);
    for dated in dates.iter_mut().filter(|dated| dated.basis == PublishDateBasis::Header) {
        dated.date = month_first(dated.date, dateline_date(Some(dated.date)));
    }
    let published = publication::choose(&dates, stated.fetched, dateline_date);
    let publish_date = published.map(|dated| dated.date);
    let dateline_date = dateline_date(publish_date);
    let base_date = dateline_date.filter(|date| date.precision() == 3).or(publish_date);
    let place = dateline
        .as_ref()
        .and_then(|tokens| reader.place_in(tokens.clone()))
        .or_else(|| reader.place_line(body));
    let defined = dateline.clone().and_then(|tokens| reader.defined_agency(tokens));
    let acronym = defined.as_ref().map(|(_, acronym)| acronym.as_str());
    let outlets = reader.outlets(body, dateline.clone(), acronym);
    let byline = stated.byline.clone().or_else(|| reader.byline(body));
    let agency = credit
        .clone()
        .or_else(|| defined.as_ref().map(|(name, _)| name.clone()))
        .or_else(|| outlets.iter().find(|outlet| outlet.agency).map(|outlet| outlet.name.clone()))
        .or_else(|| {
            let named = [byline.as_deref(), stated.agency.as_deref()].into_iter().flatten();
            let mut agencies = named.filter_map(credit::outlet_in).filter(|outlet| outlet.agency);
            agencies.next().map(|outlet| outlet.name.clone())
        })
        .or_else(|| credit::in_text(reader.document, tagged));
    let stated_publisher =
        stated.publisher.clone().map(|publisher| match credit::outlet_called(&publisher) {
            Some(outlet) => outlet.name.clone(),
            None => publisher,
        });
    let publisher = stated_publisher.or_else(|| outlets.first().map(|outlet| outlet.name.clone())).or(credit);
    let outlet_country = publisher
        .as_deref()
        .and_then(outlet_named)
        .or_else(|| outlets.first().copied())
        .and_then(|outlet| outlet.country)
        .or_else(|| agency.as_deref().and_then(outlet_named).and_then(|outlet| outlet.country));
    let report = Report {
        uri: uri.to_owned(),
        title: stated.title.clone().or(title),
        publisher,
        agency,
        byline,
        publish_date,
        publish_date_basis: published.map(|dated| dated.basis),
        dateline: dateline.map(|tokens| reader.document.clean(tokens)),
        language: reader.language().or_else(|| stated.language.as_deref().and_then(language_code)),
        content_sha256,
    };
    Header { report, base_date, place, outlet_country }
}

/// What is known of a text beside it.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Where the parts of the text lie, where that is known.
    pub layout: Option<Layout>,
    /// What is said of the report outside of the text.
    pub stated: Stated,
}

/// The fewest words of a line before the body that is part of it.
const LEAST_SENTENCE: usize = 6;

/// In how many first tokens of a sentence the date stands with which it opens.
const MAX_OPENING_DATE: usize = 8;

/// The fewest words of a line without a full stop that is told as a sentence.
const LEAST_TOLD: usize = 6;

/// The most tokens of a date in a stamp before the body.
const STAMP_TOKENS: usize = 8;

/// The most words of a name behind such a stamp.
const BYLINE_WORDS: usize = 4;

/// The most tokens of a line of a list of persons, and within how many of them a title or an office stands.
const MAX_ITEM: usize = 60;
const ITEM_OPENS: usize = 8;

/// The most tokens of a bracket before a dateline.
const MAX_BRACKET: usize = 20;

/// The most words of a line that names a city and an agency.
const MAX_PLACE_WORDS: usize = 7;

/// So many days between a date and the dateline tell that day and month may have changed places.
const SWAPPED_FROM: i32 = 20;

/// The fewest characters, and digits among them, of a code at the end of a report.
const LEAST_CODE: usize = 14;

/// The most words of a dateline that is a line of its own.
const MAX_PLACE_LINE: usize = 10;

/// "1/11/2031" above a dateline of 11 January: the month stands first.
fn month_first(date: PartialDate, dateline: Option<PartialDate>) -> PartialDate {
    let days = |date: PartialDate| {
        i32::from(date.year()) * 372 + i32::from(date.month()) * 31 + i32::from(date.day())
    };
    let Some(dateline) = dateline.filter(|dateline| dateline.precision() == 3 && date.precision() == 3)
    else {
        return date;
    };
    // The dateline's year was chosen beside the date that may be wrong.
    let swapped = PartialDate::new(date.year(), date.day(), date.month()).ok();
    swapped
        .filter(|swapped| {
            (days(date) - days(dateline)).abs() > SWAPPED_FROM
                && swapped.month() == dateline.month()
                && swapped.day().abs_diff(dateline.day()) <= 2
        })
        .unwrap_or(date)
}

fn outlet_named(name: &str) -> Option<&'static Outlet> {
    lexicon().outlets.iter().find(|outlet| outlet.name == name)
}

/// A language as BCP 47 writes it: `en_US` and `EN-us` are `en-US`. None for what is no code.
fn language_code(stated: &str) -> Option<String> {
    let mut parts = stated.trim().split(['-', '_']);
    let is_word = |part: &&str| part.chars().all(|letter| letter.is_ascii_alphabetic());
    let language =
        parts.next().filter(|part| matches!(part.len(), 2 | 3)).filter(is_word)?.to_ascii_lowercase();
    let region = parts.next().filter(|part| part.len() == 2).filter(is_word);
    Some(region.map_or(language.clone(), |region| format!("{language}-{}", region.to_ascii_uppercase())))
}

struct Reader<'document> {
    document: &'document mut Document,
    tagged: &'document Tagged,
    layout: Option<&'document Layout>,
    /// The first paragraph that belongs to other reports, or how many there are.
    end: usize,
}

impl Reader<'_> {
    fn words(&self, tokens: Range<usize>) -> usize {
        tokens.filter(|&token| self.document.tokens[token].kind == TokenKind::Word).count()
    }

    fn is_menu(&self, tokens: Range<usize>) -> bool {
        let hits = tokens
            .clone()
            .filter(|&token| {
                let pair = format!("{} {}", self.document.low(token), self.document.low(token + 1));
                FURNITURE.contains(self.document.low(token)) || FURNITURE.contains(pair.as_str())
            })
            .count();
        hits >= 3 || (hits >= 1 && self.words(tokens) <= 4)
    }

    fn ends_as_sentence(&self, tokens: Range<usize>) -> bool {
        let last = tokens.end - 1;
        let last = if last > tokens.start && self.is_code(last) { last - 1 } else { last };
        let before = if last > tokens.start { last - 1 } else { last };
        let is_end = |token: usize| matches!(self.document.str(token), "." | "!" | "?" | "…" | ":" | "。");
        is_end(last)
            || (matches!(self.document.str(last), "”" | "\"" | ")" | "’" | "]" | "''") && is_end(before))
    }

    /// Whether a paragraph is a sentence of few words, and no menu, date or credit.
    fn is_short_sentence(&self, index: usize) -> bool {
        let tokens = self.document.paragraphs[index].tokens.clone();
        self.words(tokens.clone()) >= LEAST_SENTENCE
            && self.document.str(tokens.end - 1) == "."
            && !self.is_menu(tokens.clone())
            && !self.is_date_line(tokens)
    }

    /// Sets the role of every paragraph; gives the index of the first of the body.
    fn mark_body(&mut self) -> usize {
        let count = self.document.paragraphs.len();
        let is_running = |reader: &Self, index: usize| {
            let tokens = reader.document.paragraphs[index].tokens.clone();
            let words = reader.words(tokens.clone());
            (words >= 10 && reader.ends_as_sentence(tokens.clone()) || words >= 40) && !reader.is_menu(tokens)
        };
        let told = self.layout.map(|layout| {
            self.document.paragraphs.partition_point(|paragraph| paragraph.bytes.start < layout.body)
        });
        // A page that was saved as one line was cut before its dateline: what stands before is no report.
        let flat = self
            .document
            .paragraphs
            .windows(2)
            .position(|pair| !self.document.text[pair[0].bytes.end..pair[1].bytes.start].contains('\n'));
        let start = told.or(flat.map(|at| at + 1)).unwrap_or(0).min(count.saturating_sub(1));
        let mut body = (start..count).find(|&index| is_running(self, index)).unwrap_or(start);
        // "Harbour City hosted the 12th summit on Sunday." right before it: a short sentence, and no headline.
        while body > start + 1 && (self.is_short_sentence(body - 1) || self.is_open_sentence(body - 1)) {
            body -= 1;
        }
        self.end = self.other_reports(body, |index| is_running(self, index));
        for index in 0..count {
            let tokens = self.document.paragraphs[index].tokens.clone();
            let words = self.words(tokens.clone());
            let first = self.document.low(tokens.start).to_owned();
            let pair = format!("{first} {}", self.document.low(tokens.start + 1));
            let raw = &self.document.text[self.document.paragraphs[index].bytes.clone()];
            let is_link = raw.starts_with("<http") || raw.starts_with("http") || raw.starts_with("www.");
            let is_label = self.document.str(tokens.start + 1) == ":"
                && self.document.tokens[tokens.start].case == Case::Upper
                && words <= 25
                && self.dateline_tokens(index).is_none();
            let is_bracket = is_label || (raw.starts_with('[') && raw.ends_with(']')) || raw.starts_with('©');
            let short = words <= 12 && !self.ends_as_sentence(tokens.clone()) && !self.tells(tokens.clone());
            let labelled = FURNITURE.contains(pair.as_str()) || FURNITURE.contains(first.as_str());
            let is_furniture = index < body
                || index >= self.end
                || is_link
                || is_bracket
                || (short && !is_quotation(raw) && index > body)
                || (labelled && words <= 25);
            let is_caption = self.layout.is_some_and(|layout| {
                let start = self.document.paragraphs[index].bytes.start;
                layout.captions.binary_search_by_key(&start, |caption| caption.start).is_ok()
            });
            let is_furniture = is_furniture && !(is_caption && words >= 4);
            let role = if is_furniture { ParagraphRole::Furniture } else { ParagraphRole::Body };
            self.document.paragraphs[index].role = role;
        }
        self.mark_lists(body);
        body
    }

    /// "The following took part:", and then each in a line of his own: those lines are part of the report, short as they are.
    fn mark_lists(&mut self, body: usize) {
        let mut in_list = false;
        for index in body..self.end.min(self.document.paragraphs.len()) {
            let tokens = self.document.paragraphs[index].tokens.clone();
            if in_list && self.names_somebody(tokens.clone()) {
                self.document.paragraphs[index].role = ParagraphRole::Body;
                continue;
            }
            let is_body = self.document.paragraphs[index].role == ParagraphRole::Body;
            // The first may stand behind the colon.
            let colon = tokens.clone().rev().take(MAX_ITEM).find(|&at| self.document.is_mark(at, ":"));
            in_list = is_body
                && colon.is_some_and(|colon| {
                    colon + 1 == tokens.end
                        || !self.ends_as_sentence(tokens.clone())
                            && self.names_somebody(colon + 1..tokens.end)
                });
        }
    }

    /// A line that begins with somebody's title or office, or their country before it.
    fn names_somebody(&self, tokens: Range<usize>) -> bool {
        let first = tokens.clone().take(ITEM_OPENS);
        tokens.len() <= MAX_ITEM
            && first.into_iter().any(|at| {
                self.tagged
                    .find(at, |tag| matches!(tag, Tag::Honorific | Tag::Office { plural: false, .. }))
                    .is_some()
            })
    }

    /// "On 22 May Harbour City hosted …" whose full stop was lost: no headline begins so.
    fn is_open_sentence(&self, index: usize) -> bool {
        let tokens = self.document.paragraphs[index].tokens.clone();
        self.words(tokens.clone()) >= 10
            && self.document.tokens[tokens.start].word.is(WordClass::Locative)
            && !self.is_menu(tokens.clone())
            && !self.full_dates(tokens.start..tokens.end.min(tokens.start + MAX_OPENING_DATE)).is_empty()
    }

    /// "The meeting resulted in the signing of a joint communiqué", "Meeting with Minister A B": a short line that tells of a
    /// meeting, whose full stop was lost or never there.
    fn tells(&self, tokens: Range<usize>) -> bool {
        let word = |at: usize| self.document.tokens[at].word;
        let is_sentence = word(tokens.start).is(WordClass::Article)
            && self.words(tokens.clone()) >= LEAST_TOLD
            && tokens.clone().skip(1).any(|at| {
                [WordClass::Signing, WordClass::Adopting, WordClass::Convened, WordClass::Tensed]
                    .into_iter()
                    .any(|class| word(at).is(class))
            });
        let is_heading = word(tokens.start).is(WordClass::GeneralMeeting)
            && self.document.low(tokens.start + 1) == "with"
            && tokens.len() > 2;
        is_sentence || is_heading
    }

    /// The headline: the first line before the body that is neither a menu nor a date.
    fn title(&mut self, body: usize) -> Option<String> {
        let told = self.layout.and_then(|layout| layout.title.as_ref()).and_then(|title| {
            self.document.paragraphs.iter().position(|paragraph| paragraph.bytes == *title)
        });
        let index = told.or_else(|| {
            (0..body).find(|&index| {
                let tokens = self.document.paragraphs[index].tokens.clone();
                let words = self.words(tokens.clone());
                (3..=40).contains(&words) && !self.is_menu(tokens.clone()) && !self.is_date_line(tokens)
            })
        })?;
        let paragraph = &mut self.document.paragraphs[index];
        paragraph.role = ParagraphRole::Title;
        let raw = &self.document.text[paragraph.bytes.clone()];
        let title = raw.trim_matches(|character: char| matches!(character, '#' | '*' | '_' | '-' | ' '));
        Some(title.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A line that is little more than a date.
    fn is_date_line(&self, tokens: Range<usize>) -> bool {
        let dates = date::find(self.document, self.tagged, tokens.clone());
        let dated: usize = dates.iter().map(|mention| mention.tokens.len()).sum();
        dated > 0 && self.words(tokens) <= dated + 6
    }

    fn byline(&self, body: usize) -> Option<String> {
        (0..body).find_map(|index| {
            let tokens = self.document.paragraphs[index].tokens.clone();
            let is_byline =
                self.document.low(tokens.start) == "by" && (2..=8).contains(&self.words(tokens.clone()));
            is_byline.then(|| self.document.clean(tokens.start + 1..tokens.end))
        })
    }

    /// Dates with all their parts in a range.
    fn full_dates(&self, tokens: Range<usize>) -> Vec<PartialDate> {
        date::find(self.document, self.tagged, tokens)
            .into_iter()
            .filter_map(|mention| match mention.expression {
                Expression::Absolute { year, month, day, .. } if year != 0 && day != 0 => {
                    PartialDate::new(year, month, day).ok()
                }
                _ => None,
            })
            .collect()
    }

    /// Whether a paragraph tells of an old picture: "This March 9, 2016 file photo shows".
    fn is_of_archive(&self, paragraph: &Paragraph) -> bool {
        let is = |at: usize, class| self.document.is(at, class);
        let mut tokens = paragraph.tokens.clone();
        tokens.any(|at| is(at, WordClass::Archived) && is(at + 1, WordClass::Picture))
    }

    /// The date nearest above the body, menus last.
    fn header_date(&self, body: usize) -> Option<PartialDate> {
        let lines = || {
            (0..body)
                .rev()
                .map(|index| &self.document.paragraphs[index])
                // The words below a picture tell when it was taken.
                .filter(|paragraph| paragraph.role != ParagraphRole::Body && !self.is_of_archive(paragraph))
        };
        // "Council to meet from 17 to 19 May 2021", above "CITY, May 14, 2021": the day of the report stands in its dateline.
        let dateline = self.dateline_tokens(body).and_then(|tokens| self.full_dates(tokens).pop());
        let is_plain = |line: &&Paragraph| {
            !(self.is_menu(line.tokens.clone()) || dateline.is_some() && line.role == ParagraphRole::Title)
        };
        let plain = lines().filter(is_plain).find_map(|line| self.full_dates(line.tokens.clone()).pop());
        plain.or_else(|| {
            // Lines that only repeat a menu's date are the day the page was viewed: used where nothing else is there.
            let after = (body..self.end)
                .filter(|&index| self.document.paragraphs[index].role == ParagraphRole::Furniture)
                .find_map(|index| self.full_dates(self.document.paragraphs[index].tokens.clone()).pop());
            dateline.or(after).or_else(|| lines().find_map(|line| self.full_dates(line.tokens.clone()).pop()))
        })
    }

    /// All dates of which one may be the day of publication, but for that of the dateline.
    fn dates(&self, body: usize, uri: &str, stated: &Stated) -> Vec<Dated> {
        let mut dates = stated.dates.clone();
        let mut add = |basis, date: Option<PartialDate>| dates.extend(date.map(|date| Dated { basis, date }));
        add(PublishDateBasis::Header, self.header_date(body));
        add(
            PublishDateBasis::Url,
            stated.url.as_deref().and_then(timestamp::in_url).or_else(|| timestamp::in_url(uri)),
        );
        add(PublishDateBasis::Body, self.any_date(body));
        dates
    }

    /// The first date with a year in the first paragraphs of the body.
    fn any_date(&self, body: usize) -> Option<PartialDate> {
        let end = (body + 3).min(self.document.paragraphs.len());
        (body..end).find_map(|index| {
            self.full_dates(self.document.paragraphs[index].tokens.clone()).into_iter().next()
        })
    }

    fn date_in(&self, tokens: Range<usize>, base: Option<PartialDate>) -> Option<PartialDate> {
        date::find(self.document, self.tagged, tokens)
            .into_iter()
            .filter(|mention| matches!(mention.expression, Expression::Absolute { day, .. } if day != 0))
            .find_map(|mention| mention.expression.resolve(base, false))
            .map(|date| date.start)
    }

    fn place_in(&self, tokens: Range<usize>) -> Option<(String, CountryCode)> {
        self.tagged.entities(tokens).find_map(|found| match found.tag {
            Tag::City(index) => {
                let city = &lexicon().cities[index.index()];
                Some((city.name.clone(), city.country))
            }
            Tag::Country(code) => {
                // A city that bears its country's name.
                let name = lexicon().country_names.get(&code)?;
                lexicon()
                    .cities
                    .iter()
                    .any(|city| city.capital && city.country == code && city.name == *name)
                    .then(|| (name.clone(), code))
            }
            _ => None,
        })
    }

    /// The place of a dateline that is a line of its own above the body: "HARBOR CITY, Nov. 12, 2005 (Agency)".
    fn place_line(&self, body: usize) -> Option<(String, CountryCode)> {
        (0..body).rev().map(|index| self.document.paragraphs[index].tokens.clone()).find_map(|tokens| {
            let city =
                self.tagged.entity_at(tokens.start).filter(|found| matches!(found.tag, Tag::City(_)))?;
            // "City / Agency"
            let last = if self.document.str(tokens.end - 1) == ")" { tokens.end - 1 } else { tokens.end };
            let has_outlet = || {
                let mut behind = self.tagged.entities(city.tokens.end..tokens.end);
                behind.any(|found| matches!(found.tag, Tag::Outlet(_)) && found.tokens.end >= last)
                    && self.words(tokens.clone()) <= MAX_PLACE_WORDS
            };
            let is_line = self.words(tokens.clone()) <= MAX_PLACE_LINE
                && (!self.full_dates(tokens.clone()).is_empty() || has_outlet());
            is_line.then(|| self.place_in(city.tokens.clone())).flatten()
        })
    }

    /// The tokens of the dateline that opens a paragraph: place, perhaps a date and an agency, up to a separator.
    fn dateline_tokens(&self, body: usize) -> Option<Range<usize>> {
        let tokens = self.document.paragraphs.get(body)?.tokens.clone();
        // "(AGGREGATOR - Lakes News Agency (LNA)) CITY, Sept 4 (LNA) --": whose page it stands on is no part of the dateline.
        let behind = self.bracket_end(tokens.clone()).and_then(|at| self.dateline_in(at..tokens.end));
        if let Some(dateline) = behind {
            return Some(tokens.start..dateline.end);
        }
        // "[Harbour City, March 5, 2031] The ministers …"
        let bracketed = self.bracket_end(tokens.clone()).filter(|&end| {
            end < tokens.end
                && self.document.str(tokens.start) == "["
                && !self.full_dates(tokens.start..end).is_empty()
                && self.place_in(tokens.start..end).is_some()
        });
        bracketed.map(|end| tokens.start..end).or_else(|| self.dateline_in(tokens))
    }

    /// Where a bracket ends with which a paragraph begins, brackets within it included.
    fn bracket_end(&self, tokens: Range<usize>) -> Option<usize> {
        let mut depth = 0;
        for at in tokens.start..tokens.end.min(tokens.start + MAX_BRACKET) {
            match self.document.str(at) {
                "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                "))" => depth -= 2,
                _ => {}
            }
            if depth <= 0 {
                return (at > tokens.start).then_some(at + 1);
            }
        }
        None
    }

    /// The dateline at the beginning of a range.
    fn dateline_in(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        if tokens.is_empty() {
            return None;
        }
        if let Some(end) =
            self.place_and_agency(self.stamp(tokens.clone()).unwrap_or(tokens.start), tokens.end)
        {
            return Some(tokens.start..end);
        }
        // "1. The Fourth Ministers' Meeting (MM) …": a sentence.
        let first = tokens.clone().find(|&at| self.document.tokens[at].kind == TokenKind::Word)?;
        let is_sentence = self.document.tokens[first].case != Case::Upper
            && matches!(self.document.low(first), "the" | "a" | "an" | "in" | "at" | "on" | "this" | "we");
        if is_sentence {
            return None;
        }
        let mut place = false;
        let mut point = None;
        let limit = tokens.end.min(tokens.start + 32);
        for token in tokens.start..limit {
            let text = self.document.str(token);
            let at = self.document.tokens[token];
            let entity = self.tagged.entity(token);
            let ends = matches!(text, ":" | "—" | "–" | "-" | "--" | "―")
                || (text == ")"
                    && !matches!(self.document.str(token + 1), ":" | "—" | "–" | "-" | "," | "--" | "/"));
            if ends && place {
                // "(UrduPoint / News - 22nd May)": a dash inside brackets does not end it.
                let open = tokens.start..token;
                let depth = open.clone().filter(|&at| self.document.str(at) == "(").count() as i32
                    - open.clone().filter(|&at| self.document.str(at) == ")").count() as i32
                    - i32::from(text == ")");
                if depth > 0 {
                    continue;
                }
                let mut end = token + 1;
                while end < tokens.end && matches!(self.document.str(end), ":" | "—" | "–" | "-" | "--") {
                    end += 1;
                }
                // "City - AGENCY - The ministers …"
                let is_agency = self.document.tokens.get(end).is_some_and(|word| word.case == Case::Upper)
                    && self.tagged.entity(end).is_none_or(|found| matches!(found.tag, Tag::Outlet(_)))
                    && text != ":"
                    && matches!(self.document.str(end + 1), ":" | "—" | "–" | "-" | "--");
                if is_agency {
                    end += 2;
                }
                // "CITY, March 5 -- (AGENCY) -- The ministers …"
                let is_dash =
                    |at: usize| self.document.is(at, WordClass::Dash) || self.document.str(at) == "--";
                if self.document.is_mark(end, "(")
                    && let Some(close) = self.bracket_end(end..tokens.end)
                    && close < tokens.end
                    && is_dash(close)
                {
                    end = (close..tokens.end).find(|&at| !is_dash(at)).unwrap_or(tokens.end);
                }
                // A dateline is short, or holds a bracket or capitals: "Beijing and Moscow - two capitals" is none.
                let upper = self.document.tokens[tokens.start].case == Case::Upper
                    || tokens.clone().take(3).any(|at| self.document.tokens[at].case == Case::Upper);
                let bracket = (tokens.start..token + 1).any(|at| self.document.str(at) == "(");
                let dated = !date::find(self.document, self.tagged, tokens.start..end).is_empty();
                return (upper || bracket || dated || end - tokens.start <= 4).then_some(tokens.start..end);
            }
            place |= matches!(entity.as_ref().map(|found| found.tag), Some(Tag::City(_) | Tag::Country(_)))
                || (at.case == Case::Upper && text.len() > 3);
            let fits = at.kind != TokenKind::Word
                || at.is_capitalised()
                || entity.is_some()
                || matches!(self.document.low(token), "date" | "of" | "and" | "by");
            if text == "." && place {
                point = Some(token + 1);
            }
            if !fits {
                // "DUSHANBE, September 16. The leaders …": up to the last point, where a date stands before it.
                return point
                    .filter(|&end| !date::find(self.document, self.tagged, tokens.start..end).is_empty())
                    .map(|end| tokens.start..end);
            }
        }
        None
    }

    /// Where a stamp ends that a page puts before the first words: "date 2018-05-22", "Date: 22 May 2018", with a byline.
    fn stamp(&self, tokens: Range<usize>) -> Option<usize> {
        if !matches!(self.document.low(tokens.start), "date" | "dated" | "published" | "posted" | "updated") {
            return None;
        }
        let first = tokens.start + 1 + usize::from(self.document.str(tokens.start + 1) == ":");
        let dates = date::find(self.document, self.tagged, first..tokens.end.min(first + STAMP_TOKENS));
        let mut end = dates.first().filter(|date| date.tokens.start == first)?.tokens.end;
        if self.document.low(end) == "by" {
            let is_name = |&at: &usize| {
                self.document.tokens[at].case == Case::Title
                    && !lexicon().common_words.contains(self.document.low(at))
            };
            end += 1;
            end =
                (end..tokens.end.min(end + BYLINE_WORDS)).take_while(is_name).last().map_or(end, |at| at + 1);
        }
        (end < tokens.end).then_some(end)
    }

    /// Where a dateline without any mark behind it ends: "ASTANA. AGENCY The council held …".
    fn place_and_agency(&self, start: usize, end: usize) -> Option<usize> {
        let is_upper = |at: usize| {
            at < end && self.document.tokens[at].case == Case::Upper && self.document.str(at).len() > 3
        };
        let place = self.tagged.entity_at(start).filter(|found| matches!(found.tag, Tag::City(_)))?;
        let point = place.tokens.end;
        if !is_upper(start) || self.document.str(point) != "." || !is_upper(point + 1) {
            return None;
        }
        let behind = (point + 1..end).find(|&at| !is_upper(at))?;
        let begins = self.document.tokens[behind].kind == TokenKind::Word
            && self.document.tokens[behind].is_capitalised();
        begins.then_some(behind)
    }

    /// Cuts the dateline, or a stamp, off the first sentence of the body.
    fn dateline(&mut self, body: usize) -> Option<Range<usize>> {
        let Some(tokens) = self.dateline_tokens(body) else {
            let tokens = self.document.paragraphs.get(body)?.tokens.clone();
            if let Some(end) = self.stamp(tokens) {
                self.document.detach(end, false);
            }
            return None;
        };
        self.document.detach(tokens.end, false);
        Some(tokens)
    }

    /// Where the list of other reports begins that stands behind the body: "Related news", "Most read".
    fn other_reports(&self, body: usize, is_running: impl Fn(usize) -> bool) -> usize {
        let count = self.document.paragraphs.len();
        let is_heading = |&index: &usize| {
            let tokens = self.document.paragraphs[index].tokens.clone();
            let words: Vec<&str> = tokens.map(|token| self.document.low(token)).collect();
            let words = words.join(" ");
            OTHER_REPORTS.contains(words.trim_end_matches([' ', ':']))
        };
        let heading = (body + 1..count).find(is_heading).unwrap_or(count);
        // One in the middle, before a link, is followed by the rest of the report.
        let goes_on = (heading..count).filter(|&index| is_running(index)).count() > 1;
        if goes_on { count } else { heading }
    }

    /// Outlets named in the header and the dateline, in order of worth: the header's last, then the dateline's.
    /// Not by an acronym that the dateline gives to another.
    fn outlets(
        &self,
        body: usize,
        dateline: Option<Range<usize>>,
        acronym: Option<&str>,
    ) -> Vec<&'static Outlet> {
        let header = (0..body).map(|index| self.document.paragraphs[index].tokens.clone());
        let lines = header
            .filter(|tokens| !self.is_menu(tokens.clone()) && self.words(tokens.clone()) <= 14)
            .chain(dateline);
        lines
            .flat_map(|tokens| self.tagged.entities(tokens))
            .filter(|found| acronym != Some(self.document.slice(found.tokens.clone())))
            .filter_map(|found| match found.tag {
                Tag::Outlet(index) => Some(&lexicon().outlets[index.index()]),
                _ => None,
            })
            .collect()
    }

    /// "Lakes News Agency (LNA)" in a dateline: the name of the agency, and its acronym.
    fn defined_agency(&self, dateline: Range<usize>) -> Option<(String, String)> {
        let open = dateline.clone().skip(2).find(|&at| {
            self.document.is_mark(at, "(")
                && self.document.tokens[at - 1].word.is(WordClass::AgencyEnd)
                && self.document.tokens.get(at + 1).is_some_and(|word| word.case == Case::Upper)
        })?;
        let is_name = |at: &usize| self.document.tokens[*at].case == Case::Title;
        let first = (dateline.start..open).rev().take_while(is_name).last()?;
        (open - first >= 2)
            .then(|| (self.document.clean(first..open), self.document.str(open + 1).to_owned()))
    }

    /// Letters and many digits in one: no word of a report.
    fn is_code(&self, token: usize) -> bool {
        let word = self.document.str(token);
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.len() >= LEAST_CODE
            && digits * 2 > word.len()
            && word.starts_with(|first: char| first.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// Cuts a code off the end of the report: "LNA04092031000071".
    fn cut_code(&mut self) {
        let last =
            self.document.paragraphs.iter().rposition(|paragraph| paragraph.role == ParagraphRole::Body);
        let Some(tokens) = last.map(|last| self.document.paragraphs[last].tokens.clone()) else { return };
        if tokens.len() > 1 && self.is_code(tokens.end - 1) {
            self.document.detach(tokens.end - 1, true);
        }
    }

    /// English, where the small words of English are there.
    fn language(&self) -> Option<String> {
        let words = self.document.tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
        let small = (0..self.document.tokens.len())
            .filter(|&token| {
                matches!(
                    self.document.low(token),
                    "the" | "of" | "and" | "to" | "in" | "a" | "that" | "for" | "on" | "with"
                )
            })
            .count();
        (words >= 10 && small * 8 >= words).then(|| "en".to_owned())
    }
}

fn is_quotation(raw: &str) -> bool {
    raw.starts_with(['“', '"', '«', '‘'])
}
