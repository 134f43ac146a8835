//! Extractions against gold.

use rapporteur_evaluation::{
    gold::GoldReport,
    rates::Counts,
    report::{Evaluation, Field, Section},
};
use rapporteur_model::{ContentHash, extraction::Extraction};
use serde_json::{Value, json};

const TEXT: &str = "NAIROBI, May 22, 2018 - The 9th summit of the Lakes Cooperation League was held here. President Oburu Wanjala \
                    chaired it. Uganda and Rwanda took part. “The lake is ours,” Wanjala said. The leaders signed the Nairobi \
                    Declaration. Malawi joined the league.";

fn gold() -> Value {
    json!({
        "id": "summit", "published": "2018-05-22",
        "meetings": [
            {"key": "g1", "name": "9th summit", "organization": "LCL", "body": "summit", "ordinal": 9,
             "start": "2018-05-22", "end": null, "city": "Nairobi", "country": "KE", "status": "held"},
        ],
        "participants": [
            {"meeting": "g1", "name": "Oburu Wanjala", "office": "President", "country": "KE", "role": "chair"},
        ],
        "delegations": [{"meeting": "g1", "country": "UG"}, {"meeting": "g1", "country": "RW", "optional": true}],
        "quotes": [{"speaker": "Oburu Wanjala", "kind": "direct", "first": "The lake", "last": "is ours"}],
        "outcomes": [{"title": "Nairobi Declaration", "kind": "declaration", "status": "signed"}],
        "memberships": [{"member": "MW", "organization": "LCL", "change": "joined"}],
    })
}

/// An extraction that has all that gold has.
fn found() -> Value {
    let evidence = json!([{"sentence": "x", "span": [0, 1]}]);
    json!({
        "report": {
            "uri": "summit.txt", "publish_date": [2018, 5, 22],
            "content_sha256": ContentHash::of(TEXT.as_bytes()),
        },
        "meetings": [
            {"key": "m7", "title": "9th summit", "series": "summit", "organization": "Lakes Cooperation League",
             "ordinal": 9, "start_date": [2018, 5, 22], "end_date": null, "city": "Nairobi", "country_code": "KE", "status": "Held",
             "focal": true, "evidence": evidence},
        ],
        "participations": [
            {"meeting": "m7", "person": {"display_name": "Oburu Wanjala"}, "office": "President",
             "delegation": {"country_code": "KE"}, "roles": ["Chair"], "evidence": evidence},
            {"meeting": "m7", "delegation": {"country_code": "UG"}, "roles": ["Attendee"], "evidence": evidence},
            {"meeting": "m7", "delegation": {"country_code": "RW"}, "roles": ["Attendee"], "evidence": evidence},
        ],
        "quotes": [
            {"speaker": {"display_name": "Oburu Wanjala", "kind": "Person"}, "kind": "Direct",
             "text": "The lake is ours", "segments": [[0, 1]], "evidence": evidence},
        ],
        "outcomes": [{"title": "Nairobi Declaration", "kind": "Declaration", "status": "Signed", "evidence": evidence}],
        "memberships": [
            {"member_code": "MW", "organization": "Lakes Cooperation League", "change": "Joined", "evidence": evidence},
        ],
        "topics": [],
        "extractor_version": "0",
    })
}

/// The scores of one report, and the remarks on it.
fn evaluate(found: Option<Value>) -> (Evaluation, Vec<String>) {
    let gold = GoldReport::from_json(&gold().to_string()).expect("gold");
    let extraction: Option<Extraction> =
        found.map(|found| serde_json::from_value(found).expect("an extraction"));
    let mut evaluation = Evaluation::default();
    let remarks = evaluation.add(&gold, TEXT, extraction.as_ref());
    (evaluation, remarks.iter().map(ToString::to_string).collect())
}

#[test]
fn what_is_all_right_scores_one_and_is_not_remarked_upon() {
    let (evaluation, remarks) = evaluate(Some(found()));
    assert_eq!(remarks, Vec::<String>::new());
    // The optional delegation is neither rewarded nor punished.
    assert_eq!(evaluation.record(), Counts { found: 6, invented: 0, missed: 0 });
    assert_eq!(evaluation.record().rates().f1, 1.0);
    assert!(evaluation.fields().values().all(|field| field.right == field.asked && field.asked == 1));
    assert_eq!(evaluation.fields().len(), 12);
}

#[test]
fn what_could_not_be_read_has_found_nothing() {
    let (evaluation, remarks) = evaluate(None);
    assert_eq!(evaluation.record(), Counts { found: 0, invented: 0, missed: 6 });
    assert_eq!(evaluation.unread(), ["summit"]);
    // Quotations are remarked upon once, though they count in two sections.
    assert_eq!(remarks.iter().filter(|remark| remark.starts_with("missed ")).count(), 6, "{remarks:?}");
}

#[test]
fn what_is_left_out_is_missed_and_what_is_added_is_invented() {
    let mut wrong = found();
    wrong["outcomes"][0]["title"] = json!("treaty of the harbours");
    wrong["participations"].as_array_mut().unwrap().remove(1);
    let (evaluation, remarks) = evaluate(Some(wrong));
    assert_eq!(evaluation.counts(Section::Outcomes), Counts { found: 0, invented: 1, missed: 1 });
    assert_eq!(evaluation.counts(Section::Delegations), Counts { found: 0, invented: 0, missed: 1 });
    assert_eq!(
        remarks,
        [
            "missed delegations: UG in g1",
            "missed outcomes: Nairobi Declaration (declaration)",
            "invented outcomes: treaty of the harbours (declaration)",
        ]
    );
}

#[test]
fn a_wrong_speaker_costs_the_quotation_but_not_its_words() {
    let mut wrong = found();
    wrong["quotes"][0]["speaker"]["display_name"] = json!("Moses Tumwine");
    let (evaluation, remarks) = evaluate(Some(wrong));
    assert_eq!(evaluation.counts(Section::Quotes).missed, 0);
    assert_eq!(evaluation.counts(Section::QuotesWithSpeaker), Counts { found: 0, invented: 1, missed: 1 });
    assert_eq!(evaluation.fields()["quote.speaker"], Field { right: 0, asked: 1 });
    assert_eq!(remarks, ["wrong quote.speaker: Moses Tumwine, not Oburu Wanjala, of “The lake is ours”"]);
}

#[test]
fn another_meeting_of_the_series_takes_its_participants_with_it() {
    let mut wrong = found();
    wrong["meetings"][0]["ordinal"] = json!(10);
    wrong["meetings"][0]["start_date"] = json!([2019, 1, 1]);
    let (evaluation, _) = evaluate(Some(wrong));
    for section in [Section::Meetings, Section::Participants, Section::Delegations] {
        let counts = evaluation.counts(section);
        assert_eq!((counts.found, counts.missed), (0, 1), "{section:?}");
    }
}

#[test]
fn the_floor_copies_what_stands_between_marks() {
    let (evaluation, _) = evaluate(None);
    assert_eq!(evaluation.floor(), Counts { found: 1, invented: 0, missed: 0 });
}

#[test]
fn the_json_has_every_section() {
    let (evaluation, _) = evaluate(Some(found()));
    let scores = serde_json::to_value(&evaluation).expect("JSON");
    assert_eq!(scores["record_f1"], 1.0);
    assert_eq!(scores["categories"]["quotes+speaker"]["tp"], 1);
    assert_eq!(scores["fields"]["meeting.start"], json!([1, 1]));
}
