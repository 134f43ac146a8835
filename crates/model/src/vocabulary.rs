//! The closed vocabularies of the contract. Absence is `Option::None`, never a word for "unknown"; the one exception is
//! [`SpeakerKind::Unknown`], which says that the report itself does not say who speaks.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A text that is no word of a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is none of {allowed}")]
pub struct WordError {
    /// The text that was given.
    pub given: String,
    /// The words there are, separated by commas.
    pub allowed: String,
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its word, in lower case with underscores.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = WordError;

            /// Reads its word in either case.
            fn from_str(text: &str) -> Result<Self, WordError> {
                Self::ALL.iter().copied().find(|word| word.as_str().eq_ignore_ascii_case(text)).ok_or_else(|| {
                    let words: Vec<&str> = Self::ALL.iter().map(|word| word.as_str()).collect();
                    WordError { given: text.to_owned(), allowed: words.join(", ") }
                })
            }
        }
    };
}

vocabulary! {
    /// What sort of gathering a meeting is.
    MeetingKind {
        /// Heads of state or government of more than two sides.
        Summit = "summit",
        /// Ministers, or officials of like rank, of more than two sides.
        Ministerial = "ministerial",
        /// One host receives the heads of several delegations together.
        GroupMeeting = "group_meeting",
        /// Two sides.
        Bilateral = "bilateral",
        /// Officials before the press.
        PressConference = "press_conference",
        /// Officials and experts below ministers.
        WorkingGroup = "working_group",
        /// None of the above.
        Other = "other",
    }
}

vocabulary! {
    /// How far a meeting has come. In order of progress, except that a later report of a postponement or cancellation
    /// outranks the plan.
    MeetingStatus {
        /// Announced for a later time.
        Planned = "planned",
        /// Begun and not ended.
        Ongoing = "ongoing",
        /// Took place.
        Held = "held",
        /// Put off to another time.
        Postponed = "postponed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

vocabulary! {
    /// Where the date of a meeting comes from, best first.
    DateBasis {
        /// The report prints the date.
        Stated = "stated",
        /// A relative expression ("Tuesday") counted from the dateline or the publication date.
        Relative = "relative",
        /// Not said; taken from the dateline or the publication date, and kept partial.
        Inferred = "inferred",
    }
}

vocabulary! {
    /// Where the publication date of a report comes from, best first.
    PublishDateBasis {
        /// The page's structured data (JSON-LD or microdata) state it.
        StructuredData = "structured_data",
        /// A meta tag or a `<time>` of the page states it.
        MetaTag = "meta_tag",
        /// What carried the report states it: a field of the article, the date of the email or of the feed's item.
        Record = "record",
        /// Printed near the headline.
        Header = "header",
        /// Part of the dateline.
        Dateline = "dateline",
        /// Part of the address.
        Url = "url",
        /// The first date in the text.
        Body = "body",
        /// The page was last changed, or fetched, on that day.
        Archive = "archive",
    }
}

vocabulary! {
    /// What somebody did at a meeting.
    ParticipationRole {
        /// Received the others.
        Host = "host",
        /// Presided.
        Chair = "chair",
        /// Took part.
        Attendee = "attendee",
        /// Was there by special invitation.
        Guest = "guest",
        /// Spoke.
        Speaker = "speaker",
    }
}

vocabulary! {
    /// Whether somebody was there.
    Attendance {
        /// Is to come to a meeting that has not been held yet.
        Expected = "expected",
        /// Was there.
        Attended = "attended",
        /// The report says that they were not.
        Absent = "absent",
        /// Sent somebody else.
        Represented = "represented",
    }
}

vocabulary! {
    /// Who speaks.
    SpeakerKind {
        /// A named person.
        Person = "person",
        /// An office holder whom the report does not name.
        Office = "office",
        /// Several together.
        Collective = "collective",
        /// An organization, a government, a newspaper.
        Organization = "organization",
        /// A document.
        Document = "document",
        /// The report does not say.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// How the words of a quotation are given.
    QuoteKind {
        /// All between quotation marks.
        Direct = "direct",
        /// None between quotation marks.
        Indirect = "indirect",
        /// Part of them between quotation marks.
        Mixed = "mixed",
    }
}

vocabulary! {
    /// Where something was said.
    Medium {
        /// A speech or remarks at a meeting.
        Speech = "speech",
        /// A press conference or briefing.
        PressConference = "press_conference",
        /// A signed article.
        Article = "article",
        /// A written statement.
        Statement = "statement",
        /// An interview.
        Interview = "interview",
        /// A post on a social network.
        Social = "social",
    }
}

vocabulary! {
    /// What sort of document or decision an outcome is.
    OutcomeKind {
        /// A declaration.
        Declaration = "declaration",
        /// A communique.
        Communique = "communique",
        /// A convention or treaty.
        Convention = "convention",
        /// An agreement or memorandum.
        Agreement = "agreement",
        /// A statement.
        Statement = "statement",
        /// A plan, programme, roadmap or strategy.
        Plan = "plan",
        /// A protocol.
        Protocol = "protocol",
        /// A decision or resolution.
        Decision = "decision",
        /// None of the above.
        Other = "other",
    }
}

vocabulary! {
    /// How far an outcome has come, in order of progress.
    OutcomeStatus {
        /// Promised or expected.
        Planned = "planned",
        /// Adopted, approved or endorsed.
        Adopted = "adopted",
        /// Signed.
        Signed = "signed",
        /// Issued, published or released.
        Issued = "issued",
    }
}

vocabulary! {
    /// What happened between a country and an organization.
    MembershipChange {
        /// Became a member.
        Joined = "joined",
        /// Asked to become one.
        Applied = "applied",
        /// Ceased to be one.
        Left = "left",
        /// Became an observer.
        Observer = "observer",
        /// Became a partner.
        Partner = "partner",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_word_it_prints_and_names_the_choices_otherwise() {
        for &status in MeetingStatus::ALL {
            assert_eq!(status.as_str().to_uppercase().parse::<MeetingStatus>().unwrap(), status);
        }
        let error = "over".parse::<MeetingStatus>().unwrap_err();
        assert_eq!(error.to_string(), "`over` is none of planned, ongoing, held, postponed, cancelled");
    }
}
