//! Reports of what a meeting leaves behind, of who joins a body, and of the lines around a report. All invented.

use expect_test::{Expect, expect};
use rapporteur_parsing::parse;

use crate::reports::check;

/// What is told around each of several reports: agency, day, place and first day of the first meeting, first words said.
fn check_header(reports: &[&str], expected: &Expect) {
    let lines: Vec<String> = reports
        .iter()
        .map(|report| {
            let extraction = parse("report.txt", report.as_bytes()).expect("a report").extraction;
            let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            let meeting = extraction.meetings.first();
            let said = extraction.quotes.first().map(|quote| quote.text.chars().take(24).collect());
            format!(
                "{} | {} | {} | {} | {}",
                or_dash(extraction.report.agency.clone()),
                or_dash(extraction.report.publish_date.map(|date| date.to_string())),
                or_dash(meeting.and_then(|meeting| meeting.city.clone())),
                or_dash(meeting.and_then(|meeting| meeting.start_date).map(|date| date.to_string())),
                or_dash(said),
            )
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn documents_have_many_names() {
    check(
        "LUSAKA, March 4, 2031 -- The ministers of the African Union met in Lusaka on Tuesday. The Council adopted the updated \
         Catalogue of Confidence Measures. The participants approved amendments to the Rules of Procedure of the forum and \
         confirmed the 2031-32 Plan for Cooperation between the secretariats. They also approved the Terms of Reference of the \
         Harbour Fund and the Roadmap on Clean Ports. The sides signed the agreed minutes of the session. They adopted the \
         Lantern Vision 2040, endorsed the Guidelines on Safe Ferries and agreed on the Lusaka Principles on Shared Waters. The \
         meeting concluded with the adoption of the Lusaka Consensus. The Council approved a 12-point plan and a budget.",
        &expect![[r#"
            meeting m1: ministers | African Union | - | ministerial | 2031-03-04 | Lusaka | held
            outcome: updated Catalogue of Confidence Measures | other | adopted
            outcome: amendments to the Rules of Procedure of the forum | other | adopted
            outcome: 2031-32 Plan for Cooperation between the secretariats | plan | adopted
            outcome: Terms of Reference of the Harbour Fund | other | adopted
            outcome: Roadmap on Clean Ports | plan | adopted
            outcome: agreed minutes | other | signed
            outcome: Lantern Vision 2040 | plan | adopted
            outcome: Guidelines on Safe Ferries | other | adopted
            outcome: Lusaka Principles on Shared Waters | other | adopted
            outcome: Lusaka Consensus | other | adopted
            outcome: 12-point plan | plan | adopted"#]],
    );
}

#[test]
fn a_document_may_have_its_name_between_marks() {
    check(
        "LUSAKA, March 4, 2031 -- The leaders of the African Union held a summit in Lusaka on Tuesday. They adopted the \
         Declaration \"On the Common Care of the Lakes\" and the Statement entitled “Peace at Sea”. A Joint Declaration on the \
         establishment of a lake commission was also signed.",
        &expect![[r#"
            meeting m1: summit | African Union | - | summit | 2031-03-04 | Lusaka | held
            outcome: Declaration "On the Common Care of the Lakes" | declaration | adopted
            outcome: Statement entitled “Peace at Sea” | statement | adopted
            outcome: Joint Declaration on the establishment of a lake commission | declaration | signed"#]],
    );
}

#[test]
fn documents_are_listed_below() {
    check(
        "LUSAKA, March 4, 2031 -- The ministers of the African Union met in Lusaka on Tuesday.\n\n\
         The package of documents signed includes:\n\n\
         - Lusaka Declaration on Clean Ports;\n\n\
         - Guidelines for the Exchange of Data on Ferries;\n\n\
         - Catalogue of Lake Signals;\n\n\
         - Concept Note on a Joint Training Centre.\n\n\
         The following documents were adopted on Wednesday: the Agreement on Transit and the Guidelines on Harbour Dues.",
        &expect![[r#"
            meeting m1: ministers | African Union | - | ministerial | 2031-03-04 | Lusaka | held
            outcome: Lusaka Declaration on Clean Ports | declaration | signed
            outcome: Guidelines for the Exchange of Data on Ferries | other | signed
            outcome: Catalogue of Lake Signals | other | signed
            outcome: Concept Note on a Joint Training Centre | other | signed
            outcome: Agreement on Transit | agreement | adopted
            outcome: Guidelines on Harbour Dues | other | adopted"#]],
    );
}

#[test]
fn what_is_drafted_is_planned_and_what_is_wished_for_is_none() {
    check(
        "LUSAKA, March 4, 2031 -- Foreign ministers of Kenya and Malawi met in Lusaka on Tuesday. They issued a joint statement \
         calling for a road map on ferries. Kenya called for the adoption of a convention on fish and stressed the need to sign \
         a protocol on customs. A draft Agreement on Transit is to be signed in May. The ministers confirmed the agreement of \
         last year. A memorandum of understanding on fishing was signed by the two sides.",
        &expect![[r#"
            meeting m1: Foreign ministers of Kenya and Malawi | - | - | ministerial | 2031-03-04 | Lusaka | held
            at m1: - | Foreign minister | KE | attendee
            at m1: - | Foreign minister | MW | attendee
            outcome: joint statement | statement | issued
            outcome: draft Agreement on Transit | agreement | planned
            outcome: memorandum of understanding on fishing | agreement | signed"#]],
    );
}

#[test]
fn where_documents_are_named_one_by_one() {
    check(
        "LUSAKA, March 4, 2031 -- Kenya and Malawi held talks in Lusaka on Tuesday. The sides exchanged signed documents: \
         Agreement on Lake Transport; Programme of Cooperation in Tourism for 2031-2032; Protocol of Intent between the ports. \
         They approved the Code of Conduct for Ferry Crews and the Matrix of Joint Activities. The Action Plan (Road Map) for \
         2031-2032 was endorsed. The two countries plan to sign a protocol on customs next year. The parties inked a five-year \
         Cooperation Framework Agreement in Lusaka on Tuesday.",
        &expect![[r#"
            meeting m1: talks | - | - | bilateral | 2031-03-04 | Lusaka | held
            at m1: - | - | KE | attendee
            at m1: - | - | MW | attendee
            outcome: Agreement on Lake Transport | agreement | signed
            outcome: Programme of Cooperation in Tourism for 2031-2032 | plan | signed
            outcome: Protocol of Intent between the ports | protocol | signed
            outcome: Code of Conduct for Ferry Crews | other | adopted
            outcome: Matrix of Joint Activities | other | adopted
            outcome: Action Plan | plan | adopted
            outcome: protocol on customs | protocol | planned
            outcome: five-year Cooperation Framework Agreement | agreement | signed"#]],
    );
}

#[test]
fn countries_told_of_together_leave_the_body_last_named() {
    check(
        "LUSAKA, March 4, 2031 -- Kenya, Malawi and Zambia belong to the East African Community. The three countries left the \
         sub-regional body in 2030. The withdrawal of Mali from the Economic Community of West African States took effect on \
         Monday. Rwanda has no plans to leave the East African Community. Burundi said it would quit the bloc.",
        &expect![[r#"
            indirect said: Burundi | it would quit the bloc
            membership: KE left East African Community
            membership: MW left East African Community
            membership: ZM left East African Community
            membership: ML left Economic Community of West African States"#]],
    );
}

#[test]
fn who_asks_for_a_standing_and_who_is_given_it() {
    check(
        "LUSAKA, March 4, 2031 -- The East African Community granted Malawi full membership. The status of dialogue partner was \
         granted to Zambia. Burundi and Mali were admitted as observers to the East African Community. Zambia's accession to the \
         African Union was approved by the summit. The summit considered Rwanda's application for membership in the East African \
         Community. Kenya said that the East African Community should grant Ghana observer status. Togo has not yet joined the \
         East African Community. The African Union, which Chad joined in 2019, met in May.",
        &expect![[r#"
            meeting m1: summit | East African Community | - | summit | 2031-03 | Lusaka | held
            indirect said: Kenya | the East African Community should grant Ghana observer status
            membership: MW joined East African Community
            membership: ZM partner East African Community
            membership: BI observer East African Community
            membership: ML observer East African Community
            membership: ZM joined African Union
            membership: RW applied East African Community
            membership: TD joined African Union"#]],
    );
}

#[test]
fn what_belongs_to_a_body_is_not_the_body() {
    check(
        "LUSAKA, March 4, 2031 -- Malawi left the meeting of the East African Community. President Grace Phiri of Malawi left the \
         East African Community summit early. Kenya joined the working group on fish. Kenya joined the African Union Mission in \
         2012. The ministers signed a memorandum on the admission of Togo to the African Union.",
        &expect![[r#"
            meeting m1: summit | East African Community | - | summit | 2031-03 | Lusaka | held
            at m1: - | - | KE | attendee
            outcome: memorandum on the admission of Togo | agreement | signed"#]],
    );
}

#[test]
fn a_dateline_may_stand_behind_whose_page_it_is() {
    let said =
        "Ministers of trade met in Lusaka on Tuesday and agreed on a plan for ferries, the minister said.";
    let reports = [
        "(HUBWIRE- Fable News Agency (FNA)) LUSAKA, March 5, 2031 (FNA) -- ",
        "LUSAKA, March 5, 2031 (Reuters)- ",
        "(Source: Reuters) LUSAKA, March 5, 2031: ",
        "Ministers meet\n\nUpdated: 05 Mar 2031 14:20\n\nLusaka - REUTERS - ",
        "Ministers meet\n\nMarch 5, 2031, 14:20\n\nLUSAKA, March 5 -- (Reuters) -- ",
        "Ministers meet\n\nPublished: 3/5/2031\n\nLUSAKA, Mar. 5 (Reuters) — ",
        "Ministers meet\n\nPublished: 5/3/2031\n\nLUSAKA, Mar. 5 (Reuters) — ",
        "Ministers meet\n\nMarch 5, 2031\n\nLusaka / Reuters\n\n",
        "[Lusaka, March 5, 2031] ",
        "[March 5, 2031]\n\n",
    ];
    let reports: Vec<String> = reports.iter().map(|head| format!("{head}{said}")).collect();
    let reports: Vec<&str> = reports.iter().map(String::as_str).collect();
    check_header(
        &reports,
        &expect![[r#"
        Fable News Agency | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        - | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
        - | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i"#]],
    );
}

#[test]
fn a_code_is_no_part_of_a_report() {
    check_header(
        &[
            "LUSAKA, March 5, 2031 (Reuters) -- Ministers of trade met in Lusaka on Tuesday and agreed on a plan, the minister \
             said. HUBWIRE05032031000071011010ID1109999999",
            "LUSAKA, March 5, 2031 (Reuters) -- Ministers of trade met in Lusaka on Tuesday and agreed on a plan, the minister \
             said.\n\nHUBWIRE05032031000071011010ID1109999999",
        ],
        &expect![[r#"
            Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i
            Reuters | 2031-03-05 | Lusaka | 2031-03-04 | Ministers of trade met i"#]],
    );
}

#[test]
fn who_has_one_name_keeps_the_title() {
    check(
        "LUSAKA, March 4, 2031 -- King Abdullah met Queen Oda in Lusaka on Tuesday. Emir Tamsin and Sultan Velmar also attended \
         the meeting. The King said the lake was clean. Pope Osric IX said that peace was needed.\n\n\
         His Majesty King Naru of Malawi said that the summit went well.",
        &expect![[r#"
            meeting m1: summit | - | - | summit | 2031-03-04 | Lusaka | held
            at m1: King Abdullah | King | ZM | host
            at m1: Queen Oda | Queen | - | attendee
            at m1: Emir Tamsin | Emir | - | attendee
            at m1: Sultan Velmar | Sultan | - | attendee
            indirect said: King Abdullah | the lake was clean
            indirect said: Pope Osric IX | peace was needed
            indirect said: King Naru | the summit went well"#]],
    );
    check(
        "LUSAKA, March 4, 2031 -- King Velmar met President Joseph Mwale in Lusaka on Tuesday. Velmar bin Osric said the lake was \
         clean. “It is late,” the King said.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2031-03-04 | Lusaka | held
            at m1: Velmar bin Osric | King | ZM | host
            at m1: Joseph Mwale | President | - | attendee
            indirect said: Velmar bin Osric | the lake was clean
            direct said: Velmar bin Osric | It is late"#]],
    );
}

#[test]
fn a_son_is_told_from_his_father() {
    check(
        "LUSAKA, March 4, 2031 -- Kenyan Minister Ferdinand Q. Quill Jr. met Zambian Senator Otto Brandt Sr. in Lusaka on Tuesday. \
         Quill said the lake was clean. Defense Secretary Ferdinand Q. Quill, Jr., said it was late.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2031-03-04 | Lusaka | held
            at m1: Ferdinand Q. Quill Jr. | Defense Secretary | KE | attendee
            at m1: Otto Brandt Sr. | Senator | ZM | host
            indirect said: Ferdinand Q. Quill Jr. | the lake was clean
            indirect said: Ferdinand Q. Quill Jr. | it was late"#]],
    );
}
