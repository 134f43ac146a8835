//! Gold: what a careful reader finds in one report, written by hand. One JSON file a report; `examples/gold` has some,
//! and says how they are written.

use std::{fmt::Display, str::FromStr};

use rapporteur_model::{
    ContentHash, CountryCode, PartialDate,
    vocabulary::{MeetingStatus, MembershipChange, OutcomeKind, OutcomeStatus, ParticipationRole, QuoteKind},
};
use serde::{Deserialize, Deserializer, de::Error as _};

/// Why a file is no gold.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// No JSON, a field is missing, or a value is none of those allowed. The message has line and column.
    #[error("no gold for a report ({0}); examples/gold shows the form")]
    Json(#[from] serde_json::Error),
    /// An id that cannot be the name of a report's file.
    #[error("the id `{id}` names no report: it is to be a file's name without its ending")]
    Id {
        /// The id.
        id: String,
    },
}

/// What a careful reader finds in one report.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldReport {
    /// Name of the report's file, without its ending.
    pub id: String,
    /// SHA-256 of the report for which this gold was made, in hexadecimal digits.
    #[serde(default)]
    pub sha256: Option<String>,
    /// When the report was published.
    #[serde(default, deserialize_with = "optional")]
    pub published: Option<PartialDate>,
    /// The meetings that it reports or mentions.
    pub meetings: Vec<GoldMeeting>,
    /// Who was there by name.
    pub participants: Vec<GoldParticipant>,
    /// Which countries were there without a named person.
    pub delegations: Vec<GoldDelegation>,
    /// Who said what.
    pub quotes: Vec<GoldQuote>,
    /// What was adopted or promised.
    pub outcomes: Vec<GoldOutcome>,
    /// Who joined or left an organization.
    pub memberships: Vec<GoldMembership>,
}

impl GoldReport {
    /// Reads one file.
    ///
    /// # Errors
    /// [`GoldError`], which says what is wrong and where.
    pub fn from_json(json: &str) -> Result<Self, GoldError> {
        let gold: Self = serde_json::from_str(json)?;
        if gold.id.is_empty() || gold.id.contains(['/', '\\']) {
            return Err(GoldError::Id { id: gold.id });
        }
        Ok(gold)
    }

