//! Reports by example: what is said in a few invented sentences. A line is `kind: what was found`.

use expect_test::{Expect, expect};
use rapporteur_parsing::parse;

/// Reads a report and compares what it says, one value a line.
pub(crate) fn check(report: &str, expected: &Expect) {
    let extraction = parse("report.txt", report.as_bytes()).expect("a report").extraction;
    let mut lines = Vec::new();
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    for it in &extraction.meetings {
        let dates = [it.start_date, it.end_date]
            .iter()
            .flatten()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("/");
        lines.push(format!(
            "meeting {}: {} | {} | {} | {} | {} | {} | {}",
            it.key,
            or_dash(it.series.clone()),
            or_dash(it.organization.clone()),
            or_dash(it.ordinal.map(|ordinal| ordinal.to_string())),
            or_dash(it.kind.map(|kind| kind.to_string())),
            if dates.is_empty() { "-" } else { &dates },
            or_dash(it.city.clone()),
            or_dash(it.status.map(|status| status.to_string())),
        ));
    }
    for it in &extraction.participations {
        let side = it
            .delegation
            .country_code
            .map(|code| code.to_string())
            .or_else(|| it.delegation.organization.clone());
        let roles: Vec<&str> = it.roles.iter().map(|role| role.as_str()).collect();
        lines.push(format!(
            "at {}: {} | {} | {} | {}",
            it.meeting,
            or_dash(it.person.as_ref().map(|person| person.display_name.clone())),
            or_dash(it.office.clone()),
            or_dash(side),
            if roles.is_empty() {
                or_dash(it.attendance.map(|attendance| attendance.to_string()))
            } else {
                roles.join(" ")
            },
        ));
    }
    for it in &extraction.quotes {
        let cue = or_dash(it.cue.clone());
        lines.push(format!(
            "{} {}: {} | {}",
            it.kind,
            cue,
            or_dash(it.speaker.display_name.clone()),
            it.text
        ));
    }
    for it in &extraction.outcomes {
        lines.push(format!(
            "outcome: {} | {} | {}",
            it.title,
            it.kind,
            or_dash(it.status.map(|status| status.to_string()))
        ));
    }
    for it in &extraction.memberships {
        lines.push(format!("membership: {} {} {}", it.member_code, it.change, it.organization));
    }
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn a_wire_report_of_a_ministerial_with_a_list_of_participants() {
    check(
        "PORTVILLE, May 22, 2018 (LNA) - The 9th meeting of the Lakes Cooperation League (LCL) Security Council Secretaries \
         wrapped up in Nairobi on Tuesday. Kenyan Minister of Public Security Oburu Wanjala chaired the two-day meeting.\n\n\
         Uganda's National Security Advisor, Moses Tumwine, Secretary of the Security Council of Rwanda Aline Uwase Mugisha, \
         LCL Secretary-General Tekle Abera, and Deputy Minister of Defence of Malawi, Grace Phiri Banda, attended the meeting.",
        &expect![[r#"
            meeting m1: Security Council Secretaries | Lakes Cooperation League | 9 | ministerial | 2018-05-21/2018-05-22 | Nairobi | held
            at m1: Oburu Wanjala | Minister of Public Security | KE | chair
            at m1: Moses Tumwine | National Security Advisor | UG | attendee
            at m1: Aline Uwase Mugisha | Secretary of the Security Council | RW | attendee
            at m1: Tekle Abera | Secretary-General | Lakes Cooperation League | attendee
            at m1: Grace Phiri Banda | Deputy Minister of Defence | MW | attendee"#]],
    );
}

#[test]
fn a_reception_of_ministers_by_their_host() {
    check(
        "DATE 2018-04-24 NAIROBI: Kenyan President Oburu Wanjala has said that Kenya is willing to deepen cooperation with other \
         members of the Lakes Cooperation League (LCL).\n\nWanjala made the remarks at a group meeting with defence ministers \
         from Uganda, Rwanda, Malawi and Zambia.\n\nOn behalf of the ministers, Ugandan Defence Minister Moses Tumwine said they \
         admired the work of the host.",
        &expect![[r#"
            meeting m1: defence ministers | Lakes Cooperation League | - | group_meeting | 2018-04 | Nairobi | held
            at m1: Oburu Wanjala | President | KE | host
            at m1: - | defence minister | UG | attendee
            at m1: - | defence minister | RW | attendee
            at m1: - | defence minister | MW | attendee
            at m1: - | defence minister | ZM | attendee
            at m1: Moses Tumwine | Defence Minister | UG | attendee
            indirect said: Oburu Wanjala | Kenya is willing to deepen cooperation with other members of the Lakes Cooperation League (LCL)
            indirect said: Moses Tumwine | they admired the work of the host"#]],
    );
}

#[test]
fn two_sides_meet_and_a_spokeswoman_tells_of_it() {
    check(
        "NAIROBI, March 3, 2021 - Ugandan Foreign Minister Moses Tumwine met with his Rwandan counterpart Aline Mugisha on \
         Wednesday. “We talked about the harbour. We will go on,” said spokeswoman Ruth Adongo.\n\nTumwine thanked the \
         hosts. He also told reporters that the bridge would open in May.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-03-03 | Nairobi | held
            at m1: Moses Tumwine | Foreign Minister | UG | attendee
            at m1: Aline Mugisha | Foreign Minister | RW | attendee
            direct said: Ruth Adongo | We talked about the harbour. We will go on
            indirect told: Moses Tumwine | the bridge would open in May"#]],
    );
}

#[test]
fn a_plan_with_documents_to_be_signed() {
    check(
        "March 3, 2021\n\nThe 12th summit of the Lakes Cooperation League (LCL) will be held in Kampala in June. The leaders will \
         sign the Kampala Declaration and adopt a convention on fishing.\n\nMalawi joined the LCL last year.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 12 | summit | 2021-06 | Kampala | planned
            outcome: Kampala Declaration | declaration | planned
            outcome: convention on fishing | convention | planned
            membership: MW joined Lakes Cooperation League"#]],
    );
}

#[test]
fn a_speech_over_two_paragraphs_and_a_tag_behind_it() {
    check(
        "President Oburu Wanjala opened the meeting. “The lake is ours. It is also theirs.\n\n“Nobody owns the rain,” he \
         said.\n\nAccording to the minister, the dam is safe.",
        &expect![[r#"
            direct -: Oburu Wanjala | The lake is ours. It is also theirs
            direct said: Oburu Wanjala | Nobody owns the rain
            indirect According to: Oburu Wanjala | the dam is safe"#]],
    );
}

#[test]
fn a_second_hand_tag_is_no_speaker() {
    check(
        "NAIROBI, May 2, 2020 - Foreign Minister Moses Tumwine said the border would open soon, state television reported. \
         The move helps trade, Tumwine added.",
        &expect![[r#"
            indirect said: Moses Tumwine | the border would open soon
            indirect added: Moses Tumwine | The move helps trade"#]],
    );
}

#[test]
fn titles_and_scare_quotes_are_no_quotations() {
    check(
        "NAIROBI, May 2, 2020 - The film “The Long Way Home” was shown at the “people's palace”. Nobody spoke about it.",
        &expect![[""]],
    );
}

#[test]
fn who_did_not_come_is_not_there() {
    check(
        "KAMPALA, June 4, 2020 - The 3rd summit of the Lakes Cooperation League was held here on Thursday. President Aline Mugisha \
         of Rwanda did not attend the summit. President Moses Tumwine of Uganda chaired it.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 3 | summit | 2020-06-04 | Kampala | held
            at m1: Aline Mugisha | President | RW | absent
            at m1: Moses Tumwine | President | UG | chair"#]],
    );
}

#[test]
fn the_page_is_told_from_the_report() {
    let report = "Home News Login Subscribe Friday, May 10, 2024\n\nMinisters agree on locks\n\n(Lakes Daily) 10:28, June 13, 2017\n\n\
                  The ministers of the three countries agreed on new rules for the locks after a long night of talks.\n\nShare on Facebook";
    let extraction = parse("page.txt", report.as_bytes()).unwrap().extraction;
    assert_eq!(extraction.report.title.as_deref(), Some("Ministers agree on locks"));
    assert_eq!(extraction.report.publish_date.unwrap().to_string(), "2017-06-13");
}

#[test]
fn a_transcript_names_its_speakers_before_a_colon() {
    check(
        "Remarks by Secretary Ruth Harlan and Foreign Minister Davit Orbelani Before Their Meeting\n\n\
         SECRETARY HARLAN: Good morning. It is a pleasure to welcome my friend to Washington today.\n\n\
         MINISTER ORBELANI: Thank you. We have much to talk about, and little time to do it.\n\n\
         We will begin with the harbour.\n\n\
         SECRETARY HARLAN: Then let us begin with the harbour.\n",
        &expect![[r#"
            meeting m1: Meeting | - | - | bilateral | - | - | held
            at m1: Ruth Harlan | Secretary | - | attendee
            at m1: Davit Orbelani | Foreign Minister | - | attendee
            direct -: Ruth Harlan | Good morning. It is a pleasure to welcome my friend to Washington today
            direct -: Davit Orbelani | Thank you. We have much to talk about, and little time to do it
            direct -: Davit Orbelani | We will begin with the harbour
            direct -: Ruth Harlan | Then let us begin with the harbour"#]],
    );
}

#[test]
fn a_signature_below_the_words_is_their_speaker() {
    check(
        "NAIROBI, June 4, 2021 - The Lakes Cooperation League met in Nairobi on Friday.\n\n\
         “The lake does not ask whose fish it carries, and neither should we.”\n\n\
         — Grace Phiri Banda, Minister of Fisheries of Malawi\n",
        &expect![[r#"
            meeting m1: - | Lakes Cooperation League | - | - | 2021-06-04 | Nairobi | held
            direct —: Grace Phiri Banda | The lake does not ask whose fish it carries, and neither should we"#]],
    );
}

#[test]
fn a_colon_introduces_the_words_of_the_one_who_acted() {
    check(
        "Uganda's Foreign Minister Moses Tumwine struck a hopeful note at the meeting in Kampala on Monday: “We have come \
         further in two days than in the ten years before.”\n\n\
         He turned to his Rwandan colleague. “Your country opened the road, and we will keep it open,” he said.",
        &expect![[r#"
            direct struck: Moses Tumwine | We have come further in two days than in the ten years before
            direct said: Moses Tumwine | Your country opened the road, and we will keep it open"#]],
    );
}

#[test]
fn a_call_is_no_visit_and_its_parties_are_both_there() {
    check(
        "ASTANA, March 3, 2022 - President Timur Sadykov spoke by phone with Prime Minister of Uganda Ruth Okello on Thursday. \
         The leaders discussed wheat.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2022-03-03 | - | held
            at m1: Timur Sadykov | President | - | attendee
            at m1: Ruth Okello | Prime Minister | UG | attendee"#]],
    );
}

#[test]
fn an_earlier_meeting_of_the_series_is_only_mentioned() {
    check(
        "KIGALI, October 12, 2023 - The 8th summit of the Lakes Cooperation League (LCL) opened in Kigali on Thursday. President \
         of Rwanda Aline Mugisha hosted the summit. The last summit, held in Lusaka in 2021, ended without a declaration.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 8 | summit | 2023-10-12 | Kigali | held
            meeting m2: summit | Lakes Cooperation League | - | summit | 2021 | Lusaka | held
            at m1: Aline Mugisha | President | RW | host"#]],
    );
}

#[test]
fn a_spokesman_is_not_the_minister_for_whom_he_speaks() {
    check(
        "Foreign Minister Paul Kaggwa met Kenya's Foreign Minister Ruth Wanjala in Entebbe on June 3, 2021. A spokesman for Foreign \
         Minister Kaggwa, Peter Kaggwa, said the two had agreed on a new ferry. Peter Kaggwa said the ferry would sail in May.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-06-03 | Entebbe | held
            at m1: Paul Kaggwa | Foreign Minister | UG | host
            at m1: Ruth Wanjala | Foreign Minister | KE | attendee
            indirect said: Peter Kaggwa | the two had agreed on a new ferry
            indirect said: Peter Kaggwa | the ferry would sail in May"#]],
    );
}

#[test]
fn the_building_of_a_meeting_is_its_venue() {
    let report = "TASHKENT, May 5, 2021 - Foreign ministers of the Lakes Cooperation League (LCL) held their 4th meeting at the \
                  House of Friendship on Wednesday.";
    let extraction = parse("report.txt", report.as_bytes()).expect("a report").extraction;
    assert_eq!(extraction.meetings[0].venue.as_deref(), Some("House of Friendship"));
}

#[test]
fn a_report_may_define_its_organizations() {
    check(
        "LIMA, May 3, 2019 - Foreign ministers of the Community of Lakeland States met in Lima on Friday. The Andean Community \
         of Nations (ACN) was not there. Chile left ACN at the beginning of the year.",
        &expect![[r#"
            meeting m1: Foreign ministers | Community of Lakeland States | - | ministerial | 2019-05-03 | Lima | held
            membership: CL left Andean Community"#]],
    );
}

#[test]
fn a_country_may_be_told_by_a_title_or_by_who_represents_it() {
    check(
        "MINSK, June 3, 2022 - The 12th meeting of defence ministers of the Lakes Cooperation League (LCL) was held in Minsk on \
         Friday. Zambia was represented by Deputy Minister Joseph Mwale, Malawi – by Deputy Chairman of the Cabinet of \
         Ministers Grace Phiri. Kremlin aide Oleg Strelkov also attended the meeting.",
        &expect![[r#"
            meeting m1: defence ministers | Lakes Cooperation League | 12 | ministerial | 2022-06-03 | Minsk | held
            at m1: Joseph Mwale | Deputy Minister | ZM | attendee
            at m1: Grace Phiri | Deputy Chairman of the Cabinet of Ministers | MW | attendee
            at m1: Oleg Strelkov | Kremlin aide | RU | attendee"#]],
    );
}

#[test]
fn separate_talks_are_one_with_each_and_who_was_absent_was_not_there() {
    check(
        "ENTEBBE, June 3, 2021 - The council of foreign ministers of the Lakes Cooperation League (LCL) concluded its two-day \
         session in Entebbe on Thursday. Burundi's minister was absent. On the margins of the session, Uganda's Foreign \
         Minister Ruth Okello held separate talks with Kenya's Daniel Otieno and Rwanda's Foreign Minister Aline Mugisha.",
        &expect![[r#"
            meeting m1: council of foreign ministers | Lakes Cooperation League | - | ministerial | 2021-06-02/2021-06-03 | Entebbe | held
            meeting m2: talks | - | - | bilateral | 2021-06-03 | Entebbe | held
            meeting m3: talks | - | - | bilateral | 2021-06-03 | Entebbe | held
            at m1: - | minister | BI | absent
            at m2: Ruth Okello | Foreign Minister | UG | host
            at m2: Daniel Otieno | - | KE | attendee
            at m3: Ruth Okello | Foreign Minister | UG | host
            at m3: Aline Mugisha | Foreign Minister | RW | attendee"#]],
    );
}

#[test]
fn who_met_before_is_told_apart_and_who_did_not_meet_did_not() {
    check(
        "LUSAKA, May 4, 2021 - Zambia's President Joseph Mwale met Malawi's President Grace Phiri in Lusaka on Tuesday. The two \
         last met in Lilongwe in 2019. Mwale did not hold talks with Rwandan President Aline Mugisha, who is expected to \
         meet Kenya's President Daniel Otieno at a summit of the Lakes Cooperation League (LCL) in Kigali in June.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-04 | Lusaka | held
            meeting m2: - | - | - | bilateral | 2019 | Lilongwe | held
            meeting m3: - | - | - | bilateral | 2021-06 | Kigali | planned
            meeting m4: summit | Lakes Cooperation League | - | summit | 2021-06 | Kigali | planned
            at m1: Joseph Mwale | President | ZM | host
            at m1: Grace Phiri | President | MW | attendee
            at m2: Joseph Mwale | President | ZM | attendee
            at m2: Grace Phiri | President | MW | host
            at m3: Aline Mugisha | President | RW | host
            at m3: Daniel Otieno | President | KE | attendee"#]],
    );
}

#[test]
fn leaders_between_dashes_met_on_the_eve_and_no_visit_dates_them() {
    check(
        "July 4, 2024\n\nOn Thursday leaders gathered in Lusaka for a summit of the Lakes Cooperation League (LCL). On Wednesday \
         Zambia's President Joseph Mwale and Malawi's President Grace Phiri – the two who drive the enlargement of the \
         league – met on the sidelines. It was the two leaders’ second meeting following Phiri’s visit to Lusaka in May.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | - | summit | 2024-07-04 | Lusaka | held
            meeting m2: - | - | - | bilateral | 2024-07-03 | Lusaka | held
            at m2: Joseph Mwale | President | ZM | host
            at m2: Grace Phiri | President | MW | attendee"#]],
    );
}

#[test]
fn words_between_marks_end_where_the_report_goes_on() {
    check(
        "LUSAKA, May 4, 2021 - President Joseph Mwale on Tuesday urged the ministers to resist “outside interference” at a \
         gathering of lake states. He warned against what he called “a real danger of floods” and called on members to \
         “hold the dams.” Officials issued a communique. “We oppose any harm to the lake and its people,” it read.",
        &expect![[r#"
            mixed urged: Joseph Mwale | to resist “outside interference
            mixed warned: Joseph Mwale | against what he called “a real danger of floods
            mixed called on: Joseph Mwale | to “hold the dams
            direct read: - | We oppose any harm to the lake and its people
            outcome: communique | communique | issued"#]],
    );
}

#[test]
fn who_joins_stands_before_what_is_told_of_it() {
    check(
        "LUSAKA, May 4, 2021 - On Tuesday Rwanda, a close ally that helped Uganda in 2015, became the latest state to join the \
         African Union. The bloc underwent its first expansion in 2017 to welcome Kenya and Malawi. Zambia became its top \
         trade partner.",
        &expect![[r#"
            membership: RW joined African Union
            membership: KE joined African Union
            membership: MW joined African Union"#]],
    );
}

#[test]
fn talks_told_of_in_passing_have_their_parties() {
    check(
        "NAIROBI, June 2, 2021 - Malawian envoys will visit Kigali on Monday for talks on a ferry. Zambia's President Joseph \
         Mwale and Malawi's President Grace Phiri sought a way out during talks in Lilongwe in April. Mwale has met Kenya's \
         President Daniel Otieno repeatedly. Minister Ruth Okello will take part in a meeting on Friday of an international \
         working group.",
        &expect![[r#"
            meeting m1: talks | - | - | bilateral | 2021-06-07 | Kigali | planned
            meeting m2: talks | - | - | bilateral | 2021-04 | Lilongwe | held
            meeting m3: international working group | - | - | working_group | 2021-06-04 | - | planned
            at m1: - | envoy | MW | attendee
            at m2: Joseph Mwale | President | ZM | attendee
            at m2: Grace Phiri | President | MW | host
            at m3: Ruth Okello | Minister | - | attendee"#]],
    );
}

#[test]
fn those_who_took_part_may_stand_in_lines_of_their_own() {
    check(
        "1. The Council of the African Union held its Thirty-Second (32nd) Ordinary Session on 7 July 2024 in Lusaka, under the \
         chairmanship of H.E. Joseph Mwale, President of the Republic of Zambia.\n\n\
         2. The following took part in the session:\n\n\
         H.E. Grace Phiri, President of the Republic of Malawi;\n\n\
         Hon. Daniel Otieno, Minister of Foreign Affairs of the Republic of Kenya;\n\n\
         Rwanda – Prime Minister Ruth Okello\n\n\
         3. Two documents were signed:\n\n\
         • Protocol on ferries between the lake ports;\n\n\
         • Joint Communiqué on fishing.\n",
        &expect![[r#"
            meeting m1: Council | African Union | 32 | - | 2024-07-07 | Lusaka | held
            at m1: Joseph Mwale | President | ZM | chair
            at m1: Grace Phiri | President | MW | attendee
            at m1: Daniel Otieno | Minister of Foreign Affairs | KE | attendee
            at m1: Ruth Okello | Prime Minister | RW | attendee
            outcome: Protocol on ferries between the lake ports | protocol | signed
            outcome: Joint Communiqué on fishing | communique | signed"#]],
    );
}

#[test]
fn offices_are_shared_out_by_country() {
    check(
        " date 2021-05-05 The 31st meeting of the prosecutors-general of the African Union took place in Kigali on Tuesday. \
         Taking part were Additional Solicitor General of Kenya Daniel Otieno, Deputy Prosecutor-General (Head of the Appeals \
         Department) of the Republic of Malawi Grace Phiri and Prosecutor-General of Zambia Joseph Mwale. Present were also \
         the Presidents of Rwanda, Paul Mugenzi; Uganda, Moses Kato and Burundi, Jean Nkurunziza. All except Tanzania \
         attended. Taking the floor, Otieno noted that the lake was open. According to him, ferries would follow.\n\n\
         Related news\n\n\
         12.11.2023\n\n\
         Ministers of Ghana and Togo sign a pact in Accra",
        &expect![[r#"
            meeting m1: prosecutors-general | African Union | 31 | ministerial | 2021-05-04 | Kigali | held
            at m1: Daniel Otieno | Additional Solicitor General | KE | speaker
            at m1: Grace Phiri | Deputy Prosecutor-General | MW | attendee
            at m1: Joseph Mwale | Prosecutor-General | ZM | attendee
            at m1: Paul Mugenzi | President | RW | attendee
            at m1: Moses Kato | President | UG | attendee
            at m1: Jean Nkurunziza | President | BI | attendee
            indirect noted: Daniel Otieno | the lake was open
            indirect According to: Daniel Otieno | ferries would follow"#]],
    );
}

#[test]
fn who_leads_a_delegation_is_of_its_country() {
    check(
        "Nairobi, 9 August 2021 – The 18th meeting of the secretaries of the security councils of the member states of the African \
         Union opened in Nairobi on Monday. Permanent Secretary Ruth Okello is leading the Ugandan delegation to the meeting. \
         Likewise, the Zambian team is led by Secretary of the Ministry of Internal Affairs, Moses Kato, and the Malawian team by \
         Deputy Secretary of the Ministry of Defence Grace Phiri. The meeting was also attended by Adviser to the Rwandan President \
         for Security Paul Mugenzi, Director of Burundi’s Intelligence Service Jean Nkurunziza and Kh. Abebe.",
        &expect![[r#"
            meeting m1: secretaries of security councils of member states | African Union | 18 | ministerial | 2021-08-09 | Nairobi | held
            at m1: Ruth Okello | Permanent Secretary | UG | attendee
            at m1: Moses Kato | Secretary of the Ministry of Internal Affairs | ZM | attendee
            at m1: Grace Phiri | Deputy Secretary of the Ministry of Defence | MW | attendee
            at m1: Paul Mugenzi | Adviser to the President for Security | RW | attendee
            at m1: Jean Nkurunziza | Director of Intelligence Service | BI | attendee
            at m1: Kh. Abebe | - | - | attendee"#]],
    );
}

#[test]
fn an_office_may_name_its_national_body_behind_a_comma() {
    check(
        "On 21 March 2017 the first meeting of intelligence chiefs of the African Union was hosted by Kenya in Nairobi.\n\n\
         Major General (Rtd.) Moses Kato, Security Adviser to the President of Uganda; Ms. Ruth Okello, Secretary, Ministry of \
         Home Affairs of Malawi; and Mr. Paul Mugenzi, Inspector General, Armed Police of Rwanda participated in the meeting, \
         according to the Kenyan president's official website.",
        &expect![[r#"
            meeting m1: intelligence chiefs | African Union | 1 | ministerial | 2017-03-21 | Nairobi | held
            at m1: - | - | KE | host
            at m1: Moses Kato | Security Adviser to the President | UG | attendee
            at m1: Ruth Okello | Secretary, Ministry of Home Affairs | MW | attendee
            at m1: Paul Mugenzi | Inspector General, Armed Police | RW | attendee
            indirect according to: the Kenyan president's official website | Major General (Rtd.) Moses Kato, Security Adviser to the President of Uganda; Ms. Ruth Okello, Secretary, Ministry of Home Affairs of Malawi; and Mr. Paul Mugenzi, Inspector General, Armed Police of Rwanda participated in the meeting"#]],
    );
}

#[test]
fn what_happens_beside_a_meeting_is_in_its_city() {
    check(
        " date 2021-04-29 Defence Minister Daniel Otieno held a meeting with Minister of Defence of Zambia Joseph Mwale on the \
         sidelines of the African Union defence ministers’ meeting in Nairobi on April 28, 2021. Mr Otieno will chair the 12th \
         summit of the organization in Accra next week. The presidents of Ghana and Togo will participate in the meeting.",
        &expect![[r#"
            meeting m1: meeting | - | - | bilateral | 2021-04-28 | Nairobi | held
            meeting m2: defence ministers | African Union | - | ministerial | 2021-04-28 | Nairobi | held
            meeting m3: summit | African Union | 12 | summit | 2021-05 | Accra | planned
            at m1: Daniel Otieno | Defence Minister | - | attendee
            at m1: Joseph Mwale | Minister of Defence | ZM | attendee
            at m3: Daniel Otieno | Defence Minister | GH | chair
            at m3: - | president | GH | attendee
            at m3: - | president | TG | attendee"#]],
    );
}

#[test]
fn who_comes_to_a_meeting_is_expected_there() {
    check(
        " date 2023-04-27 Kenyan Defence Minister Daniel Otieno arrived in Accra to take part in a meeting of defence ministers of the \
         African Union on Friday, his press secretary said.\n\n\
         \"The meeting will be attended by military delegations from Uganda and Malawi,\" the Kenyan Defence Ministry said.\n\n\
         The visiting defence ministers were Zambia's Joseph Mwale and Rwanda's Paul Mugenzi.",
        &expect![[r#"
            meeting m1: defence ministers | African Union | - | ministerial | 2023-04-28 | Accra | planned
            at m1: Daniel Otieno | Defence Minister | KE | attendee
            at m1: - | - | UG | attendee
            at m1: - | - | MW | attendee
            at m1: Joseph Mwale | - | ZM | attendee
            at m1: Paul Mugenzi | - | RW | attendee
            indirect said: his press secretary | Kenyan Defence Minister Daniel Otieno arrived in Accra to take part in a meeting of defence ministers of the African Union on Friday
            direct said: the Kenyan Defence Ministry | The meeting will be attended by military delegations from Uganda and Malawi"#]],
    );
}

#[test]
fn who_met_for_a_meeting_was_at_it() {
    check(
        "Foreign Minister of Ghana Kofi Mensah, Prime Minister of The Gambia, the Rt. Honourable Lamin Ceesay, and Zambian Foreign \
         Minister Joseph Mwale met in Nairobi on 4 May 2021 for the annual African Union foreign ministers' meeting. Hosted by \
         Kenyan President Daniel Otieno, the meeting took note of the lake.",
        &expect![[r#"
            meeting m1: foreign ministers | African Union | - | ministerial | 2021-05-04 | Nairobi | held
            at m1: Kofi Mensah | Foreign Minister | GH | attendee
            at m1: Lamin Ceesay | Prime Minister | GM | attendee
            at m1: Joseph Mwale | Foreign Minister | ZM | attendee
            at m1: Daniel Otieno | President | KE | host"#]],
    );
}

#[test]
fn ministers_of_several_countries_gather() {
    check(
        " date 2021-05-09 The foreign ministers of Kenya, Uganda and Rwanda gathered in Kampala on Saturday. The meeting was chaired by \
         Foreign Minister Ruth Okello. Besides, Burundi took part as an observer represented by Deputy Minister Jean Nkurunziza. \
         Chairman of Ministers' Council of Malawi Grace Phiri attended the meeting.",
        &expect![[r#"
            meeting m1: foreign ministers of Kenya, Uganda and Rwanda | - | - | ministerial | 2021-05-08 | Kampala | held
            at m1: - | foreign minister | KE | attendee
            at m1: - | foreign minister | UG | attendee
            at m1: - | foreign minister | RW | attendee
            at m1: Ruth Okello | Foreign Minister | UG | chair
            at m1: Jean Nkurunziza | Deputy Minister | BI | attendee
            at m1: Grace Phiri | Chairman of Ministers' Council | MW | attendee"#]],
    );
}

#[test]
fn a_council_of_ministers_stands_for_its_meeting() {
    check(
        "LUSAKA, July 30, 2021 - Foreign Minister Joseph Mwale of Zambia took part in the African Union Ministerial Council in Nairobi \
         on July 29. Malawi was represented at the meeting by Deputy Minister Grace Phiri. Foreign Minister of Kenya Daniel Otieno \
         was among the first speakers.",
        &expect![[r#"
            meeting m1: Ministerial Council | African Union | - | ministerial | 2021-07-29 | Nairobi | held
            at m1: Joseph Mwale | Foreign Minister | ZM | attendee
            at m1: Grace Phiri | Deputy Minister | MW | attendee
            at m1: Daniel Otieno | Foreign Minister | KE | attendee"#]],
    );
}

#[test]
fn countries_meet_too() {
    check(
        "LUSAKA, July 30, 2021 - A new round of talks between Zambia and Malawi has been postponed for logistical reasons, Zambia’s \
         Foreign Minister Joseph Mwale said.\n\nOn July 15, Zambia, Kenya and Rwanda held their third security advisers’ trilateral \
         meeting in Nairobi. They planned for the trilateral summit in Kigali.",
        &expect![[r#"
            meeting m1: new round | - | - | bilateral | 2021-07 | - | postponed
            meeting m2: security advisers’ trilateral | - | 3 | ministerial | 2021-07-15 | Nairobi | held
            meeting m3: trilateral summit | - | - | summit | - | Kigali | planned
            at m1: - | - | ZM | attendee
            at m1: - | - | MW | attendee
            at m2: - | - | ZM | attendee
            at m2: - | - | KE | attendee
            at m2: - | - | RW | attendee
            indirect said: Joseph Mwale | A new round of talks between Zambia and Malawi has been postponed for logistical reasons"#]],
    );
}

#[test]
fn countries_are_listed_and_leaders_welcomed() {
    check(
        "President Joseph Mwale of Zambia will host the 4th summit of the Lakes Cooperation League (LCL) on Saturday, May 21, 2022. The \
         president looks forward to welcoming Prime Minister Grace Phiri of Malawi and Prime Minister Daniel Otieno of Kenya. \
         Countries participating in the summit include: Rwanda, Uganda and the Seychelles. The next LCL summit will be hosted by Togo.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 4 | summit | 2022-05-21 | - | planned
            meeting m2: summit | Lakes Cooperation League | - | summit | - | - | planned
            at m1: Joseph Mwale | President | ZM | host
            at m1: Grace Phiri | Prime Minister | MW | attendee
            at m1: Daniel Otieno | Prime Minister | KE | attendee
            at m1: - | - | RW | attendee
            at m1: - | - | UG | attendee
            at m1: - | - | SC | attendee"#]],
    );
}

#[test]
fn where_paragraphs_were_lost_marks_open_in_turn() {
    check(
        "Zambia’s Foreign Minister Joseph Mwale met Kenya’s Daniel Otieno in Nairobi on July 29, 2021.It has grown since.\"This is \
         evident in the role of the league,\" Mwale said.A new bridge helped, and the lakes are open.\"We see it every day,\" Otieno said.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-07-29 | Nairobi | held
            at m1: Joseph Mwale | Foreign Minister | ZM | attendee
            at m1: Daniel Otieno | - | KE | host
            indirect said: Joseph Mwale | This is evident in the role of the league
            indirect said: Daniel Otieno | We see it every day"#]],
    );
}

#[test]
fn who_is_at_home_is_the_host() {
    check(
        "LUSAKA, March 18, 2021 - Kenyan President Joseph Mwale said he shares a view with his Zambian counterpart Daniel \
         Otieno, as the leaders held a friendly inaugural meeting in Lusaka on Tuesday.\n\nIn Nairobi last week, Mwale received \
         Malawi's Foreign Minister Grace Phiri.",
        &expect![[r#"
            meeting m1: meeting | - | - | bilateral | 2021-03-16 | Lusaka | held
            meeting m2: - | - | - | bilateral | 2021-03 | Nairobi | held
            at m1: Joseph Mwale | President | KE | attendee
            at m1: Daniel Otieno | President | ZM | host
            at m2: Joseph Mwale | President | KE | host
            at m2: Grace Phiri | Foreign Minister | MW | attendee
            indirect said: Joseph Mwale | he shares a view with his Zambian counterpart Daniel Otieno, as the leaders held a friendly inaugural meeting in Lusaka on Tuesday"#]],
    );
}

#[test]
fn who_had_meetings_ahead_of_a_session_has_held_them() {
    check(
        "KAMPALA, July 4, 2024 - Kenyan President Joseph Mwale and Zambian counterpart Daniel Otieno took part in the summit of \
         the East African Community in Kampala on Thursday.\n\nOn Wednesday, Mwale had bilateral meetings with Otieno and \
         Rwandan President Aline Mugisha ahead of the main session.",
        &expect![[r#"
            meeting m1: summit | East African Community | - | summit | 2024-07-04 | Kampala | held
            meeting m2: bilateral | - | - | bilateral | 2024-07-03 | Kampala | held
            meeting m3: bilateral | - | - | bilateral | 2024-07-03 | Kampala | held
            at m1: Joseph Mwale | President | KE | attendee
            at m1: Daniel Otieno | President | ZM | attendee
            at m2: Joseph Mwale | President | KE | attendee
            at m2: Daniel Otieno | President | ZM | attendee
            at m3: Joseph Mwale | President | KE | attendee
            at m3: Aline Mugisha | President | RW | attendee"#]],
    );
}

#[test]
fn a_rank_before_a_name_is_no_part_of_the_office() {
    check(
        "LUSAKA, August 2, 2023 - Deputy Defence Minister Senior Lieutenant General Moses Tumwine led a Ugandan delegation to the \
         African Union Defence Ministers' Meeting in Lusaka on Wednesday.\n\nSpeaking at the opening ceremony, Zambian \
         Defence Minister Lieut. Gen. Joseph Mwale affirmed that the lake was open.",
        &expect![[r#"
            meeting m1: Defence Ministers | African Union | - | ministerial | 2023-08-02 | Lusaka | held
            at m1: Moses Tumwine | Deputy Defence Minister | UG | attendee
            at m1: Joseph Mwale | Defence Minister | ZM | speaker
            indirect affirmed: Joseph Mwale | the lake was open"#]],
    );
}

#[test]
fn an_earlier_summit_has_its_year_and_what_was_since_is_no_day() {
    check(
        "Kampala THE LAKE HERALD in English 8 Mar 94 p A4\n\n[Text] Kenyan Foreign Minister Joseph Mwale met Ugandan Foreign \
         Minister Moses Tumwine in Kampala yesterday. It was in line with the decision of the third African Union summit in \
         Singapore in 1992. Trade has grown since the flood of February 1993.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 1994-03-07 | Kampala | held
            meeting m2: summit | African Union | 3 | summit | 1992 | Singapore | held
            at m1: Joseph Mwale | Foreign Minister | KE | attendee
            at m1: Moses Tumwine | Foreign Minister | UG | host"#]],
    );
}

#[test]
fn a_counted_thing_is_not_said_and_members_may_be_added() {
    check(
        "July 4, 2024\n\nThe summit of the East African Community (EAC) opened in Kampala on Thursday. It added two new members, \
         Somalia and Zambia, last year. The Kenyan minister said this while receiving an envoy. The issues covered included \
         the Harbour Treaty. The leaders signed 23 documents, including agreements on trade.\n\nThe most important task is to \
         seek peace, said Kenyan Foreign Minister Joseph Mwale today.",
        &expect![[r#"
            meeting m1: summit | East African Community | - | summit | 2024-07-04 | Kampala | held
            indirect said: Joseph Mwale | The most important task is to seek peace
            membership: SO joined East African Community
            membership: ZM joined East African Community"#]],
    );
}

#[test]
fn a_courtesy_call_and_a_caption_tell_of_meetings() {
    check(
        "LUSAKA, May 4, 2021 - Ugandan Defence Minister Moses Tumwine paid a courtesy call on Zambian President Joseph Mwale in \
         Lusaka on Tuesday. He held talks with his counterpart Grace Phiri a day earlier.\n\nMeeting with Kenyan Foreign \
         Minister Daniel Otieno\n\nThe ministers spoke of the ferry.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-04 | Lusaka | held
            meeting m2: talks | - | - | bilateral | 2021-05-04 | Lusaka | held
            meeting m3: Meeting | - | - | bilateral | 2021-05-04 | Lusaka | held
            at m1: Joseph Mwale | President | ZM | host
            at m1: Moses Tumwine | Defence Minister | UG | attendee
            at m2: Moses Tumwine | Defence Minister | UG | attendee
            at m2: Grace Phiri | Defence Minister | - | attendee
            at m3: Moses Tumwine | Defence Minister | UG | attendee
            at m3: Daniel Otieno | Foreign Minister | KE | attendee"#]],
    );
}

#[test]
fn a_minister_quoted_in_a_report_of_ministers_was_there() {
    check(
        "KAMPALA, July 28, 2024 - The defence ministers of Uganda, Kenya and Rwanda held a trilateral meeting in \
         Kampala on Sunday. “The lake is safe,” Kenyan Defence Minister Daniel Otieno said. “We do not agree,” said \
         spokesman Peter Sakala.",
        &expect![[r#"
            meeting m1: defence ministers of Uganda, Kenya and Rwanda | - | - | ministerial | 2024-07-28 | Kampala | held
            at m1: - | defence minister | UG | attendee
            at m1: - | defence minister | KE | attendee
            at m1: - | defence minister | RW | attendee
            at m1: Daniel Otieno | Defence Minister | KE | attendee
            direct said: Daniel Otieno | The lake is safe
            direct said: Peter Sakala | We do not agree"#]],
    );
}

#[test]
fn a_building_that_everybody_knows_places_a_meeting() {
    check(
        "August 30, 2024\n\nSecurity Advisor Ruth Okello convened a meeting at the White House today with Zambian Defence Minister \
         Joseph Mwale, Ugandan Defence Minister Moses Tumwine and Kenyan Defence Minister Daniel Otieno.",
        &expect![[r#"
            meeting m1: meeting | - | - | group_meeting | 2024-08-30 | Washington | held
            at m1: Ruth Okello | Security Advisor | - | host
            at m1: Joseph Mwale | Defence Minister | ZM | attendee
            at m1: Moses Tumwine | Defence Minister | UG | attendee
            at m1: Daniel Otieno | Defence Minister | KE | attendee"#]],
    );
}

#[test]
fn a_head_of_state_is_at_home_and_envoys_represent() {
    check(
        "February 5, 2024\n\nIn Malawi, envoy Ruth Okello met with President Grace Phiri on Monday. Zambia and the African Union held \
         today in Lusaka the first AU-Zambia High-Level Dialogue. Deputy Minister Joseph Mwale represented Zambia.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2024-02-05 | - | held
            meeting m2: AU-Zambia High-Level Dialogue | African Union | 1 | - | 2024-02-05 | Lusaka | held
            at m1: Ruth Okello | envoy | - | attendee
            at m1: Grace Phiri | President | MW | attendee
            at m2: Joseph Mwale | Deputy Minister | ZM | attendee"#]],
    );
}

#[test]
fn leaders_begin_deliberations_and_reports_of_other_sessions_are_earlier() {
    check(
        "LUSAKA, December 12, 2021 - Leaders of the East African Community began deliberations on Sunday. Also in attendance are \
         President Joseph Mwale of Zambia and President Grace Phiri of Malawi. The meeting will deliberate on the report of the \
         87th ordinary session of the East African Community Council of Ministers. Rwanda attends for the first time.",
        &expect![[r#"
            meeting m1: Leaders | East African Community | - | summit | 2021-12-12 | Lusaka | held
            meeting m2: Council of Ministers | East African Community | 87 | ministerial | - | - | held
            at m1: Joseph Mwale | President | ZM | attendee
            at m1: Grace Phiri | President | MW | attendee
            at m1: - | - | RW | attendee"#]],
    );
}

#[test]
fn a_series_of_meetings_on_the_sidelines_is_one_with_each() {
    check(
        "LUSAKA, July 3, 2024 - Zambian President Joseph Mwale took part in a summit of the African Union on Wednesday.\n\nHis \
         office said Mwale had held a series of bilateral meetings on the sidelines of the summit, which ends on Thursday.\n\n\
         Mwale met Ugandan President Moses Tumwine and the presidents of Malawi and Burundi, Grace Phiri and Jean Ndayi.\n\n\
         Calling Phiri a friend, Mwale thanked her. The leaders have expanded the African Union, a club founded in 2001, to \
         include Kenya and Rwanda.",
        &expect![[r#"
            meeting m1: summit | African Union | - | summit | 2024-07-03 | Lusaka | held
            meeting m2: - | - | - | bilateral | 2024-07-03 | Lusaka | held
            meeting m3: - | - | - | bilateral | 2024-07-03 | Lusaka | held
            meeting m4: - | - | - | bilateral | 2024-07-03 | Lusaka | held
            at m1: Joseph Mwale | President | ZM | attendee
            at m2: Joseph Mwale | President | ZM | host
            at m2: Moses Tumwine | President | UG | attendee
            at m3: Joseph Mwale | President | ZM | host
            at m3: Grace Phiri | president | MW | attendee
            at m4: Joseph Mwale | President | ZM | host
            at m4: Jean Ndayi | president | BI | attendee
            indirect said: his office | Mwale had held a series of bilateral meetings on the sidelines of the summit, which ends on Thursday
            membership: KE joined African Union
            membership: RW joined African Union"#]],
    );
}

#[test]
fn a_page_that_was_cut_where_its_links_begin_and_end() {
    check(
        "SATURDAY, AUGUST 17, 2024\nThe ninth Lakes Cooperation League (LCL) Foreign Ministers' Meeting was held Friday in \
         Kampala.\nThe league comprises\nKenya\n,\nUganda\nand Rwanda, among others.\nKenyan Foreign Minister\nOburu Wanjala\n, who \
         co-chaired the meeting Friday, noted that the harbours had grown.\nOn the sidelines of the meeting, Wanjala had met \
         separately with Rwandan Foreign Minister\nAline Mugisha\n, and Malawian Foreign Minister\nGrace Phiri\n.",
        &expect![[r#"
            meeting m1: Foreign Ministers | Lakes Cooperation League | 9 | ministerial | 2024-08-16 | Kampala | held
            meeting m2: - | - | - | bilateral | 2024-08-16 | Kampala | held
            meeting m3: - | - | - | bilateral | 2024-08-16 | Kampala | held
            at m1: Oburu Wanjala | Foreign Minister | KE | chair
            at m2: Oburu Wanjala | Foreign Minister | KE | attendee
            at m2: Aline Mugisha | Foreign Minister | RW | attendee
            at m3: Oburu Wanjala | Foreign Minister | KE | attendee
            at m3: Grace Phiri | Foreign Minister | MW | attendee
            indirect noted: Oburu Wanjala | the harbours had grown"#]],
    );
}

#[test]
fn sentences_and_words_that_lost_the_space_between_them() {
    check(
        "NAIROBI, July 8, 2024 - Prime Minister Moses Tumwine of Uganda stayed away last week from the summit of the Lakes \
         Cooperation League in Rwanda.Kenyan President Oburu Wanjala received him in Nairobi on Monday.Wanjala said byTelevision \
         that the bridge was open.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | - | summit | 2024-07 | - | held
            meeting m2: - | - | - | bilateral | 2024-07-08 | Nairobi | held
            at m1: Moses Tumwine | Prime Minister | UG | absent
            at m2: Oburu Wanjala | President | KE | host
            at m2: Moses Tumwine | Prime Minister | UG | attendee"#]],
    );
}

#[test]
fn who_is_to_meet_has_met_before() {
    check(
        "KAMPALA, July 8, 2024 - Kenyan Prime Minister Oburu Wanjala will meet Ugandan President Moses Tumwine, whom he last saw in \
         2019, in the port of Mombasa. The two leaders also met in September 2022 in Rwanda.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | - | - | planned
            meeting m2: - | - | - | bilateral | 2022-09 | - | held
            at m1: Oburu Wanjala | Prime Minister | KE | attendee
            at m1: Moses Tumwine | President | UG | attendee
            at m2: Oburu Wanjala | Prime Minister | KE | attendee
            at m2: Moses Tumwine | President | UG | attendee"#]],
    );
}

#[test]
fn heads_told_of_by_office_and_then_by_name() {
    check(
        "May 28, 2025\n\nPrime Minister Oburu Wanjala of Kenya said on Wednesday that he, along with the presidents of Uganda and \
         Rwanda, had gathered at a trilateral summit.\n\nHe took part in the Kenya-Uganda-Rwanda Trilateral Summit alongside \
         presidents Moses Tumwine and Aline Mugisha.",
        &expect![[r#"
            meeting m1: Kenya-Uganda-Rwanda Trilateral Summit | - | - | summit | 2025-05 | - | held
            at m1: Oburu Wanjala | Prime Minister | KE | attendee
            at m1: Moses Tumwine | president | UG | attendee
            at m1: Aline Mugisha | president | RW | attendee
            indirect said: Oburu Wanjala | he, along with the presidents of Uganda and Rwanda, had gathered at a trilateral summit"#]],
    );
}

#[test]
fn a_page_that_was_saved_as_one_line() {
    check(
        "Lakes summit ends - Lakes Daily Home News World Sport Video Photo Archive Search English >> Lakes summit ends ( LNA ) 08:39, \
         November 13, 2020 NAIROBI, Nov. 12 (LNA) -- Kenyan Premier Oburu Wanjala on Thursday attended the 23rd summit of the Lakes \
         Cooperation League (LCL) in Nairobi. He said that the lakes were full.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 23 | summit | 2020-11-12 | Nairobi | held
            at m1: Oburu Wanjala | Premier | KE | attendee
            indirect said: Oburu Wanjala | the lakes were full"#]],
    );
}

#[test]
fn who_arrives_for_a_gathering_of_several_days() {
    check(
        "Kampala, Oct 22, 2024 - Kenya's Oburu Wanjala, Rwanda's Aline Mugisha and other leaders arrived Tuesday in the Ugandan city of \
         Kampala for a summit of the Lakes Cooperation League (LCL). The three-day meeting is chaired by Uganda. Ugandan President Moses \
         Tumwine is set to hold bilateral meetings on the sidelines of the summit, including Tuesday's encounters with Wanjala and Mugisha.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | - | summit | 2024-10-22/2024-10-24 | Kampala | held
            meeting m2: encounters | - | - | bilateral | 2024-10-22 | Kampala | -
            meeting m3: encounters | - | - | bilateral | 2024-10-22 | Kampala | -
            at m1: Oburu Wanjala | - | KE | attendee
            at m1: Aline Mugisha | - | RW | attendee
            at m1: - | - | UG | chair
            at m2: Moses Tumwine | President | UG | host
            at m2: Oburu Wanjala | - | KE | attendee
            at m3: Moses Tumwine | President | UG | host
            at m3: Aline Mugisha | - | RW | attendee"#]],
    );
}

#[test]
fn who_was_represented_was_not_there() {
    check(
        "May 25, 2021. Ugandan President Moses Tumwine has summoned an extraordinary summit of the Lakes Cooperation League (LCL) in \
         Kampala. Leaders participating in the summit include the Presidents of Kenya, Oburu Wanjala and Rwanda, Aline Mugisha. Malawi's \
         President Grace Phiri was represented at the meeting.",
        &expect![[r#"
            meeting m1: extraordinary summit | Lakes Cooperation League | - | summit | 2021-05-25 | Kampala | held
            at m1: Moses Tumwine | President | UG | host
            at m1: Oburu Wanjala | President | KE | attendee
            at m1: Aline Mugisha | President | RW | attendee
            at m1: - | - | MW | attendee"#]],
    );
}

#[test]
fn talks_of_two_by_a_joined_name() {
    check(
        "NAIROBI, Nov. 8, 2020 (LNA) -- The ministry said on Sunday that the 8th round of Kenya-Uganda Corps Commander Level Meeting was \
         held on Nov. 6 in Busiara. The sides agreed to open the road, said a joint press release of the meeting.",
        &expect![[r#"
            meeting m1: round of Kenya-Uganda Corps Commander Level | - | 8 | ministerial | 2020-11-06 | Busiara | held
            at m1: - | - | KE | attendee
            at m1: - | - | UG | attendee
            indirect said: the ministry | the 8th round of Kenya-Uganda Corps Commander Level Meeting was held on Nov. 6 in Busiara
            indirect said: a joint press release | The sides agreed to open the road
            outcome: joint press release | other | issued"#]],
    );
}

#[test]
fn what_one_voice_says_together() {
    check(
        "TOKYO, July 28, 2024 - Defence chiefs from Kenya, Uganda and Rwanda vowed to patrol the lake during a meeting in Tokyo on \
         Sunday. In a joint statement, Kenya's Secretary of Defence Oburu Wanjala, Uganda's Minister of Defence Moses Tumwine and \
         Rwanda's Aline Mugisha “recalled their enduring commitment to the lake”.",
        &expect![[r#"
            meeting m1: Defence chiefs | - | - | ministerial | 2024-07-28 | Tokyo | held
            at m1: Oburu Wanjala | Secretary of Defence | KE | attendee
            at m1: Moses Tumwine | Minister of Defence | UG | attendee
            at m1: Aline Mugisha | Defence chief | RW | attendee
            indirect vowed: Defence chiefs from Kenya, Uganda and Rwanda | to patrol the lake during a meeting in Tokyo on Sunday
            outcome: joint statement | statement | issued"#]],
    );
}

#[test]
fn regions_and_officials_told_of_by_what_they_did() {
    check(
        "Kampala, Feb. 23, 2024 (LNA) -- Central American economy ministers today analysed the price of grain. Honduran Economy \
         Minister Delmer Castillo said the price was high.",
        &expect![[r#"
            meeting m1: Central American economy ministers | - | - | ministerial | 2024-02-23 | Kampala | held
            at m1: Delmer Castillo | Economy Minister | HN | attendee
            indirect said: Delmer Castillo | the price was high"#]],
    );
}

#[test]
fn their_talks_and_an_official_without_a_name() {
    check(
        "Kampala, March 1, 2024 (LNA) -- Kenyan Foreign Minister O.B.C. Wanjala and Rwandan Foreign Minister Aline Mugisha exchanged views \
         on trade at their two-hour official talks here today. According to a harbour official, Minister Mugisha is to return in May. \
         The pier will be built, the official said. Mugisha expressed her concern that the lake was rising. Some senior diplomats said \
         the talks went well.",
        &expect![[r#"
            meeting m1: official | - | - | ministerial | 2024-03-01 | Kampala | held
            at m1: O.B.C. Wanjala | Foreign Minister | KE | attendee
            at m1: Aline Mugisha | Foreign Minister | RW | attendee
            indirect According to: a harbour official | Minister Mugisha is to return in May
            indirect said: the official | The pier will be built
            indirect expressed her concern: Aline Mugisha | the lake was rising
            indirect said: Some senior diplomats | the talks went well"#]],
    );
}

#[test]
fn a_meeting_counted_again_and_who_is_at_it() {
    check(
        "NAIROBI, Nov. 18, 2020 (LNA) -- Kenyan Premier Oburu Wanjala will hold a roundtable meeting with leaders of three banks on Nov. \
         24. It will be the fifth roundtable meeting of theirs.",
        &expect![[r#"
            meeting m1: leaders | - | 5 | group_meeting | 2020-11-24 | - | planned
            at m1: Oburu Wanjala | Premier | KE | host"#]],
    );
}

#[test]
fn visits_to_persons_and_meetings_with_each_of_two() {
    check(
        "Kampala, March 4, 2024 - Prime Minister Moses Tumwine of Uganda paid a visit to Rwandan President Aline Mugisha, who arrived here \
         yesterday. Two days ago, Tumwine met Kenyan President Oburu Wanjala.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2024-03 | Kampala | held
            meeting m2: - | - | - | bilateral | 2024-03-02 | Kampala | held
            at m1: Aline Mugisha | President | RW | attendee
            at m1: Moses Tumwine | Prime Minister | UG | host
            at m2: Moses Tumwine | Prime Minister | UG | host
            at m2: Oburu Wanjala | President | KE | attendee"#]],
    );
}

#[test]
fn joint_documents_and_blocs_that_grew() {
    check(
        "Kampala, Oct 22, 2024 - The 9th summit of the Lakes Cooperation League (LCL) ended in Kampala on Tuesday. A joint statement said \
         the lake must be kept clean. The alliance has expanded rapidly to embrace Malawi and Zambia.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 9 | summit | 2024-10-22 | Kampala | held
            indirect said: a joint statement | the lake must be kept clean
            outcome: joint statement | statement | issued
            membership: MW joined Lakes Cooperation League
            membership: ZM joined Lakes Cooperation League"#]],
    );
}

#[test]
fn a_readout_that_names_its_meeting() {
    check(
        "Readout of Security Adviser Oburu Wanjala’s Meeting with Lakes Counterparts\n\nAugust 30, 2024\n\nKenyan Security Adviser Oburu \
         Wanjala met today in Nairobi with Rwandan Security Adviser Aline Mugisha, Ugandan Security Adviser Moses Tumwine and Head of the \
         Office of the President of Malawi Grace Phiri to discuss the lake.",
        &expect![[r#"
            meeting m1: - | - | - | group_meeting | 2024-08-30 | Nairobi | held
            at m1: Oburu Wanjala | Security Adviser | KE | host
            at m1: Aline Mugisha | Security Adviser | RW | attendee
            at m1: Moses Tumwine | Security Adviser | UG | attendee
            at m1: Grace Phiri | Head of the Office of the President | MW | attendee"#]],
    );
}

#[test]
fn titles_that_are_names_and_sides_of_talks() {
    check(
        "ISTANBUL, July 23, 2025 - Kenya and Uganda held a third round of talks in Istanbul on Wednesday. The head of the Ugandan delegation, \
         Moses Tumwine, said the talks went well. On the Kenyan side, negotiator Oburu Wanjala confirmed the exchange of maps. Malawi's \
         Sheikha Amina said on Thursday that she was glad.",
        &expect![[r#"
            meeting m1: round | - | 3 | bilateral | 2025-07-23 | Istanbul | held
            at m1: Moses Tumwine | head of the Ugandan delegation | UG | attendee
            at m1: Oburu Wanjala | negotiator | KE | attendee
            indirect said: Moses Tumwine | the talks went well
            indirect said: Sheikha Amina | she was glad"#]],
    );
}

#[test]
fn mottos_leads_printed_twice_and_spokespersons_of_ministries() {
    check(
        "KAMPALA (Lakes Agency - 22nd October, 2024) President Moses Tumwine said on Tuesday that the lake must be kept clean.\n\nKAMPALA \
         (Lakes Agency - 22nd October, 2024) President Moses Tumwine said on Tuesday that the lake must be kept clean.\n\nHe opened the \
         Lakes Forum on Tuesday. The theme of the forum is \"Clean water is for everyone who drinks it\". Calling it timely, the Kenyan \
         Foreign Ministry's spokesperson said it would help fishermen.",
        &expect![[r#"
            meeting m1: - | Lakes Forum | - | other | 2024-10-22 | Kampala | held
            indirect said: Moses Tumwine | the lake must be kept clean
            indirect said: the Kenyan Foreign Ministry's spokesperson | it would help fishermen"#]],
    );
}

#[test]
fn guests_to_be_those_who_confirmed_and_countries_that_are_being_represented() {
    check(
        "Kampala, Oct 22, 2024 - Leaders will attend the Summit of East African and Arab Countries to be held November 3-4 in Kampala. Only \
         the Emir of Qatar, Sheikh Salem bin Nasser, and Kenyan President Oburu Wanjala will be present as guests. The others who have \
         confirmed their attendance are Rwandan President Aline Mugisha and Malawi's King Grace II. Zambia is being represented at the \
         summit by its Prime Minister Mary Banda.",
        &expect![[r#"
            meeting m1: Summit of East African and Arab Countries | - | - | summit | 2024-11-03/2024-11-04 | Kampala | planned
            at m1: Salem bin Nasser | Emir | QA | guest
            at m1: Oburu Wanjala | President | KE | guest
            at m1: Aline Mugisha | President | RW | attendee
            at m1: King Grace II | King | MW | attendee
            at m1: Mary Banda | Prime Minister | ZM | attendee"#]],
    );
}

#[test]
fn who_inaugurates_and_who_has_arrived_on_the_venue() {
    check(
        "KAMPALA, Oct 22, 2024: President Moses Tumwine of Uganda inaugurates the summit of the Lakes Cooperation League in Kampala. \
         Officials including Kenyan President Oburu Wanjala and Rwandan President Aline Mugisha have arrived on the venue of the summit.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | - | summit | 2024-10 | Kampala | held
            at m1: Moses Tumwine | President | UG | speaker
            at m1: Oburu Wanjala | President | KE | attendee
            at m1: Aline Mugisha | President | RW | attendee"#]],
    );
}

#[test]
fn timetables_and_years_of_earlier_meetings() {
    check(
        "KAMPALA, Oct 22, 2024 - The 5th summit of the Lakes Cooperation League opens in Kampala on Friday. The first summit of the Lakes \
         Cooperation League was held in 2002. The last face-to-face meeting was held in November 2019 in the Kenyan capital of Nairobi. \
         Ministers will meet in Lusaka on October 31-November 1.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | 5 | summit | 2024-10-25 | Kampala | planned
            meeting m2: summit | Lakes Cooperation League | 1 | summit | 2002 | - | held
            meeting m3: summit | Lakes Cooperation League | - | summit | 2019-11 | Nairobi | held"#]],
    );
}

#[test]
fn who_addressed_greeted_and_could_not_come() {
    check(
        "KAMPALA, Oct 22, 2024 - The summit of the Lakes Cooperation League (LCL) began in Kampala on October 20 and ended on October 22. It \
         was hosted by Uganda and chaired by Ugandan President Moses Tumwine.\n\nPresident Oburu Wanjala of Kenya addressed the summit. \
         Aline Mugisha, President of Rwanda, welcomed the heads of delegations. Former Ugandan President Ann Okello attended as a guest of \
         honour. Malawian President Grace Phiri was unable to attend the summit. Zambia was represented by Foreign Minister Mary Banda and \
         Burundi by Defence Minister Jean Ndayi. Leaders who have arrived include Tanzania's John Mushi.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | - | summit | 2024-10-20/2024-10-22 | Kampala | held
            at m1: Moses Tumwine | President | UG | chair
            at m1: Oburu Wanjala | President | KE | speaker
            at m1: Aline Mugisha | President | RW | host
            at m1: Ann Okello | - | UG | guest
            at m1: Grace Phiri | President | MW | absent
            at m1: Mary Banda | Foreign Minister | ZM | attendee
            at m1: Jean Ndayi | Defence Minister | BI | attendee
            at m1: John Mushi | - | TZ | attendee"#]],
    );
}

#[test]
fn names_with_words_of_cities_bodies_and_offices() {
    check(
        "KAMPALA, Oct 22, 2024 - The summit of the Lakes Cooperation League on Tuesday was attended by President Samuel wa Banda, President \
         Joao Lima of Angola and Vice President Lt-Gen Thabo Molefe (Botswana). Ugandan Foreign Minister Hassan Amir Okello met Ambassador \
         of Peru Luis Ramos, who called on him.",
        &expect![[r#"
            meeting m1: summit | Lakes Cooperation League | - | summit | 2024-10-22 | Kampala | held
            meeting m2: - | - | - | bilateral | 2024-10-22 | Kampala | held
            at m1: Samuel wa Banda | President | - | attendee
            at m1: Joao Lima | President | AO | attendee
            at m1: Thabo Molefe | Vice President | BW | attendee
            at m2: Hassan Amir Okello | Foreign Minister | UG | host
            at m2: Luis Ramos | Ambassador | PE | attendee"#]],
    );
}

#[test]
fn nouns_that_look_like_verbs_of_saying_and_agencies_that_pass_words_on() {
    check(
        "KAMPALA, Oct 22, 2024 - According to Lakes News, Ugandan President Moses Tumwine said in his opening remarks, \"We are allies,\" \
         adding, \"The ties will be solid.\" The talks raised cautious hopes for the lake. As reported, the consul of Kenya Oburu Wanjala \
         also came. The call began at 9:30 p.m. Monday and lasted an hour, said the ministry. Twelve documents are being prepared for \
         signing.",
        &expect![[r#"
            direct said: Moses Tumwine | We are allies
            direct adding: Moses Tumwine | The ties will be solid
            indirect said: the ministry | The call began at 9:30 p.m. Monday and lasted an hour
            outcome: Twelve documents | other | planned"#]],
    );
}

#[test]
fn calls_talks_of_three_and_when_two_last_met() {
    check(
        "KAMPALA, Oct 22, 2024 - Ugandan Foreign Minister Moses Tumwine had phone talks with his Rwandan counterpart Aline Mugisha on \
         Monday. They last met in Nairobi in September.\n\nKenyan President Oburu Wanjala and his Malawian counterpart Grace Phiri agreed in \
         bilateral talks in Lusaka on Monday to open a post. Later, Wanjala and Phiri held a trilateral meeting with Zambian President Joseph \
         Mwale.\n\nThe prime minister was talking to the Ambassador of Burundi Jean Ndayi who called on him.",
        &expect![[r#"
            meeting m1: phone talks | - | - | bilateral | 2024-10-21 | - | held
            meeting m2: - | - | - | bilateral | 2024-09 | Nairobi | held
            meeting m3: bilateral | - | - | bilateral | 2024-10-21 | Lusaka | held
            meeting m4: trilateral | - | - | group_meeting | 2024-10-21 | Kampala | held
            meeting m5: - | - | - | bilateral | 2024-10-21 | Kampala | held
            at m1: Moses Tumwine | Foreign Minister | UG | attendee
            at m1: Aline Mugisha | Foreign Minister | RW | attendee
            at m2: Moses Tumwine | Foreign Minister | UG | attendee
            at m2: Aline Mugisha | Foreign Minister | RW | attendee
            at m3: Oburu Wanjala | President | KE | attendee
            at m3: Grace Phiri | President | MW | attendee
            at m4: Oburu Wanjala | President | KE | attendee
            at m4: Grace Phiri | President | MW | attendee
            at m4: Joseph Mwale | President | ZM | attendee
            at m5: Oburu Wanjala | President | KE | attendee
            at m5: Jean Ndayi | Ambassador | BI | attendee"#]],
    );
}

#[test]
fn what_is_only_urged_and_who_is_on_the_way_in() {
    check(
        "KAMPALA, Oct 22, 2024 - The 33rd Lakes Cooperation League heads of state and government summit opened in Kampala on Tuesday. \
         Minister Hari Thapa called on members to convene the 19th Council of Ministers at an early date. A preparatory meeting for the 34th \
         summit was held in Lusaka on Monday. The summit will receive a report on the process of Zambia to join the African Union.",
        &expect![[r#"
            meeting m1: heads of state and government summit | Lakes Cooperation League | 33 | summit | 2024-10-22 | Kampala | held
            meeting m2: preparatory meeting for summit | - | - | - | 2024-10-21 | Lusaka | held
            indirect called on: Hari Thapa | to convene the 19th Council of Ministers at an early date
            membership: ZM applied African Union"#]],
    );
}

#[test]
fn organs_with_acronyms_and_lists_that_are_broken_up() {
    check(
        "KAMPALA, Oct 22, 2024 - The 12th session of the Council of Foreign Ministers (CFM) of the African Union opened in Kampala Monday, \
         ahead of the African Union summit. It was attended in Kampala on Monday by Kenyan Foreign Minister Oburu Wanjala and Malawian \
         Foreign Minister Grace Phiri. Zambian Foreign Minister Joseph Mwale will join as special guest.\n\nA summit of the East African \
         Community will be held in Lusaka on November 3-4, Rwandan President Aline Mugisha said at a meeting of African Union trade \
         ministers in Kampala on Monday, with Burundian President Jean Ndayi and Tanzanian President John Mushi in attendance. The summit \
         is expected to welcome Zambia as a member.",
        &expect![[r#"
            meeting m1: Council of Foreign Ministers | African Union | 12 | ministerial | 2024-10-21 | Kampala | held
            meeting m2: summit | African Union | - | summit | - | - | planned
            meeting m3: summit | East African Community | - | summit | 2024-11-03/2024-11-04 | Lusaka | planned
            meeting m4: trade ministers | African Union | - | ministerial | 2024-10-21 | Kampala | held
            at m1: Oburu Wanjala | Foreign Minister | KE | attendee
            at m1: Grace Phiri | Foreign Minister | MW | attendee
            at m2: Joseph Mwale | Foreign Minister | ZM | guest
            at m4: Aline Mugisha | President | RW | attendee
            at m4: Jean Ndayi | President | BI | attendee
            at m4: John Mushi | President | TZ | attendee
            indirect said: Aline Mugisha | A summit of the East African Community will be held in Lusaka on November 3-4"#]],
    );
}

#[test]
fn what_was_not_adopted_and_who_is_quoted_by_others() {
    check(
        "KAMPALA, Oct 22, 2024 - Kenyan Foreign Minister Oburu Wanjala met his Malawian counterpart Grace Phiri in Kampala on Tuesday. The \
         ministers failed to issue a joint communique, and the joint statement could not be adopted. Wanjala urged the parties not to \
         delay the vote. State television quoted Phiri as saying the border would reopen. A statement released after the talks said the \
         lake was clean. \"It is over,\" said a senior Kenyan diplomat, who asked not to be named.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2024-10-22 | Kampala | held
            at m1: Oburu Wanjala | Foreign Minister | KE | attendee
            at m1: Grace Phiri | Foreign Minister | MW | attendee
            indirect urged: Oburu Wanjala | not to delay the vote
            indirect saying: Grace Phiri | the border would reopen
            indirect said: a statement | the lake was clean
            direct said: a senior Kenyan diplomat | It is over"#]],
    );
}

#[test]
fn meetings_held_by_video_and_countries_that_host_them() {
    check(
        "KAMPALA, Oct 22, 2024 - The meeting of African Union health ministers was held by videoconference on Monday. Zambia will host the \
         third meeting of the East African Community energy ministers on November 5. Members of the African Union Council of Foreign \
         Ministers met in Kampala on Tuesday; it was chaired by Moses Tumwine, Minister of Healthcare of Uganda.",
        &expect![[r#"
            meeting m1: health ministers | African Union | - | ministerial | 2024-10-21 | - | held
            meeting m2: energy ministers | East African Community | 3 | ministerial | 2024-11-05 | - | planned
            meeting m3: Council of Foreign Ministers | African Union | - | ministerial | 2024-10-22 | Kampala | held
            at m3: Moses Tumwine | Minister of Healthcare | UG | chair"#]],
    );
}

#[test]
fn whom_he_means_behind_a_passive_and_whose_words_an_agency_passes_on() {
    check(
        "KAMPALA, Oct 22, 2024 - The summit of the African Union was held in Kampala on Tuesday. It was chaired by President Oburu \
         Wanjala. \"The lake is clean,\" he added. In his words, the fish are back. Ugandan Foreign Minister Moses Tumwine said he hoped \
         for a deal, the official Xinhua news agency reported. The first Lakes talks were held in Nairobi in December 2021.",
        &expect![[r#"
            meeting m1: summit | African Union | - | summit | 2024-10-22 | Kampala | held
            meeting m2: Lakes | - | - | - | 2021-12 | Nairobi | held
            at m1: Oburu Wanjala | President | UG | chair
            at m1: Moses Tumwine | Foreign Minister | UG | attendee
            direct added: Oburu Wanjala | The lake is clean
            indirect In his words: Oburu Wanjala | the fish are back
            indirect said: Moses Tumwine | he hoped for a deal"#]],
    );
}

#[test]
fn a_gathering_that_came_to_a_close_began_the_day_before() {
    check(
        "KAMPALA, May 15, 2024 - Transport ministers of the East African Community agreed here on Wednesday to open a window for permits, as \
         their two-day gathering came to a close. Opening the session, Ugandan Transport Minister Moses Tumwine said that lorries wait.",
        &expect![[r#"
            meeting m1: Transport ministers | East African Community | - | ministerial | 2024-05-14/2024-05-15 | Kampala | held
            at m1: Moses Tumwine | Transport Minister | UG | speaker"#]],
    );
}
