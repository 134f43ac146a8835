//! Articles in JSON: an object with a title, a text, a date, under whatever names.

use std::{collections::HashMap, str::FromStr, sync::LazyLock};

use rapporteur_model::vocabulary::PublishDateBasis;
use serde_json::{Map, Value};

use super::{
    page,
    reading::{Builder, Reading, Stated},
    timestamp,
};

/// What fields can hold, as a person names it.
const WHAT: [&str; 11] = [
    "title",
    "text",
    "html",
    "date",
    "url",
    "author",
    "publisher",
    "agency",
    "language",
    "caption",
    "fetched",
];

/// Usual names of fields, by what they hold, best first.
static ALIASES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut aliases: HashMap<&str, Vec<&str>> = HashMap::new();
    let rows = include_str!("../../lexicon/article_fields.tsv").lines();
    for (what, name) in rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t')) {
        aliases.entry(what).or_default().push(name);
    }
    aliases
});

/// Which fields of a file's articles hold what, where their names do not tell: `title=headline,text=body.main`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    /// What, and the path to it: names with points between.
    paths: Vec<(String, String)>,
}

/// A mapping that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no mapping of fields, such as `title=headline`; what can be mapped is {}", WHAT.join(", "))]
pub struct FieldMapError {
    /// The part that is wrong.
    pub given: String,
}

impl FieldMap {
    /// Whether it maps nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Adds what another maps.
    pub fn extend(&mut self, other: Self) {
        self.paths.extend(other.paths);
    }

    /// An article under the names that every reader of articles knows: what is mapped, and the rest as it was.
    #[must_use]
    pub fn rename(&self, article: &Value) -> Value {
        let Value::Object(fields) = article else { return article.clone() };
        let mut renamed = Map::new();
        for (what, path) in &self.paths {
            let found = fields.get(path).or_else(|| {
                path.split('.').try_fold(article, |value, name| match value {
                    Value::Array(values) => values.get(name.parse::<usize>().ok()?),
                    value => value.get(name),
                })
            });
            if let Some(found) = found.filter(|_| !renamed.contains_key(what)) {
                renamed.insert(what.clone(), found.clone());
            }
        }
        let is_mapped = |name: &str| {
            let name = plain_name(name);
            ALIASES.iter().any(|(what, names)| renamed.contains_key(*what) && names.contains(&name.as_str()))
        };
        let rest: Vec<(String, Value)> = fields
            .iter()
            .filter(|(name, _)| !is_mapped(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        for (name, value) in rest {
            renamed.entry(name).or_insert(value);
        }
        Value::Object(renamed)
    }
}

impl FromStr for FieldMap {
    type Err = FieldMapError;

    fn from_str(text: &str) -> Result<Self, FieldMapError> {
        let mut paths = Vec::new();
        for pair in text.split(',').filter(|pair| !pair.trim().is_empty()) {
            let wrong = || FieldMapError { given: pair.to_owned() };
            let (what, path) = pair.split_once('=').ok_or_else(wrong)?;
            let (what, path) = (what.trim().to_ascii_lowercase(), path.trim());
            if !WHAT.contains(&what.as_str()) || path.is_empty() {
                return Err(wrong());
            }
            paths.push((what, path.to_owned()));
        }
        if paths.is_empty() {
            return Err(FieldMapError { given: text.to_owned() });
        }
        Ok(Self { paths })
    }
}

/// The letters of a field's name, small: `date_published` and `datePublished` are one.
fn plain_name(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Fields by their plain names; of those that are alike the first.
struct Fields<'article>(HashMap<String, &'article Value>);

impl<'article> Fields<'article> {
    fn of(article: &'article Map<String, Value>) -> Self {
        let mut fields = HashMap::new();
        for (name, value) in article {
            fields.entry(plain_name(name)).or_insert(value);
        }
        Self(fields)
    }

    fn values(&self, what: &str) -> impl Iterator<Item = (&'static str, &'article Value)> {
        let names = ALIASES.get(what).map(Vec::as_slice).unwrap_or_default();
        // The plain name of what is mapped stands first: `text` for text.
        names.iter().filter_map(|&name| self.0.get(name).map(|&value| (name, value)))
    }

    fn text(&self, what: &str, between: &str) -> Option<(&'static str, String)> {
        self.values(what).find_map(|(name, value)| {
            text_of(value, between).filter(|text| !text.trim().is_empty()).map(|text| (name, text))
        })
    }

    fn line(&self, what: &str) -> Option<String> {
        self.text(what, ", ").map(|(_, text)| page::text_of(&text))
    }
}

/// The text of a value; of an object its name, of an array all of it.
fn text_of(value: &Value, between: &str) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => {
            ["name", "title", "main", "text", "value", "content", "$t", "#text", "rendered"]
                .iter()
                .find_map(|name| fields.get(*name).and_then(|value| text_of(value, between)))
        }
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().filter_map(|value| text_of(value, between)).collect();
            (!texts.is_empty()).then(|| texts.join(between))
        }
        Value::Null | Value::Bool(_) => None,
    }
}

