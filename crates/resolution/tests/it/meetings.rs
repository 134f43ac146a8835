//! Which mentions are one meeting, and what its record shows.

use rapporteur_model::{
    extraction::Meeting,
    record::MeetingRecord,
    vocabulary::{
        Attendance, DateBasis, MeetingKind, MeetingStatus, OutcomeKind, OutcomeStatus,
        ParticipationRole::{Attendee, Chair, Guest, Host},
    },
};

use crate::build::{Draft, date, meetings, report, text};

const LEAGUE: &str = "River Cooperation League";

/// Fills the fields by which a session of the league is told from others.
fn session(series: &str, ordinal: u32, start: &str, city: &str) -> impl FnOnce(&mut Meeting) {
    let (series, start, city) = (text(series), date(start), text(city));
    move |meeting| {
        meeting.organization = text(LEAGUE);
        meeting.kind = Some(MeetingKind::Other);
        meeting.series = series;
        meeting.ordinal = (ordinal > 0).then_some(ordinal);
        meeting.start_date = start;
        meeting.date_basis = Some(DateBasis::Stated);
        meeting.city = city;
    }
}

fn kind(kind: MeetingKind, fill: impl FnOnce(&mut Meeting)) -> impl FnOnce(&mut Meeting) {
    move |meeting| {
        fill(meeting);
        meeting.kind = Some(kind);
    }
}

/// One report of one meeting.
fn one(uri: &str, title: &str, fill: impl FnOnce(&mut Meeting)) -> Draft {
    report(uri, "2018-05-20").meeting(title, fill)
}

fn count(drafts: &[Draft]) -> usize {
    meetings(drafts).len()
}

fn names(meeting: &MeetingRecord) -> Vec<String> {
    let name = |participant: &rapporteur_model::record::Participant| {
        participant.display_name.clone().unwrap_or_else(|| {
            let country = participant.delegation.country_code.map_or(String::new(), |code| code.to_string());
            format!("{} {country}", participant.offices.join("/")).trim().to_owned()
        })
    };
    meeting.participants.iter().map(name).collect()
}

#[test]
fn a_numbered_summit_and_the_same_by_month_and_city_are_one() {
    let drafts = [
        one("a", "18th RCL summit", session("summit", 18, "2018-06", "")),
        one("b", "Portville summit", session("summit", 0, "2018-06", "Portville")),
        one("c", "meeting of the heads of state", session("Heads of State", 0, "2018-06-09", "Portville")),
    ];
    let all = meetings(&drafts);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].ordinal, Some(18));
    assert_eq!(all[0].city.as_deref(), Some("Portville"));
    assert_eq!(all[0].start_date, date("2018-06-09"));
    assert_eq!(all[0].title, "18th RCL summit");
    assert_eq!(all[0].other_titles, ["Portville summit", "meeting of the heads of state"]);
}

#[test]
fn other_formats_numbers_days_and_places_are_other_meetings() {
    let base = || one("a", "meeting", session("foreign ministers", 7, "2018-05-14", "Portville"));
    for (series, ordinal, start, city) in [
        ("defense ministers", 0, "2018-05-14", "Portville"),
        ("summit", 0, "2018-05-14", "Portville"),
        ("foreign ministers", 8, "2018-05-14", "Portville"),
        ("foreign ministers", 0, "2018-05-15", "Portville"),
        ("foreign ministers", 0, "2018-05-14", "Millbridge"),
        ("deputy foreign ministers", 0, "2018-05-14", "Portville"),
    ] {
        let other = one("b", "meeting", session(series, ordinal, start, city));
        assert_eq!(count(&[base(), other]), 2, "{series} {ordinal} {start} {city}");
    }
    let other_league = one("b", "meeting", |meeting| {
        session("foreign ministers", 7, "2018-05-14", "Portville")(meeting);
        meeting.organization = text("League of Harbours");
    });
    assert_eq!(count(&[base(), other_league]), 2);
}

#[test]
fn a_counted_day_may_be_one_off() {
    let counted = |meeting: &mut Meeting| {
        session("foreign ministers", 0, "2018-05-15", "Portville")(meeting);
        meeting.date_basis = Some(DateBasis::Relative);
    };
    let drafts = [
        one("a", "meeting", session("foreign ministers", 0, "2018-05-14", "Portville")),
        one("b", "meeting", counted),
    ];
    let all = meetings(&drafts);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].start_date, all[0].date_basis), (date("2018-05-14"), Some(DateBasis::Stated)));
    let dates: Vec<(&str, bool)> = all[0]
        .values
        .iter()
        .filter(|value| value.field == "start_date")
        .map(|value| (value.value.as_str(), value.preferred))
        .collect();
    assert_eq!(dates, [("2018-05-14", true), ("2018-05-15", false)]);
}

