//! What a page says of itself: meta tags, JSON-LD, `<title>`, microdata, `<time>`.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use html5gum::StartTag;
use rapporteur_model::vocabulary::PublishDateBasis;
use serde_json::Value;

use super::tree::attribute;
use crate::reader::reading::Stated;

/// More JSON-LD than this is not kept: articles have a few kilobytes of it, and the text of the article at the most.
const MAX_JSON_BYTES: usize = 4 << 20;

/// A title is cut here.
const MAX_TITLE_BYTES: usize = 2000;

/// Meta tags by what they say, best first.
static KEYS: LazyLock<HashMap<&'static str, (&'static str, usize)>> = LazyLock::new(|| {
    let rows =
        include_str!("../../../lexicon/page_metadata.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.enumerate()
        .filter_map(|(rank, line)| line.split_once('\t').map(|(what, key)| (key, (what, rank))))
        .collect()
});

/// What a page says of itself, as it is read.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// By what and rank.
    meta: BTreeMap<(&'static str, usize), String>,
    title: Option<String>,
    language: Option<String>,
    canonical: Option<String>,
    /// `<time datetime=…>` that is marked as the publication, and any other.
    published_time: Option<String>,
    first_time: Option<String>,
    /// Microdata.
    item_date: Option<String>,
    json: Vec<String>,
    json_bytes: usize,
    /// What the text that comes next belongs to.
    inside: Inside,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Title,
    Json,
}

impl Metadata {
    /// Sees an opening tag.
    pub(super) fn open(&mut self, name: &str, tag: &StartTag<()>) {
        let value = |name: &str| attribute(tag, name).trim().to_owned();
        match name {
            "meta" => {
                let content = value("content");
                for key in ["property", "name", "itemprop", "http-equiv"] {
                    let key = value(key).to_ascii_lowercase();
                    let Some(&(what, rank)) = KEYS.get(key.as_str()) else { continue };
                    // The language of the interface is often `en_US` wherever the page is from.
                    if !content.is_empty() && content.len() <= MAX_TITLE_BYTES {
                        self.meta.entry((what, rank)).or_insert(content);
                    }
                    break;
                }
                if self.item_date.is_none() && value("itemprop").eq_ignore_ascii_case("datePublished") {
                    self.item_date = Some(value("content"));
                }
            }
            "title" if self.title.is_none() => {
                self.inside = Inside::Title;
                self.title = Some(String::new());
            }
            "script" if value("type").to_ascii_lowercase().contains("ld+json") => {
                self.inside = Inside::Json;
                self.json.push(String::new());
            }
            "html" if self.language.is_none() => {
                self.language = Some(value("lang")).filter(|language| !language.is_empty());
            }
            "link" if self.canonical.is_none() && value("rel").eq_ignore_ascii_case("canonical") => {
                self.canonical = Some(value("href"));
            }
            _ => {
                if name == "time" {
                    let stamp = value("datetime");
                    let is_published = tag.attributes.contains_key(b"pubdate".as_slice())
                        || value("itemprop").eq_ignore_ascii_case("datePublished")
                        || value("class").to_ascii_lowercase().contains("publish");
                    let slot = if is_published { &mut self.published_time } else { &mut self.first_time };
                    if slot.is_none() && !stamp.is_empty() {
                        *slot = Some(stamp);
                    }
                } else if self.item_date.is_none() && value("itemprop").eq_ignore_ascii_case("datePublished")
                {
                    let content = value("content");
                    self.item_date = Some(if content.is_empty() { value("datetime") } else { content });
                }
            }
        }
    }

    /// Sees an end tag.
    pub(super) fn close(&mut self, name: &str) {
        if matches!(name, "title" | "script" | "head") {
            self.inside = Inside::Nothing;
        }
    }

    /// Sees text; whether it is the metadata's.
    pub(super) fn text(&mut self, text: &str) -> bool {
        match self.inside {
            Inside::Nothing => return false,
            Inside::Title => {
                if let Some(title) =
                    self.title.as_mut().filter(|title| title.len() + text.len() <= MAX_TITLE_BYTES)
                {
                    title.push_str(text);
                }
            }
            Inside::Json => {
                self.json_bytes += text.len();
                if let Some(json) = self.json.last_mut().filter(|_| self.json_bytes <= MAX_JSON_BYTES) {
                    json.push_str(text);
                }
            }
        }
        true
    }

    fn first(&self, what: &str) -> Option<&str> {
        self.all(what).next()
    }

    fn all(&self, what: &str) -> impl Iterator<Item = &str> {
        self.meta.iter().filter(move |((said, _), _)| *said == what).map(|(_, value)| value.as_str())
    }

    /// All of it, and the text of the article where the structured data hold it. `headline` is the page's `<h1>`.
    pub(super) fn finish(&self, headline: Option<&str>) -> (Stated, Option<String>) {
        let article = self.json.iter().find_map(|json| article_in(json)).unwrap_or_default();
        let mut stated = Stated::default();
        for date in article.date.iter().chain(&self.item_date) {
            stated.date(PublishDateBasis::StructuredData, date);
        }
        for date in self.all("date").chain(self.published_time.as_deref()).chain(self.first_time.as_deref()) {
            stated.date(PublishDateBasis::MetaTag, date);
        }
        stated.publisher = article.publisher.or_else(|| self.first("publisher").map(plain));
        let page_title = self.title.as_deref().map(plain).filter(|title| !title.is_empty());
        let meta_title = self.first("title").map(plain);
        stated.title = article
            .title
            .or_else(|| {
                let stated = [meta_title.as_deref(), page_title.as_deref()];
                let headline = headline.map(plain)?;
                // An `<h1>` may be the name of the site.
                let is_confirmed = |title: &str| title.contains(&headline) && headline.split(' ').count() > 1;
                let is_alone = stated.iter().all(Option::is_none);
                (is_alone || stated.into_iter().flatten().any(is_confirmed)).then_some(headline)
            })
            .or_else(|| {
                let title = meta_title.or(page_title)?;
                Some(without_site(&title, stated.publisher.as_deref()))
            })
            .filter(|title| !title.is_empty());
        stated.byline = article.author.or_else(|| {
            let author = self.first("author").map(plain)?;
            (!author.contains("://")).then_some(author)
        });
        stated.agency = self.first("source").map(plain);
        stated.language = self.language.clone().or_else(|| self.first("language").map(ToOwned::to_owned));
        stated.url = self.canonical.clone().filter(|url| url.contains("://"));
        (stated, article.body)
    }
}

/// Text on one line, with the entities of sloppy pages resolved once more.
pub(super) fn plain(text: &str) -> String {
    if text.contains('&') && text.contains(';') {
        return super::text_of(text);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A page's title without the site's name: "Ministers meet - Lakes Herald".
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let cut = [" | ", " - ", " – ", " — ", " :: ", " « ", "_"]
        .into_iter()
        .filter_map(|mark| title.rfind(mark))
        .max();
    let Some(cut) = cut else { return title.to_owned() };
    let (head, tail) = title.split_at(cut);
    let tail = tail.trim_start_matches(|character: char| !character.is_alphanumeric());
    let is_site = publisher.is_some_and(|publisher| tail.to_lowercase().contains(&publisher.to_lowercase()))
        || (tail.split_whitespace().count() <= 4 && head.split_whitespace().count() >= 4);
    if is_site { head.trim().to_owned() } else { title.to_owned() }
}

/// An article in structured data.
#[derive(Debug, Default)]
struct Article {
    title: Option<String>,
    date: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    body: Option<String>,
}

/// The first article that JSON-LD describes.
fn article_in(json: &str) -> Option<Article> {
    let json = json.trim().trim_start_matches("<![CDATA[").trim_start_matches("<!--");
    // serde_json refuses what is nested deeper than 128, so that walking through it is safe.
    let value = serde_json::Deserializer::from_str(json).into_iter::<Value>().next()?.ok()?;
    find_article(&value)
}

fn find_article(value: &Value) -> Option<Article> {
    match value {
        Value::Array(values) => values.iter().find_map(find_article),
        Value::Object(fields) => {
            let types: Vec<&str> = match fields.get("@type") {
                Some(Value::String(one)) => vec![one],
                Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
                _ => Vec::new(),
            };
            let is_article = types.iter().any(|name| {
                ["Article", "Posting", "Report", "LiveBlog", "PressRelease"]
                    .iter()
                    .any(|end| name.ends_with(end))
            });
            if !is_article {
                return ["@graph", "mainEntity", "mainEntityOfPage"]
                    .iter()
                    .find_map(|key| fields.get(*key).and_then(find_article));
            }
            let text = |key: &str| fields.get(key).and_then(name_of).filter(|text| !text.is_empty());
            Some(Article {
                title: text("headline").or_else(|| text("name")).map(|title| plain(&title)),
                date: text("datePublished").or_else(|| text("dateCreated")),
                publisher: text("publisher").or_else(|| text("sourceOrganization")),
                author: text("author").or_else(|| text("creator")).filter(|author| !author.contains("://")),
                body: fields.get("articleBody").and_then(Value::as_str).map(ToOwned::to_owned),
            })
        }
        _ => None,
    }
}

/// A text, the name of a thing, or the names of several.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => fields.get("name").and_then(name_of),
        Value::Array(values) => {
            let names: Vec<String> = values.iter().take(20).filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