/// The address that an article gives for itself.
#[must_use]
pub fn url_of(article: &Value) -> Option<String> {
    let fields = Fields::of(article.as_object()?);
    let urls = fields.values("url").filter_map(|(_, value)| text_of(value, " "));
    urls.map(|url| url.trim().to_owned())
        .find(|url| url.contains("://") && !url.contains(char::is_whitespace))
}

/// The articles that an object holds without being one: `{"articles": […]}`.
#[must_use]
pub fn list_in(value: Value) -> Option<Vec<Value>> {
    list_within(value, 3)
}

fn list_within(value: Value, depth: usize) -> Option<Vec<Value>> {
    let Value::Object(mut fields) = value else { return None };
    let names: Vec<String> = fields.keys().cloned().collect();
    for alias in ALIASES.get("list").map(Vec::as_slice).unwrap_or_default() {
        let Some(name) = names.iter().find(|name| plain_name(name) == *alias) else { continue };
        match fields.remove(name) {
            Some(Value::Array(values)) if values.iter().any(Value::is_object) => return Some(values),
            Some(inner @ Value::Object(_)) if depth > 0 => {
                if let Some(values) = list_within(inner, depth - 1) {
                    return Some(values);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether an object is an article: it has a text, or a summary with a date or an address.
#[must_use]
pub fn is_article(value: &Value) -> bool {
    let Value::Object(article) = value else { return false };
    let fields = Fields::of(article);
    if fields.text("html", "\n").is_some() {
        return true;
    }
    match fields.text("text", "\n\n") {
        Some(("summary" | "description", _)) => fields.line("date").is_some() || url_of(value).is_some(),
        Some(_) => true,
        None => false,
    }
}

/// Reads an article; none for what is none.
#[must_use]
pub fn read(value: &Value) -> Option<Reading> {
    if !is_article(value) {
        return None;
    }
    let fields = Fields::of(value.as_object()?);
    let mut stated = Stated {
        title: fields.line("title"),
        publisher: fields.line("publisher"),
        agency: fields.line("agency"),
        byline: fields.line("author"),
        language: fields.line("language"),
        url: url_of(value),
        fetched: fields.line("fetched").as_deref().and_then(timestamp::read),
        ..Stated::default()
    };
    for (_, value) in fields.values("date") {
        if let Some(text) = text_of(value, " ") {
            stated.date(PublishDateBasis::Record, &text);
        }
    }
    let html = fields.text("html", "\n").map(|(_, html)| html);
    let text = fields.text("text", "\n\n").map(|(_, text)| text);
    // A whole page among the fields is read as a page is; what it says of itself counts where the fields are silent.
    if let Some(whole) = html.as_deref().filter(|html| html.contains("<body") || html.contains("<BODY")) {
        let reading = page::read(whole);
        if reading.layout.as_ref().is_some_and(|layout| layout.body < reading.text.len()) {
            return Some(Reading { stated: stated.or(reading.stated), ..reading });
        }
    }
    let mut builder = Builder::default();
    if let Some(title) = &stated.title {
        builder.title(title);
    }
    if let Some(html) = html {
        page::read_fragment(&html, &mut builder);
    }
    if let Some(text) = text.filter(|_| !builder.has_body()) {
        if has_tags(&text) {
            page::read_fragment(&text, &mut builder);
        } else {
            builder.text(&text);
        }
    }
    if let Some((_, captions)) = fields.text("caption", "\n") {
        captions.lines().for_each(|caption| builder.caption(&page::text_of(caption)));
    }
    Some(builder.finish(stated))
}

/// Whether a text is HTML.
fn has_tags(text: &str) -> bool {
    ["</", "<p>", "<br", "<div", "&nbsp;", "&#8"].iter().any(|sign| text.contains(sign))
}