#[test]
fn reports_that_disagree_about_the_day_of_a_numbered_meeting_are_kept_side_by_side() {
    let drafts = [
        one("a", "7th meeting", session("foreign ministers", 7, "2018-05-14", "Portville")),
        one("b", "7th meeting", session("foreign ministers", 7, "2018-05-17", "Millbridge")),
        one("c", "7th meeting", session("foreign ministers", 7, "2018-05-17", "Portville")),
    ];
    let all = meetings(&drafts);
    assert_eq!(all.len(), 1);
    let value = |field: &str| -> Vec<(String, String)> {
        let values = all[0].values.iter().filter(|value| value.field == field);
        values.map(|value| (value.value.clone(), value.reason.clone())).collect()
    };
    let majority = "given by more independent reports (2 against 1)".to_owned();
    assert_eq!(
        value("start_date"),
        [("2018-05-17".to_owned(), majority.clone()), ("2018-05-14".to_owned(), String::new())]
    );
    assert_eq!(value("city"), [("Portville".to_owned(), majority), ("Millbridge".to_owned(), String::new())]);
}

#[test]
fn copies_of_one_report_count_once() {
    let copy = |uri: &str, start: &str, sentence: &str| {
        let mut draft = one(uri, "7th meeting", session("foreign ministers", 7, start, "Portville"));
        draft.extraction.meetings[0].evidence[0].sentence = sentence.into();
        draft
    };
    let drafts = [
        copy("a", "2018-05-17", "They met on the 17th."),
        copy("b", "2018-05-17", "They met on the 17th."),
        copy("c", "2018-05-14", "It was the 14th."),
        copy("d", "2018-05-14", "On May 14 they met."),
    ];
    assert_eq!(meetings(&drafts)[0].start_date, date("2018-05-14"));
}

#[test]
fn whose_word_it_is_decides_between_rivals_and_the_vaguer_one_gives_way() {
    let said = |uri: &str, start: &str, publisher: Option<&str>, agency: Option<&str>| {
        let mut draft = one(uri, "7th meeting", session("foreign ministers", 7, start, "Portville"));
        draft.extraction.report.publisher = publisher.map(str::to_owned);
        draft.extraction.report.agency = agency.map(str::to_owned);
        draft.extraction.meetings[0].evidence[0].sentence = format!("{uri} has it on {start}.").into();
        draft
    };
    let chosen = |drafts: &[Draft]| {
        let meeting = meetings(drafts).remove(0);
        let preferred = meeting.values.iter().find(|value| value.field == "start_date" && value.preferred);
        let preferred = preferred.unwrap();
        (preferred.value.clone(), preferred.reason.clone())
    };
    let others = || vec![said("a", "2018-05-14", None, None), said("b", "2018-05-14", None, None)];
    let with = |more: Vec<Draft>| [others(), more].concat();
    let agency = said("c", "2018-05-15", None, Some("Lake News Agency"));
    assert_eq!(
        chosen(&with(vec![agency.clone()])),
        ("2018-05-15".to_owned(), "given by a named agency".to_owned())
    );
    let organization = meetings(&others())[0].organization.clone().unwrap();
    let own = said("d", "2018-05-16", Some(&organization), None);
    assert_eq!(
        chosen(&with(vec![agency, own])),
        ("2018-05-16".to_owned(), "the organization's own release".to_owned())
    );
    // "May 2018" is no rival of "14 May 2018", whoever says it.
    let vague = said("e", "2018-05", Some(&organization), None);
    assert_eq!(chosen(&with(vec![vague])), ("2018-05-14".to_owned(), "more precise".to_owned()));
}

#[test]
fn near_copies_of_one_story_count_once_and_tell_what_they_are_copies_of() {
    let story = "The ministers of the lake states met in the old harbour to speak of ferries and of the price of grain before \
                 the rains, and signed a plan that all of them had promised a year before in the hills.";
    let copy = |uri: &str, published: &str, start: &str, more: &str| {
        let mut draft = one(uri, "7th meeting", session("foreign ministers", 7, start, "Portville"));
        draft.extraction.report.publish_date = date(published);
        draft.extraction.meetings[0].evidence[0].sentence = format!("{story}{more}").into();
        draft
    };
    let drafts = [
        copy("a", "2018-05-18", "2018-05-17", ""),
        copy("b", "2018-05-19", "2018-05-17", " It was warm."),
        copy("c", "2018-05-20", "2018-05-17", " It rained later."),
        one("d", "7th meeting", session("foreign ministers", 7, "2018-05-14", "Portville")),
        one("e", "the 7th meeting", session("foreign ministers", 7, "2018-05-14", "Portville")),
    ];
    let meeting = meetings(&drafts).remove(0);
    assert_eq!(meeting.start_date, date("2018-05-14"), "two against one story in three papers");
    let of = |uri: &str| meeting.mentions.iter().find(|mention| mention.report_uri == uri).unwrap();
    assert_eq!(of("a").copy_of, None);
    assert_eq!((of("b").copy_of, of("c").copy_of), (Some(of("a").report), Some(of("a").report)));
    assert_eq!(of("d").copy_of, None);
}

