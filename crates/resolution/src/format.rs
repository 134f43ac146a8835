//! The format of a meeting: who meets in it (heads of state, ministers of something, secretaries of councils), told
//! from the words of its series and title.

use std::collections::BTreeSet;

use rapporteur_model::{extraction::Meeting, vocabulary::MeetingKind};

use crate::text::{content_set, overlap_percent};

/// Rank of those who meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Heads of state, or of state and government.
    Summit,
    /// Heads of government.
    Government,
    /// Ministers.
    Ministers,
    /// Secretaries of security councils.
    Secretaries,
    /// Below ministers.
    Officials,
}

/// The format of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Format {
    /// Rank of those who meet.
    pub(crate) level: Option<Level>,
    /// Of what: `foreign`, `defense`, `energy`.
    pub(crate) subject: BTreeSet<String>,
    /// Words that set it apart from a meeting of those of full rank: `deputy`.
    rank: BTreeSet<String>,
}

/// How two formats stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// The same.
    Same,
    /// One of them says too little.
    Open,
    /// Not the same.
    Different,
}

/// Words that any meeting may have in its name.
const PLAIN: [&str; 42] = [
    "meeting",
    "session",
    "council",
    "conference",
    "regular",
    "annual",
    "group",
    "talk",
    "gathering",
    "extraordinary",
    "informal",
    "formal",
    "th",
    "st",
    "nd",
    "rd",
    "head",
    "delegation",
    "participant",
    "upcoming",
    "next",
    "member",
    "state",
    "country",
    "international",
    "two",
    "day",
    "one",
    "joint",
    "sideline",
    "official",
    "first",
    "second",
    "third",
    "affair",
    "ministry",
    "organization",
    "national",
    "attending",
    "plenary",
    "other",
    "dialogue",
];

const RANKS: [&str; 6] = ["deputy", "vice", "expert", "senior", "technical", "permanent"];

impl Format {
    /// The format of a meeting as one report has it.
    pub(crate) fn of(meeting: &Meeting) -> Self {
        let organization = meeting.organization.as_deref().map(organization_words).unwrap_or_default();
        let series = meeting.series.as_deref().map(|series| Self::of_words(series, &organization));
        let mut format = match series {
            Some(series) if series.is_known() => series,
            // A title holds names and places too, so only its level counts.
            _ => {
                let title = Self::of_words(&meeting.title, &organization);
                let has_level = title.level.is_some();
                let subject = if title.level == Some(Level::Ministers) {
                    title.subject.into_iter().filter(|word| is_portfolio(word)).collect()
                } else {
                    BTreeSet::new()
                };
                Self {
                    level: title.level,
                    subject,
                    rank: if has_level { title.rank } else { BTreeSet::new() },
                }
            }
        };
        format.level = format.level.or(match meeting.kind {
            Some(MeetingKind::Summit) => Some(Level::Summit),
            Some(MeetingKind::Ministerial) => Some(Level::Ministers),
            Some(MeetingKind::WorkingGroup) => Some(Level::Officials),
            _ => None,
        });
        format
    }

    fn of_words(text: &str, organization: &BTreeSet<String>) -> Self {
        let words = content_set(text);
        let has = |word: &str| words.contains(word);
        let level = if has("security") && has("council") && has("secretary") {
            Some(Level::Secretaries)
        } else if has("minister") && !has("prime") || has("ministerial") {
            Some(Level::Ministers)
        } else if has("prime") && has("minister")
            || has("head") && has("government") && !has("state")
            || has("premier")
        {
            Some(Level::Government)
        } else if has("summit") || has("head") && has("state") || has("leader") {
            Some(Level::Summit)
        } else {
            None
        };
        let used: &[&str] = match level {
            Some(Level::Summit) => &["summit", "government", "leader"],
            Some(Level::Government) => &["government", "prime", "minister", "premier"],
            Some(Level::Ministers) => &["minister", "ministerial"],
            Some(Level::Secretaries) => &["security", "secretary"],
            Some(Level::Officials) | None => &[],
        };
        let rank = words.iter().filter(|word| RANKS.contains(&word.as_str())).cloned().collect();
        let subject = words.iter().filter(|word| {
            let word = word.as_str();
            !used.contains(&word)
                && !PLAIN.contains(&word)
                && !RANKS.contains(&word)
                && !organization.contains(word)
                && !word.starts_with(|first: char| first.is_ascii_digit())
        });
        // The heads of state are one body, whatever a report calls their meeting ("Qingdao summit").
        let subject = if level == Some(Level::Summit) { BTreeSet::new() } else { subject.cloned().collect() };
        Self { level, subject, rank }
    }

