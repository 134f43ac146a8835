//! Reports of receptions, of delegations, and of who is told beside the names of meetings. All invented.

use expect_test::expect;

use crate::reports::check;

#[test]
fn a_head_receives_those_who_take_part_in_a_meeting_and_that_is_the_meeting_told_of_behind_it() {
    check(
        "TASHKENT, September 12, 2031 (Fable Wire) -- President of Uzbekistan Oda Brandvik received on Friday the \
         heads of delegations participating in the fourth meeting of the Security Council Secretaries of the \
         Organization of Turkic States in Tashkent.\n\nThe meeting was attended by Security Council Secretaries \
         Teodor Quill (Kazakhstan), Pavo Lindqvist (Azerbaijan) and Ilse Marrow (Kyrgyzstan).",
        &expect![[r#"
            meeting m1: the heads of delegations | Organization of Turkic States | - | group_meeting | 2031-09-12 | Tashkent | held
            meeting m2: Security Council Secretaries | Organization of Turkic States | 4 | ministerial | 2031-09-12 | Tashkent | held
            at m1: Oda Brandvik | President | UZ | host
            at m1: Teodor Quill | Security Council Secretary | KZ | attendee
            at m1: Pavo Lindqvist | Security Council Secretary | AZ | attendee
            at m1: Ilse Marrow | Security Council Secretary | KG | attendee"#]],
    );
}

#[test]
fn delegations_are_led_by_those_who_are_listed_with_one_office_or_two() {
    check(
        "BAKU, October 11, 2031 (Fable Wire) -- The 53rd meeting of the Council of Heads of Security Agencies of \
         the Commonwealth of Independent States is being held in Baku today.\n\nPresident of Azerbaijan Oda \
         Brandvik has received the participants of the meeting.\n\nThe delegations are led by Director of the \
         Belarusian Guard, Chairman of the Council of Heads of Agencies Teodor Quill, Director of the Kazakh \
         Border Service Pavo Lindqvist and Chairman of the State Committee of Kyrgyzstan Ilse Marrow.",
        &expect![[r#"
            meeting m1: Council of Heads of Security Agencies | Commonwealth of Independent States | 53 | ministerial | 2031-10-11 | Baku | held
            meeting m2: the participants | - | - | group_meeting | 2031-10-11 | Baku | held
            at m1: Teodor Quill | Director of the Guard, Chairman of the Council of Heads of Agencies | BY | attendee
            at m1: Pavo Lindqvist | Director of the Border Service | KZ | attendee
            at m1: Ilse Marrow | Chairman of the State Committee | KG | attendee
            at m2: Oda Brandvik | President | AZ | host"#]],
    );
}

#[test]
fn those_who_signed_who_were_present_and_who_handed_over_the_chair() {
    check(
        "PORT VILA, March 5, 2031 (Fable Wire) -- The 9th Reef Cooperation Forum Leaders' Summit ended in Port \
         Vila on Tuesday with the signing of two declarations.\n\nThe signatories included Prime Minister Oda \
         Brandvik of Fiji and Teodor Quill of Solomon Islands. Tonga's Foreign Minister Pavo Lindqvist was among \
         the officials present.\n\nDuring the summit, Samoa's Prime Minister Ilse Marrow handed over the chair \
         to President Kito Sandel of Kiribati.",
        &expect![[r#"
            meeting m1: Reef Cooperation Forum Leaders' Summit | - | 9 | summit | 2031-03-04 | Port Vila | held
            at m1: Oda Brandvik | Prime Minister | FJ | attendee
            at m1: Teodor Quill | - | SB | attendee
            at m1: Pavo Lindqvist | Foreign Minister | TO | attendee
            at m1: Ilse Marrow | Prime Minister | WS | attendee
            at m1: Kito Sandel | President | KI | attendee
            outcome: declarations | declaration | signed"#]],
    );
}

#[test]
fn a_caption_and_countries_behind_a_dash() {
    check(
        "Westmarkian Foreign Minister Park Oda (center) with Chinese Foreign Minister Lin Quill (right) and \
         Japanese Foreign Minister Ilse Marrow before a trilateral meeting in Busan, South Korea on November 26, \
         2031.\n\nThe 11th meeting of the Harbour Reform Council was held in Seoul on November 27 with the \
         participation of the ministers of the four member states – Chile, Mexico, Peru and Japan.",
        &expect![[r#"
            meeting m1: trilateral | - | - | - | 2031-11-26 | Busan | held
            meeting m2: Harbour Reform Council | - | 11 | - | 2031-11-27 | Seoul | held
            at m1: Park Oda | Foreign Minister | - | attendee
            at m1: Lin Quill | Foreign Minister | CN | attendee
            at m1: Ilse Marrow | Foreign Minister | JP | attendee
            at m2: - | - | CL | attendee
            at m2: - | - | MX | attendee
            at m2: - | - | PE | attendee
            at m2: - | - | JP | attendee"#]],
    );
}

#[test]
fn a_body_by_a_name_of_its_own_meets_and_its_members_are_told() {
    check(
        "CAIRO, September 4, 2031 (Fable Wire) -- The Arab Harbour Committee convened in Cairo on Wednesday to \
         look at piers. The Pier Reform Commission held its third meeting in Giza on Thursday.\n\nThe \
         commission, comprising Iraq (chair), Bahrain, Yemen, Jordan and Oman, discussed new cranes.",
        &expect![[r#"
            meeting m1: Arab Harbour Committee | - | - | - | 2031-09-03 | Cairo | held
            meeting m2: Pier Reform Commission | - | 3 | - | 2031-09-04 | Giza | held
            at m2: - | - | IQ | attendee
            at m2: - | - | BH | attendee
            at m2: - | - | YE | attendee
            at m2: - | - | JO | attendee
            at m2: - | - | OM | attendee"#]],
    );
}

#[test]
fn a_second_meeting_behind_and_and_a_meeting_named_between_marks() {
    check(
        "DUSHANBE, September 20, 2031 (Fable Wire) -- Prosecutors are in Dushanbe for the 28th meeting of the \
         Coordination Council of Prosecutors of the Commonwealth of Independent States and the 16th meeting of \
         Prosecutors General of the Shanghai Cooperation Organization.\n\nForeign minister Teodor Quill will \
         attend \"the Second Trilateral Meeting of Foreign Ministers\" in Tashkent on Wednesday, the ministry \
         said.",
        &expect![[r#"
            meeting m1: Coordination Council of Prosecutors | Commonwealth of Independent States | 28 | ministerial | 2031-09 | Dushanbe | held
            meeting m2: Prosecutors General | Shanghai Cooperation Organization | 16 | ministerial | 2031-09 | Dushanbe | held
            meeting m3: Trilateral Meeting of Foreign Ministers | Commonwealth of Independent States | 2 | ministerial | 2031-09-24 | Tashkent | planned
            at m3: Teodor Quill | Foreign minister | - | attendee
            mixed said: the ministry | Foreign minister Teodor Quill will attend "the Second Trilateral Meeting of Foreign Ministers" in Tashkent on Wednesday"#]],
    );
}

#[test]
fn a_visitor_is_received_by_one_after_the_other_and_two_chairs_sit_together() {
    check(
        "COLOMBO, June 13, 2031 (Fable Wire) -- Foreign Minister of Turkey Oda Brandvik will visit Colombo on 14 \
         June. She will be received by President Teodor Quill, Prime Minister Pavo Lindqvist and Speaker Ilse \
         Marrow.\n\nThe 6th meeting of the Joint Harbour Commission, held in Colombo on Tuesday, was chaired by \
         Minister of Roads of Turkey Kito Sandel and Minister of Ports of Sri Lanka Ada Norrby.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2031-06-14 | Colombo | planned
            meeting m2: - | - | - | bilateral | 2031-06-14 | Colombo | planned
            meeting m3: - | - | - | bilateral | 2031-06-14 | Colombo | planned
            meeting m4: Joint Harbour Commission | - | 6 | - | 2031-06-10 | Colombo | held
            at m1: Teodor Quill | President | LK | host
            at m1: Oda Brandvik | Foreign Minister | TR | attendee
            at m2: Pavo Lindqvist | Prime Minister | LK | host
            at m2: Oda Brandvik | Foreign Minister | TR | attendee
            at m3: Ilse Marrow | Speaker | - | host
            at m3: Oda Brandvik | Foreign Minister | TR | attendee
            at m4: Kito Sandel | Minister of Roads | TR | chair
            at m4: Ada Norrby | Minister of Ports | LK | chair"#]],
    );
}

#[test]
fn who_is_to_speak_at_a_summit_and_who_is_among_those_welcomed() {
    check(
        "MINSK, November 14, 2031 (Fable Wire) -- A summit of the Collective Security Treaty Organization will be \
         held in Minsk on 23 November. Kazakhstan President Oda Brandvik is expected to present a report.\n\n\
         Among those welcomed were Tajik Foreign Minister Teodor Quill and Armenian Foreign Minister Pavo \
         Lindqvist.",
        &expect![[r#"
            meeting m1: summit | Collective Security Treaty Organization | - | summit | 2031-11-23 | Minsk | planned
            at m1: Oda Brandvik | President | KZ | attendee
            at m1: Teodor Quill | Foreign Minister | TJ | attendee
            at m1: Pavo Lindqvist | Foreign Minister | AM | attendee"#]],
    );
}

#[test]
fn offices_apart_from_their_holders() {
    check(
        "SHANGHAI, September 8, 2031 (Fable Wire) -- Secretary General, Shanghai Cooperation Organization (SCO), \
         Lin Quill has said that courts matter. He made these remarks while addressing the 10th meeting of SCO \
         ministers of justice in Shanghai.\n\nOda Brandvik, Teodor Marrow and Pavo Lindqvist, the foreign \
         ministers of Azerbaijan, Turkey and Georgia, held a trilateral meeting in Baku on September 4.\n\n\
         Uganda's Foreign Minister Kito Sandel met his counterpart Ada Norrby, Kenya's cabinet secretary of \
         foreign affairs, in Nairobi on September 3.",
        &expect![[r#"
            meeting m1: ministers of justice | Shanghai Cooperation Organization | 10 | ministerial | 2031-09 | Shanghai | held
            meeting m2: trilateral | - | - | - | 2031-09-04 | Baku | held
            meeting m3: - | - | - | bilateral | 2031-09-03 | Nairobi | held
            at m1: Lin Quill | Secretary General | Shanghai Cooperation Organization | speaker
            at m2: Oda Brandvik | foreign minister | AZ | attendee
            at m2: Teodor Marrow | foreign minister | TR | attendee
            at m2: Pavo Lindqvist | foreign minister | GE | attendee
            at m3: Kito Sandel | Foreign Minister | UG | attendee
            at m3: Ada Norrby | cabinet secretary of foreign affairs | KE | host"#]],
    );
}

#[test]
fn what_is_to_come_in_months_and_meetings_of_several_at_a_summit() {
    check(
        "BAKU, September 7, 2031 (Fable Wire) -- The Foreign Ministers of the Organization of Turkic States met \
         in Baku on Friday. The summit of the heads of Turkic States will be held in two months, the chair said. \
       \n\nRussian President Oda Brandvik said that he would meet with Iranian President Teodor Quill and \
         Azerbaijani President Pavo Lindqvist at a summit in Sochi in October.",
        &expect![[r#"
            meeting m1: Foreign Ministers | Organization of Turkic States | - | ministerial | 2031-09-05 | Baku | held
            meeting m2: summit of heads of Turkic States | Organization of Turkic States | - | summit | 2031-11 | - | planned
            meeting m3: summit | - | - | summit | 2031-10 | Sochi | planned
            at m3: Oda Brandvik | President | RU | host
            at m3: Teodor Quill | President | IR | attendee
            at m3: Pavo Lindqvist | President | AZ | attendee
            indirect said: the chair | The summit of the heads of Turkic States will be held in two months
            indirect said: Oda Brandvik | he would meet with Iranian President Teodor Quill and Azerbaijani President Pavo Lindqvist at a summit in Sochi in October"#]],
    );
}

#[test]
fn one_mark_opens_a_speech_of_three_paragraphs_and_one_closes_it() {
    check(
        "BEIJING, December 22, 2031 (Fable Wire) -- Spokeswoman Oda Brandvik said that, “As a neighbour, the city \
         always supports the harbour.\n\nIn June this year the three sides agreed to build a pier, which will \
         serve all.\n\nThis will be the first pier of its kind.”\n\nThe pier opens in May.",
        &expect![[r#"
            direct said: Oda Brandvik | As a neighbour, the city always supports the harbour
            direct -: Oda Brandvik | In June this year the three sides agreed to build a pier, which will serve all
            direct -: Oda Brandvik | This will be the first pier of its kind"#]],
    );
}

#[test]
fn all_who_address_a_gathering_and_who_had_arrived_for_it() {
    check(
        "JAKARTA, March 5, 2031 (Fable Wire) -- The 12th meeting of ASEAN Defence Ministers was convened in \
         Jakarta on Tuesday. Chinese Defence Minister Lin Quill, US Defense Secretary Teodor Marrow and Indian \
         Defence Minister Pavo Lindqvist addressed the gathering. Australia's Foreign Minister Kito Sandel and UN \
         Deputy Secretary-General Ada Norrby also spoke at the opening.\n\nPresidents Ilse Marrow of Peru and \
         Ingo Falk of Chile had already arrived.",
        &expect![[r#"
            meeting m1: Defence Ministers | Association of Southeast Asian Nations | 12 | ministerial | 2031-03-04 | Jakarta | held
            at m1: Lin Quill | Defence Minister | CN | speaker
            at m1: Teodor Marrow | Defense Secretary | US | speaker
            at m1: Pavo Lindqvist | Defence Minister | IN | speaker
            at m1: Ilse Marrow | President | PE | attendee
            at m1: Ingo Falk | President | CL | attendee"#]],
    );
}

#[test]
fn a_delegation_on_its_way_and_the_counterpart_of_a_surname_alone() {
    check(
        "KATHMANDU, March 5, 2031 (Fable Wire) -- Prime Minister Oda Brandvik of Nepal left for Colombo today to \
         attend the fifth BIMSTEC Summit. The delegation comprises Foreign Minister Teodor Quill and Foreign \
         Secretary Pavo Lindqvist. During the visit, the Prime Minister is scheduled to hold bilateral meetings \
         with the President of Sri Lanka Ilse Marrow, Spokesman Kito Sandel said.\n\nOn the sidelines of the \
         summit, Quill is scheduled to meet with his Bhutanese counterpart Ada Norrby.",
        &expect![[r#"
            meeting m1: Summit | Bay of Bengal Initiative for Multi-Sectoral Technical and Economic Cooperation | 5 | summit | - | Colombo | planned
            meeting m2: bilateral | - | - | bilateral | - | Colombo | planned
            meeting m3: - | - | - | bilateral | - | Colombo | planned
            at m1: Oda Brandvik | Prime Minister | NP | attendee
            at m1: Teodor Quill | Foreign Minister | - | attendee
            at m1: Pavo Lindqvist | Foreign Secretary | - | attendee
            at m2: Oda Brandvik | Prime Minister | NP | attendee
            at m2: Ilse Marrow | President | LK | host
            at m3: Teodor Quill | Foreign Minister | - | attendee
            at m3: Ada Norrby | Foreign Minister | BT | attendee
            indirect said: Kito Sandel | During the visit, the Prime Minister is scheduled to hold bilateral meetings with the President of Sri Lanka Ilse Marrow"#]],
    );
}

#[test]
fn the_meeting_of_two_told_of_beside_a_session() {
    check(
        "RIYADH, March 5, 2031 (Fable Wire) -- Saudi Foreign Minister Oda bin Brandvik met on Wednesday with his \
         Omani counterpart Teodor Al-Quill on the sidelines of the 155th session of the GCC Ministerial Council. \
         The meeting was attended by Ambassador Pavo Lindqvist.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2031-03-05 | Riyadh | held
            meeting m2: Ministerial Council | Gulf Cooperation Council | 155 | ministerial | 2031-03-05 | Riyadh | held
            at m1: Oda bin Brandvik | Foreign Minister | SA | host
            at m1: Teodor Al-Quill | Foreign Minister | OM | attendee
            at m1: Pavo Lindqvist | Ambassador | - | attendee"#]],
    );
}