#[test]
fn a_reception_a_session_and_a_press_conference_are_three() {
    let place = || session("foreign ministers", 0, "2018-05-14", "Portville");
    let drafts = [
        one("a", "council of foreign ministers", place()),
        one("b", "the president meets the foreign ministers", kind(MeetingKind::GroupMeeting, place())),
        one("c", "press conference of the foreign ministers", kind(MeetingKind::PressConference, place())),
    ];
    assert_eq!(count(&drafts), 3);
}

#[test]
fn receptions_by_one_host_are_told_apart_by_whom_they_receive() {
    let reception = |uri: &str, series: &str, start: &str| {
        one(
            uri,
            &format!("Mira Oldanova meets {series}"),
            kind(MeetingKind::GroupMeeting, session(series, 0, start, "Portville")),
        )
        .part("Mira Oldanova", "President", "KE", &[Host])
    };
    let drafts = [
        reception("a", "defense ministers", "2018-05"),
        reception("b", "defence ministers", "2018-05-14"),
        reception("c", "foreign ministers", "2018-05-14"),
    ];
    let all = meetings(&drafts);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].start_date, date("2018-05-14"), "the month goes to the day");
}

#[test]
fn two_meetings_of_one_report_are_two() {
    let draft = one("a", "meeting", session("foreign ministers", 0, "2018-05-14", "Portville"))
        .meeting("meeting", session("foreign ministers", 0, "2018-05-14", "Portville"));
    assert_eq!(count(&[draft]), 2);
}

#[test]
fn a_vague_mention_goes_to_the_one_meeting_it_may_mean_and_never_joins_two() {
    let early = one("a", "council", session("foreign ministers", 0, "2018-05-04", "Portville"));
    let late = one("b", "council", session("foreign ministers", 0, "2018-05-24", "Portville"));
    let month = one("c", "council", session("foreign ministers", 0, "2018-05", "Portville"));
    assert_eq!(count(&[early.clone(), month.clone()]), 1);
    let again = one("d", "council", session("foreign ministers", 0, "2018-05", "Portville"));
    let all = meetings(&[early, late, month, again]);
    let mut sizes: Vec<usize> = all.iter().map(|meeting| meeting.mentions.len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [1, 1, 2], "the vague ones are one with each other");
}

#[test]
fn bilateral_meetings_are_told_by_their_sides_and_people() {
    let talks = |uri: &str, one_name: &str, other_name: &str, other_country: &str| {
        report(uri, "2018-05-15")
            .meeting("talks", |meeting| {
                meeting.kind = Some(MeetingKind::Bilateral);
                meeting.start_date = date("2018-05-14");
            })
            .part(one_name, "", "KE", &[Host])
            .part(other_name, "", other_country, &[Attendee])
    };
    let first = talks("a", "Mira Oldanova", "Hassan Velim", "KZ");
    assert_eq!(count(&[first.clone(), talks("b", "Mira Oldanova", "Hasan Velim", "KZ")]), 1);
    assert_eq!(count(&[first.clone(), talks("b", "Mira Oldanova", "Tarun Velloor", "IN")]), 2);
    assert_eq!(count(&[first.clone(), talks("b", "Tom Quarrel", "Dana Imash", "KZ")]), 2);
    assert_eq!(count(&[first, talks("b", "Mira Oldanova", "", "KZ")]), 1);
}

#[test]
fn the_status_is_the_furthest_that_the_evidence_bears() {
    let told = |uri: &str, published: &str, status: MeetingStatus| {
        report(uri, published).meeting("18th summit", |meeting| {
            session("summit", 18, "2018-06", "Portville")(meeting);
            meeting.status = Some(status);
        })
    };
    let planned = told("a", "2018-05-01", MeetingStatus::Planned);
    let postponed = told("b", "2018-05-10", MeetingStatus::Postponed);
    let anew = told("c", "2018-05-20", MeetingStatus::Planned);
    let held = told("d", "2018-06-12", MeetingStatus::Held);
    for (drafts, expected) in [
        (vec![planned.clone()], MeetingStatus::Planned),
        (vec![planned.clone(), postponed.clone()], MeetingStatus::Postponed),
        (vec![planned.clone(), postponed.clone(), anew.clone()], MeetingStatus::Planned),
        (vec![planned, postponed, anew, held], MeetingStatus::Held),
    ] {
        let all = meetings(&drafts);
        assert_eq!((all.len(), all[0].status), (1, Some(expected)));
        let shown = all[0].values.iter().find(|value| value.field == "status" && value.preferred).unwrap();
        assert_eq!(shown.value, expected.to_string());
    }
}

