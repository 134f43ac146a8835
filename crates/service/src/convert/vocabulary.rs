//! The closed vocabularies, both ways.

use rapporteur::v1;
use rapporteur_model::vocabulary as model;

macro_rules! vocabulary {
    ($to:ident, $from:ident: $name:ident { $($variant:ident),+ $(,)? }) => {
        #[doc = concat!("`", stringify!($name), "` of the contract; unspecified for none.")]
        #[must_use]
        pub fn $to(word: Option<model::$name>) -> v1::$name {
            match word {
                None => v1::$name::Unspecified,
                $(Some(model::$name::$variant) => v1::$name::$variant,)+
            }
        }

        #[doc = concat!("`", stringify!($name), "` of the model; none for unspecified.")]
        #[must_use]
        pub fn $from(word: v1::$name) -> Option<model::$name> {
            match word {
                v1::$name::Unspecified => None,
                $(v1::$name::$variant => Some(model::$name::$variant),)+
            }
        }
    };
}

vocabulary!(meeting_kind, meeting_kind_of: MeetingKind {
    Summit, Ministerial, GroupMeeting, Bilateral, PressConference, WorkingGroup, Other,
});
vocabulary!(meeting_status, meeting_status_of: MeetingStatus { Planned, Ongoing, Held, Postponed, Cancelled });
vocabulary!(date_basis, date_basis_of: DateBasis { Stated, Relative, Inferred });
vocabulary!(publish_date_basis, publish_date_basis_of: PublishDateBasis {
    StructuredData, MetaTag, Record, Header, Dateline, Url, Body, Archive,
});
vocabulary!(participation_role, participation_role_of: ParticipationRole { Host, Chair, Attendee, Guest, Speaker });
vocabulary!(attendance, attendance_of: Attendance { Expected, Attended, Absent, Represented });
vocabulary!(speaker_kind, speaker_kind_of: SpeakerKind { Person, Office, Collective, Organization, Document, Unknown });
vocabulary!(quote_kind, quote_kind_of: QuoteKind { Direct, Indirect, Mixed });
vocabulary!(medium, medium_of: Medium { Speech, PressConference, Article, Statement, Interview, Social });
vocabulary!(outcome_kind, outcome_kind_of: OutcomeKind {
    Declaration, Communique, Convention, Agreement, Statement, Plan, Protocol, Decision, Other,
});
vocabulary!(outcome_status, outcome_status_of: OutcomeStatus { Planned, Adopted, Signed, Issued });
vocabulary!(membership_change, membership_change_of: MembershipChange { Joined, Applied, Left, Observer, Partner });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_model_has_the_name_that_the_contract_gives_it() {
        for &word in model::MeetingKind::ALL {
            let expected = format!("MEETING_KIND_{}", word.as_str().to_uppercase());
            assert_eq!(meeting_kind(Some(word)).as_str_name(), expected);
            assert_eq!(meeting_kind_of(meeting_kind(Some(word))), Some(word));
        }
        for &word in model::OutcomeKind::ALL {
            let expected = format!("OUTCOME_KIND_{}", word.as_str().to_uppercase());
            assert_eq!(outcome_kind(Some(word)).as_str_name(), expected);
        }
        for &word in model::MembershipChange::ALL {
            let expected = format!("MEMBERSHIP_CHANGE_{}", word.as_str().to_uppercase());
            assert_eq!(membership_change(Some(word)).as_str_name(), expected);
        }
        for &word in model::PublishDateBasis::ALL {
            let expected = format!("PUBLISH_DATE_BASIS_{}", word.as_str().to_uppercase());
            assert_eq!(publish_date_basis(Some(word)).as_str_name(), expected);
        }
        for &word in model::MeetingStatus::ALL {
            assert_eq!(meeting_status_of(meeting_status(Some(word))), Some(word));
        }
        for &word in model::QuoteKind::ALL {
            assert_eq!(quote_kind_of(quote_kind(Some(word))), Some(word));
        }
    }

    #[test]
    fn no_word_is_unspecified() {
        assert_eq!(meeting_status(None) as i32, 0);
        assert_eq!(meeting_status_of(v1::MeetingStatus::Unspecified), None);
    }
}