    /// Whether it says anything.
    pub(crate) fn is_known(&self) -> bool {
        self.level.is_some() || !self.subject.is_empty()
    }

    /// A word for the level, as block keys have it.
    pub(crate) fn level_word(&self) -> &'static str {
        match self.level {
            Some(Level::Summit) => "summit",
            Some(Level::Government) => "government",
            Some(Level::Ministers) => "ministers",
            Some(Level::Secretaries) => "secretaries",
            Some(Level::Officials) => "officials",
            None => "",
        }
    }

    /// Keys of which two formats of a known level that are the same have one in common: the level with each word of the
    /// subject.
    pub(crate) fn keys(&self) -> Vec<String> {
        let level = self.level_word();
        if level.is_empty() {
            return Vec::new();
        }
        if self.subject.is_empty() {
            return vec![level.to_owned()];
        }
        self.subject.iter().map(|word| format!("{level} {word}")).collect()
    }

    /// How two formats stand to each other.
    pub(crate) fn likeness(&self, other: &Self) -> Likeness {
        if !self.is_known() || !other.is_known() {
            return Likeness::Open;
        }
        if self.level != other.level || self.rank != other.rank {
            return Likeness::Different;
        }
        if self.subject == other.subject {
            return Likeness::Same;
        }
        if self.subject.is_empty() || other.subject.is_empty() {
            return Likeness::Open;
        }
        let one_says_more = self.subject.is_subset(&other.subject) || other.subject.is_subset(&self.subject);
        if one_says_more || overlap_percent(&self.subject, &other.subject) >= 50 {
            Likeness::Same
        } else {
            Likeness::Different
        }
    }
}

/// Words by which ministers are told apart.
fn is_portfolio(word: &str) -> bool {
    const PORTFOLIOS: [&str; 24] = [
        "foreign",
        "defense",
        "interior",
        "justice",
        "trade",
        "economy",
        "economic",
        "finance",
        "energy",
        "culture",
        "health",
        "transport",
        "agriculture",
        "education",
        "environment",
        "tourism",
        "emergency",
        "science",
        "security",
        "labor",
        "digital",
        "water",
        "industry",
        "commerce",
    ];
    PORTFOLIOS.contains(&word)
}

/// The organization's own words, and its acronym.
fn organization_words(organization: &str) -> BTreeSet<String> {
    let mut words = content_set(organization);
    let acronym: String = organization
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_uppercase))
        .filter_map(|word| word.chars().next())
        .collect();
    words.insert(acronym.to_lowercase());
    // A body's own subject is not taken for its name's: "security" of a security organization's secretaries.
    words.retain(|word| !is_portfolio(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, two: &str) -> Likeness {
        let organization = organization_words("River Cooperation League");
        let (one, two) = (Format::of_words(one, &organization), Format::of_words(two, &organization));
        assert_eq!(one.likeness(&two), two.likeness(&one));
        let share_a_key = one.keys().iter().any(|key| two.keys().contains(key));
        assert!(one.likeness(&two) != Likeness::Same || one.level.is_none() || share_a_key);
        one.likeness(&two)
    }

    #[test]
    fn one_format_in_other_words() {
        for (one, two) in [
            ("summit", "Heads of State"),
            ("summit", "Council of the Heads of State of the River Cooperation League"),
            ("RCL leaders' summit", "Heads of State and Government"),
            ("foreign ministers", "Council of Foreign Ministers"),
            ("defense ministers", "Defence Ministers' meeting"),
            ("Security Council Secretaries", "meeting of secretaries of the security councils"),
            ("Heads of Government", "prime ministers"),
            ("Harbour Forum", "Harbour Forum"),
        ] {
            assert_eq!(likeness(one, two), Likeness::Same, "{one} / {two}");
        }
    }

    #[test]
    fn other_formats() {
        for (one, two) in [
            ("summit", "foreign ministers"),
            ("summit", "Heads of Government"),
            ("summit", "Security Council Secretaries"),
            ("foreign ministers", "defense ministers"),
            ("foreign ministers", "deputy foreign ministers"),
            ("Harbour Forum", "Grain Forum of Farmers"),
            ("Harbour Forum", "summit"),
        ] {
            assert_eq!(likeness(one, two), Likeness::Different, "{one} / {two}");
        }
    }

    #[test]
    fn too_little_said() {
        assert_eq!(likeness("ministerial", "defense ministers"), Likeness::Open);
        assert_eq!(likeness("meeting", "defense ministers"), Likeness::Open);
        assert_eq!(likeness("heads of delegations", "Security Council Secretaries"), Likeness::Open);
    }
}