#[test]
fn one_participant_in_two_spellings_is_listed_once_with_all_that_is_said_of_them() {
    let place = || session("foreign ministers", 7, "2018-05-14", "Portville");
    let drafts = [
        one("a", "council", place()).part("Naser Khan Velanjua", "Adviser", "PK", &[Attendee]).part(
            "Mira Oldanova",
            "Foreign Minister",
            "KE",
            &[Chair],
        ),
        one("b", "council", place()).part(
            "Nasser Khan Velanjua",
            "National Adviser for Rivers",
            "PK",
            &[Guest],
        ),
    ];
    let all = meetings(&drafts);
    assert_eq!(names(&all[0]), ["Mira Oldanova", "Naser Khan Velanjua"]);
    let velanjua = &all[0].participants[1];
    assert_eq!(velanjua.other_names, ["Nasser Khan Velanjua"]);
    assert_eq!(velanjua.offices, ["National Adviser for Rivers", "Adviser"]);
    assert_eq!(velanjua.roles, [Guest], "a guest is there anyway");
    assert_eq!(velanjua.attendance, Some(Attendance::Attended));
    assert_eq!(velanjua.evidence.len(), 2);
}

#[test]
fn unnamed_ones_give_way_to_the_named_of_the_same_office_only() {
    let place = || session("foreign ministers", 7, "2018-05-14", "Portville");
    let drafts = [
        one("a", "council", place())
            .part("", "foreign minister", "KZ", &[Chair])
            .part("", "ambassador", "IN", &[])
            .part("", "", "KZ", &[])
            .part("", "", "BY", &[]),
        one("b", "council", place())
            .part("Hassan Velim", "Minister of Foreign Affairs", "KZ", &[Attendee])
            .part("Tarun Velloor", "Foreign Minister", "IN", &[])
            .part("", "", "BY", &[]),
    ];
    let all = meetings(&drafts);
    assert_eq!(names(&all[0]), ["Hassan Velim", "Tarun Velloor", "ambassador IN", "BY"]);
    assert_eq!(all[0].participants[0].roles, [Chair], "what was said of the office was said of its holder");
}

#[test]
fn outcomes_are_merged_by_what_their_titles_say() {
    let place = || session("summit", 18, "2018-06-09", "Portville");
    let (declaration, convention) = (OutcomeKind::Declaration, OutcomeKind::Convention);
    let drafts = [
        one("a", "summit", place())
            .outcome("Portville Declaration", declaration, OutcomeStatus::Planned)
            .outcome("anti-flooding convention", convention, OutcomeStatus::Planned),
        one("b", "summit", place())
            .outcome("Portville Declaration", declaration, OutcomeStatus::Adopted)
            .outcome("Declaration on Ferries", declaration, OutcomeStatus::Adopted)
            .outcome("Convention on Countering Flooding", convention, OutcomeStatus::Signed),
    ];
    let all = meetings(&drafts);
    let outcomes: Vec<(&str, Option<OutcomeStatus>, usize)> = all[0]
        .outcomes
        .iter()
        .map(|outcome| (outcome.title.as_str(), outcome.status, outcome.evidence.len()))
        .collect();
    assert_eq!(
        outcomes,
        [
            ("Declaration on Ferries", Some(OutcomeStatus::Adopted), 1),
            ("Portville Declaration", Some(OutcomeStatus::Adopted), 2),
            ("Convention on Countering Flooding", Some(OutcomeStatus::Signed), 2),
        ]
    );
}

#[test]
fn without_an_organization_number_format_and_year_will_do() {
    let orphan = |uri: &str, city: &str| {
        one(uri, "7th meeting of the transport ministers", |meeting| {
            session("transport ministers", 7, "2018-05-14", city)(meeting);
            meeting.organization = None;
        })
    };
    let owned = one("c", "7th meeting", session("RCL transport ministers", 7, "2018-05-14", "Portville"));
    assert_eq!(count(&[orphan("a", "Portville"), orphan("b", "Millbridge"), owned]), 1);
}

#[test]
fn the_topics_of_a_meeting_are_those_of_all_reports_in_order_of_id() {
    let told = |uri: &str| one(uri, "the 13th session", session("", 13, "2018-05-14", "Portville"));
    let drafts = [told("a").topic("water").topic("trade"), told("b").topic("border-security").topic("water")];
    let all = meetings(&drafts);
    assert_eq!(all.len(), 1);
    let topics: Vec<(&str, usize)> =
        all[0].topics.iter().map(|topic| (topic.id.as_str(), topic.evidence.len())).collect();
    assert_eq!(topics, [("border-security", 1), ("trade", 1), ("water", 2)]);
}