    /// Whether it was made for this report: false when it names the checksum of another text.
    #[must_use]
    pub fn is_for(&self, report: &[u8]) -> bool {
        self.sha256.as_ref().is_none_or(|sha256| *sha256 == ContentHash::of(report).to_string())
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldMeeting {
    /// By which participants and delegations name it.
    pub key: String,
    /// What the report calls it.
    pub name: String,
    /// Whose meeting it is.
    #[serde(default)]
    pub organization: Option<String>,
    /// Series or format.
    #[serde(default)]
    pub body: Option<String>,
    /// Which one of its series.
    #[serde(default)]
    pub ordinal: Option<u32>,
    /// First day, as far as the report tells it.
    #[serde(default, deserialize_with = "optional")]
    pub start: Option<PartialDate>,
    /// Last day, of a meeting of several.
    #[serde(default, deserialize_with = "optional")]
    pub end: Option<PartialDate>,
    /// City.
    #[serde(default)]
    pub city: Option<String>,
    /// Country of the venue.
    #[serde(default, deserialize_with = "optional")]
    pub country: Option<CountryCode>,
    /// As of the report.
    #[serde(default, deserialize_with = "optional")]
    pub status: Option<MeetingStatus>,
    /// Neither rewarded nor punished: readers may disagree about it.
    #[serde(default)]
    pub optional: bool,
}

/// A named person at a meeting.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldParticipant {
    /// Key of the meeting.
    pub meeting: String,
    /// The fullest name in the report.
    pub name: String,
    /// In which office.
    #[serde(default)]
    pub office: Option<String>,
    /// For which country.
    #[serde(default, deserialize_with = "optional")]
    pub country: Option<CountryCode>,
    /// For which organization.
    #[serde(default)]
    pub organization: Option<String>,
    /// Doing what.
    #[serde(default, deserialize_with = "optional")]
    pub role: Option<ParticipationRole>,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

/// A country at a meeting without a named person.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldDelegation {
    /// Key of the meeting.
    pub meeting: String,
    /// Which country.
    #[serde(deserialize_with = "word")]
    pub country: CountryCode,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

/// A quotation, given by its first and last words in the report.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldQuote {
    /// Who said it: the fullest name in the report.
    pub speaker: String,
    /// Direct, indirect or mixed.
    #[serde(deserialize_with = "word")]
    pub kind: QuoteKind,
    /// Its first words.
    pub first: String,
    /// Its last words.
    pub last: String,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

impl GoldQuote {
    /// Its words: from the first to the last of them in the report. Where the report has no such place, the words that
    /// gold gives.
    #[must_use]
    pub fn content(&self, report: &str) -> String {
        let found = report.find(&self.first).and_then(|start| {
            // The last words may begin within the first ones of a short quotation, but end no earlier.
            let overhang = self.first.chars().count().saturating_sub(self.last.chars().count());
            let skipped = self.first.char_indices().nth(overhang).map_or(self.first.len(), |(at, _)| at);
            let last = start + skipped + report.get(start + skipped..)?.find(&self.last)?;
            report.get(start..last + self.last.len())
        });
        found.map_or_else(|| format!("{} {}", self.first, self.last), str::to_owned)
    }
}

/// A document or decision.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldOutcome {
    /// Its title as printed.
    pub title: String,
    /// What sort of document.
    #[serde(deserialize_with = "word")]
    pub kind: OutcomeKind,
    /// How far it has come.
    #[serde(default, deserialize_with = "optional")]
    pub status: Option<OutcomeStatus>,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

/// A change of membership.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldMembership {
    /// Country.
    #[serde(deserialize_with = "word")]
    pub member: CountryCode,
    /// Organization.
    pub organization: String,
    /// What happened.
    #[serde(deserialize_with = "word")]
    pub change: MembershipChange,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

/// A word that stands for a checked value.
fn word<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(deserializer: D) -> Result<T, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// The same, or nothing; an empty word is nothing.
fn optional<'de, D: Deserializer<'de>, T: FromStr<Err: Display>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let given = Option::<String>::deserialize(deserializer)?;
    given.filter(|text| !text.is_empty()).map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: &str =
        r#""meetings": [], "participants": [], "delegations": [], "quotes": [], "outcomes": []"#;

    fn quote(first: &str, last: &str) -> GoldQuote {
        GoldQuote {
            speaker: String::new(),
            kind: QuoteKind::Direct,
            first: first.to_owned(),
            last: last.to_owned(),
            optional: false,
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let wrong = format!(
            "{{\"id\": \"a\", {NOTHING},\n \"memberships\": [{{\"member\": \"Utopia\", \"organization\": \"LCL\"}}]}}"
        );
        let error = GoldReport::from_json(&wrong).unwrap_err().to_string();
        assert!(error.contains("Utopia") && error.contains("line 2"), "{error}");
        let error = GoldReport::from_json(&format!("{{\"id\": \"a\", {NOTHING}}}")).unwrap_err().to_string();
        assert!(error.contains("memberships"), "{error}");
        let elsewhere = format!("{{\"id\": \"../a\", {NOTHING}, \"memberships\": []}}");
        assert!(matches!(GoldReport::from_json(&elsewhere), Err(GoldError::Id { .. })));
    }

    #[test]
    fn gold_belongs_to_one_text() {
        let gold = format!(
            "{{\"id\": \"a\", \"sha256\": \"{}\", {NOTHING}, \"memberships\": []}}",
            ContentHash::of(b"one text")
        );
        let gold = GoldReport::from_json(&gold).unwrap();
        assert!(gold.is_for(b"one text"));
        assert!(!gold.is_for(b"another text"));
    }

    #[test]
    fn a_quotation_runs_from_its_first_to_its_last_words() {
        let report = "“Été, the lake is ours,” he said. The lake is theirs.";
        assert_eq!(quote("Été, the", "is ours").content(report), "Été, the lake is ours");
        assert_eq!(quote("the lake is ours", "ours").content(report), "the lake is ours");
        assert_eq!(quote("Été", "Été, the lake").content(report), "Été, the lake");
        assert_eq!(quote("no such", "words").content(report), "no such words");
    }
}
