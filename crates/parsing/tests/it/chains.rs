//! Reports of chains of meetings, of who was where with whom, and of words that are told in less common ways. All invented.

use expect_test::expect;

use crate::reports::check;

#[test]
fn verbs_that_are_joined_share_their_subject_and_its_day() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Kenyan Foreign Minister Oburu Wanjala landed in Kampala on Wednesday for a \
         two-day visit, during which he will hold the next round of border dialogue with National Security Adviser Moses \
         Tumwine and also meet Prime Minister Ruth Okello. On Thursday, Wanjala will hold talks with Interior Minister S. \
         Mugisha and also call on President Amara Ssali. In March, Mugisha visited Kenya to attend the African Union interior \
         ministers' meeting in Nairobi and held bilateral talks with Wanjala.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | - | Kampala | planned
            meeting m2: - | - | - | bilateral | - | Kampala | planned
            meeting m3: talks | - | - | bilateral | 2021-05-13 | - | planned
            meeting m4: - | - | - | bilateral | 2021-05-13 | - | planned
            meeting m5: bilateral | - | - | bilateral | 2021-03 | Nairobi | held
            meeting m6: interior ministers | African Union | - | ministerial | 2021-03 | Nairobi | held
            at m1: Oburu Wanjala | Foreign Minister | KE | attendee
            at m1: Moses Tumwine | National Security Adviser | - | attendee
            at m2: Oburu Wanjala | Foreign Minister | KE | attendee
            at m2: Ruth Okello | Prime Minister | UG | host
            at m3: Oburu Wanjala | Foreign Minister | KE | attendee
            at m3: S. Mugisha | Interior Minister | - | attendee
            at m4: Amara Ssali | President | - | attendee
            at m4: Oburu Wanjala | Foreign Minister | KE | attendee
            at m5: S. Mugisha | Interior Minister | - | attendee
            at m5: Oburu Wanjala | Foreign Minister | KE | attendee
            at m6: S. Mugisha | Interior Minister | - | attendee"#]],
    );
}

#[test]
fn each_who_is_called_on_receives_the_guests() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- During their stay, State Minister Grace Phiri of Malawi and the accompanying \
         delegation paid courtesy calls on Foreign Minister Moses Tumwine and Minister of Ports Ruth Okello for about half an \
         hour. In the afternoon, Phiri met with President Amara Ssali at the State House. Kenyan President Oburu Wanjala will \
         meet Prime Minister Joseph Mwale in Lusaka on May 31, and President Daniel Otieno on June 1.",
        &expect![[r#"
            meeting m1: the accompanying delegation | - | - | group_meeting | 2021-05 | Kampala | held
            meeting m2: the accompanying delegation | - | - | group_meeting | 2021-05 | Kampala | held
            meeting m3: - | - | - | bilateral | 2021-05 | Kampala | held
            meeting m4: - | - | - | bilateral | 2021-05-31 | Lusaka | planned
            meeting m5: - | - | - | bilateral | 2021-06-01 | Lusaka | planned
            at m1: Moses Tumwine | Foreign Minister | UG | host
            at m1: Grace Phiri | State Minister | MW | attendee
            at m2: Ruth Okello | Minister of Ports | UG | host
            at m2: Grace Phiri | State Minister | MW | attendee
            at m3: Grace Phiri | State Minister | MW | attendee
            at m3: Amara Ssali | President | UG | host
            at m4: Oburu Wanjala | President | KE | attendee
            at m4: Joseph Mwale | Prime Minister | - | attendee
            at m5: Oburu Wanjala | President | KE | attendee
            at m5: Daniel Otieno | President | - | attendee"#]],
    );
}

#[test]
fn the_eve_of_a_gathering_and_those_who_stayed_away() {
    check(
        "KAMPALA, May 13, 2021 (Lakes News) -- The summit of the Lakes League opened in Kampala on Thursday. On the eve of the \
         summit, Kenyan President Oburu Wanjala and Zambian President Joseph Mwale met on the sidelines. The leaders of Rwanda \
         and Burundi attended in person, while Malawian President Grace Phiri joined by video link. The president of Tanzania, \
         Amara Ssali, stayed away, and Prime Minister Ruth Okello of Uganda pulled out of the summit.",
        &expect![[r#"
            meeting m1: summit | Lakes League | - | summit | 2021-05-13 | Kampala | held
            meeting m2: - | - | - | bilateral | 2021-05-12 | Kampala | held
            at m1: - | leader | RW | attendee
            at m1: - | leader | BI | attendee
            at m1: Grace Phiri | President | MW | attendee
            at m1: Amara Ssali | president | TZ | absent
            at m1: Ruth Okello | Prime Minister | UG | absent
            at m2: Oburu Wanjala | President | KE | attendee
            at m2: Joseph Mwale | President | ZM | attendee"#]],
    );
}

#[test]
fn a_meeting_that_the_headline_alone_names() {
    check(
        "The 4th Consultative Meeting of the Heads of State of the Lakes took place in Kampala on July 21, 2022\n\n\
         President of Uganda Amara Ssali chaired the meeting, which was attended by President of Kenya Oburu Wanjala, President \
         of Zambia Joseph Mwale, President of Malawi Grace Phiri and President of Rwanda Daniel Otieno.\n\n\
         The Treaty on Friendship, Good-Neighbourliness and Cooperation was signed by the presidents. The fifth meeting will be \
         held in Lusaka in 2023.",
        &expect![[r#"
            meeting m1: Consultative Meeting of Heads of State of Lakes | - | 4 | summit | 2022-07-21 | Kampala | held
            meeting m2: Consultative Meeting of Heads of State of Lakes | - | 5 | summit | 2023 | Lusaka | planned
            at m1: Amara Ssali | President | UG | chair
            at m1: Oburu Wanjala | President | KE | attendee
            at m1: Joseph Mwale | President | ZM | attendee
            at m1: Grace Phiri | President | MW | attendee
            at m1: Daniel Otieno | President | RW | attendee
            outcome: Treaty on Friendship, Good-Neighbourliness and Cooperation | convention | signed"#]],
    );
}

#[test]
fn several_bodies_meet_and_numbers_go_on() {
    check(
        "KAMPALA, June 5, 2023 (Lakes News) -- Prime Minister of Kenya Oburu Wanjala will take part in the meetings of the \
         African Union Peace and Security Council and the East African Community Council of Ministers in Kampala on 7-9 June. \
         Farm ministers of the Lakes League ended two days of talks in Lusaka on Sunday. Farm ministers will meet again on \
         November 16.",
        &expect![[r#"
            meeting m1: Peace and Security Council | African Union | - | - | 2023-06-07/2023-06-09 | Kampala | planned
            meeting m2: Council of Ministers | East African Community | - | ministerial | 2023-06-07/2023-06-09 | Kampala | planned
            meeting m3: ministers | Lakes League | - | ministerial | 2023-06-03/2023-06-04 | Lusaka | held
            meeting m4: ministers | Lakes League | - | ministerial | 2023-11-16 | - | planned
            at m1: Oburu Wanjala | Prime Minister | KE | attendee"#]],
    );
}

#[test]
fn gatherings_by_their_acronyms() {
    check(
        "JAKARTA, Nov. 22, 2006 (Lakes News) -- The air force chiefs of ASEAN agreed to cooperate at the third ASEAN Air \
         Chiefs' Conference (AACC), which concluded here on Wednesday. The AACC was attended by the chiefs of staff of \
         Malaysia, Thailand and Laos. The first AACC was held in Bangkok in 2004.",
        &expect![[r#"
            meeting m1: Air Chiefs' Conference | Association of Southeast Asian Nations | 3 | ministerial | 2006-11-22 | Jakarta | held
            meeting m2: Air Chiefs' Conference | Association of Southeast Asian Nations | 1 | ministerial | 2004 | Bangkok | held
            at m1: - | chief of staff | MY | attendee
            at m1: - | chief of staff | TH | attendee
            at m1: - | chief of staff | LA | attendee"#]],
    );
}

#[test]
fn who_speaks_at_a_gathering_by_a_pronoun_or_among_many() {
    check(
        "BAKU, October 5, 2022 (Lakes News) -- A meeting of the interior ministers of the African Union was held in Kampala on \
         Wednesday. Interior Minister of Uganda Moses Tumwine welcomed the guests. Then Interior Minister of Kenya Oburu \
         Wanjala, Zambian Interior Minister Joseph Mwale and Deputy Interior Minister of Malawi Grace Phiri delivered speeches. \
         The Chairman of the Youth Council, Daniel Otieno, told the participants that a centre would open. Delegations of many \
         countries attended, among them Foreign Minister Ruth Okello of Rwanda. Okello is in Kampala on a short visit. \
         Addressing the meeting, she said that the border was calm. The Tanzanian delegation included Secretary to the Ministry \
         of Trade Amara Ssali and officials representing the port and Lake Airways.",
        &expect![[r#"
            meeting m1: interior ministers | African Union | - | ministerial | 2022-10-05 | Kampala | held
            at m1: Moses Tumwine | Interior Minister | UG | host
            at m1: Oburu Wanjala | Interior Minister | KE | speaker
            at m1: Joseph Mwale | Interior Minister | ZM | speaker
            at m1: Grace Phiri | Deputy Interior Minister | MW | speaker
            at m1: Ruth Okello | Foreign Minister | RW | speaker
            at m1: Amara Ssali | Secretary to the Ministry of Trade | - | attendee
            at m1: Daniel Otieno | Chairman of the Youth Council | - | speaker
            indirect told: Daniel Otieno | a centre would open
            indirect said: Ruth Okello | the border was calm"#]],
    );
}

#[test]
fn two_whom_the_ministers_means_and_the_body_that_it_means() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- The mission will be led by Kenyan Foreign Minister Oburu Wanjala and his Zambian \
         counterpart Joseph Mwale. In Kampala, the ministers will meet Ugandan President Amara Ssali. Their next stop will be \
         Kigali for talks with Rwandan President Daniel Otieno. The African Union decided to send envoys. It urged the parties \
         to show restraint.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | - | Kampala | planned
            meeting m2: talks | - | - | bilateral | - | Kigali | planned
            at m1: Oburu Wanjala | Foreign Minister | KE | attendee
            at m1: Joseph Mwale | Foreign Minister | ZM | attendee
            at m1: Amara Ssali | President | UG | host
            at m2: Oburu Wanjala | Foreign Minister | KE | attendee
            at m2: Joseph Mwale | Foreign Minister | ZM | attendee
            at m2: Daniel Otieno | President | RW | host
            indirect urged: the African Union | to show restraint"#]],
    );
}

#[test]
fn counterparts_in_apposition_and_offices_told_a_sentence_later() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Kenyan Senator Oburu Wanjala will meet his Ugandan counterpart, the Minister for \
         Law, Mr Moses Tumwine, in Kampala today. More aid is to be given to the region, Ruth Okello has announced. The Trade \
         Secretary said the money would save lives. President Grace Phiri made the pledge in her capacity as the Chairperson of \
         the Lakes League. \"The lake is ours,\" the Lakes League Chairperson said.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-12 | Kampala | planned
            at m1: Oburu Wanjala | Senator | KE | attendee
            at m1: Moses Tumwine | Minister for Law | UG | host
            indirect announced: Ruth Okello | More aid is to be given to the region
            indirect said: Ruth Okello | the money would save lives
            direct said: Grace Phiri | The lake is ours"#]],
    );
}

#[test]
fn officials_without_names_and_insertions() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- The possibility that former President Grace Phiri could win is a part of the \
         plan, said one official familiar with the talks. Foreign Minister Moses Tumwine said decisions could wait. \"Many fear \
         the rates,\" one diplomat here said. A senior Kenyan official said there was a quarrel. \"The paper will be strong,\" \
         the official, briefing reporters on the plan, said.",
        &expect![[r#"
            indirect said: one official | The possibility that former President Grace Phiri could win is a part of the plan
            indirect said: Moses Tumwine | decisions could wait
            direct said: one diplomat | Many fear the rates
            indirect said: a senior Kenyan official | there was a quarrel
            direct said: a senior Kenyan official | The paper will be strong"#]],
    );
}

#[test]
fn clauses_that_a_tag_breaks_and_views() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Foreign Minister Moses Tumwine met Kenyan Foreign Minister Oburu Wanjala in \
         Kampala on Wednesday. The Kenyan side, he continued, highly values the lake. Tumwine drew attention to the fact that \
         trade had fallen. Those who pay for it must answer, in Wanjala's view. Wanjala is of the view that the border must \
         open. Tumwine last weekend told Zambian Foreign Minister Joseph Mwale that the port was closed. Tumwine informed his \
         colleagues about the reforms carried out at home. Norland could not agree with the union on a text.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-12 | Kampala | held
            at m1: Moses Tumwine | Foreign Minister | UG | host speaker
            at m1: Oburu Wanjala | Foreign Minister | KE | attendee
            indirect continued: Moses Tumwine | The Kenyan side highly values the lake
            indirect drew attention to the fact: Moses Tumwine | trade had fallen
            indirect in Wanjala's view: Oburu Wanjala | Those who pay for it must answer
            indirect is of the view: Oburu Wanjala | the border must open
            indirect told: Moses Tumwine | the port was closed"#]],
    );
}

#[test]
fn datelines_before_dates_in_headlines_and_rounds_with_whom() {
    check(
        "Council to meet from 17 to 19 May 2021\n\n\
         KAMPALA, May 14, 2021 (Lakes News) -- Ugandan adviser Moses Tumwine will travel to Nairobi to hold the 16th round of \
         Uganda-Kenya Strategic Security Consultations with Oburu Wanjala. He also held an international conference titled \
         \"Women and Law\" in Kampala on Monday.",
        &expect![[r#"
            meeting m1: round of Uganda-Kenya Strategic Security Consultations | - | 16 | - | - | - | planned
            meeting m2: international conference | - | - | - | 2021-05-10 | Kampala | held
            at m1: Oburu Wanjala | - | - | attendee
            at m1: Moses Tumwine | adviser | UG | attendee
            at m1: - | - | KE | attendee"#]],
    );
}

#[test]
fn officials_of_a_numbered_body_and_who_had_it_told() {
    check(
        "Nairobi, 12 May 2021 - The Intergovernmental Authority on Development (IGAD) Council of Ministers has called on member \
         states to talk. This was said in a communique issued at the end of its 31st extraordinary session, chaired by Sudanese \
         Foreign Minister Amina al-Harun and held virtually on Tuesday. In her remarks, al-Harun thanked the secretary, \
         Joseph Mwale. \"We are stronger together,\" she said. Eritrea did not attend.",
        &expect![[r#"
            meeting m1: extraordinary | Intergovernmental Authority on Development | 31 | - | 2021-05-11 | Nairobi | held
            at m1: Amina al-Harun | Foreign Minister | SD | chair speaker
            at m1: - | - | ER | absent
            direct said: Amina al-Harun | We are stronger together
            outcome: communique | communique | issued"#]],
    );
}

#[test]
fn surnames_that_are_words_and_months_that_are_given_names() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Kenyan Secretary Amara Tax said in Kampala that the summit of the Lakes League \
         had ended on Wednesday. Czech Foreign Minister Jan Havran said he was glad. Gambian Justice Minister Omar A Ndiaye met \
         Foreign Minister Moses Tumwine of Uganda on Wednesday.",
        &expect![[r#"
            meeting m1: summit | Lakes League | - | summit | 2021-05-12 | Kampala | held
            meeting m2: - | - | - | bilateral | 2021-05-12 | Kampala | held
            at m1: Amara Tax | Secretary | KE | attendee
            at m1: Jan Havran | Foreign Minister | CZ | attendee
            at m2: Omar A Ndiaye | Justice Minister | GM | attendee
            at m2: Moses Tumwine | Foreign Minister | UG | host
            indirect said: Amara Tax | the summit of the Lakes League had ended on Wednesday
            indirect said: Jan Havran | he was glad"#]],
    );
}

#[test]
fn invitations_and_surnames_are_not_taken_too_far() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Kenyan President Oburu Wanjala and Ugandan President Amara Ssali accepted an \
         invitation to attend the 14th summit of the African Union in Lusaka on May 20. Malawian Foreign Minister Grace \
         Phiri stayed away from politics. Wanjala met Kim Cho in Kampala on Tuesday. Lee-Cho talks were put off. President \
         Amara Ssali welcomed the arriving ministers.",
        &expect![[r#"
            meeting m1: summit | African Union | 14 | summit | 2021-05-20 | Lusaka | planned
            meeting m2: - | - | - | bilateral | 2021-05-11 | Kampala | held
            at m1: Oburu Wanjala | President | KE | attendee
            at m1: Amara Ssali | President | UG | attendee
            at m2: Oburu Wanjala | President | KE | attendee
            at m2: Kim Cho | - | - | attendee"#]],
    );
}

#[test]
fn an_office_in_whose_capacity_words_are_said_is_kept_once() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Ugandan President Amara Ssali met Kenyan Foreign Minister Oburu Wanjala in \
         Kampala on Tuesday. Ssali made the pledge in his capacity as the Chairman of the African Union. He spoke in his \
         capacity as the Chairman of the African Union. “We are glad,” Ssali said.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-11 | Kampala | held
            at m1: Amara Ssali | President | UG | host
            at m1: Oburu Wanjala | Foreign Minister | KE | attendee
            direct said: Amara Ssali | We are glad"#]],
    );
}

#[test]
fn two_offices_of_one_person_and_excellencies() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Deputy Prime Minister and Foreign Minister of Uganda HE sheikh Moses Tumwine met \
         Kenyan Foreign Minister HE Grace Phiri in Kampala on Tuesday. HE the Deputy Prime Minister and Minister of Foreign \
         Affairs said that ties were strong. His Excellency stressed that trade would grow. They marked the 60th anniversary \
         of the signing of the Treaty of Friendship.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-11 | Kampala | held
            at m1: Moses Tumwine | Deputy Prime Minister and Foreign Minister | UG | host
            at m1: Grace Phiri | Foreign Minister | KE | attendee
            indirect said: Moses Tumwine | ties were strong
            indirect stressed: Moses Tumwine | trade would grow"#]],
    );
}

#[test]
fn countries_in_a_list_of_members_hold_no_talks_and_old_pictures_give_no_date() {
    check(
        "Leaders of the Lakes League start talks\n\nMay 12, 2021\n\nThis March 9, 2016 file photo shows leaders in Lusaka.\n\n\
         NAIROBI: Ugandan President Amara Ssali and other leaders of the four-member league, also consisting of Kenya, \
         Malawi and Zambia, arrived in Nairobi and started talks in a narrow format. The summit of the Lakes League opened on \
         Wednesday.",
        &expect![[r#"
            meeting m1: summit | Lakes League | - | summit | 2021-05-12 | Nairobi | held
            at m1: Amara Ssali | President | UG | attendee
            at m1: - | - | KE | attendee
            at m1: - | - | MW | attendee
            at m1: - | - | ZM | attendee"#]],
    );
}

#[test]
fn receptions_by_their_highnesses_and_offices_behind_a_name() {
    check(
        "ABU DHABI, January 20, 2024 (Gulf News Service) -- His Highness the Amir Sheikh Nasser Al-Harbi received at Lake \
         Palace on Thursday Foreign Minister of Oman Tariq Busaidi. H.H. Sheikh Saif bin Rashid, Deputy Prime Minister and \
         Minister of Foreign Affairs, today received Elena Costa, Minister of Foreign Affairs of Moldova. President Amara Ssali \
         of Uganda conferred with Kenyan Foreign Minister Oburu Wanjala on Friday.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2024-01-18 | Abu Dhabi | held
            meeting m2: - | - | - | bilateral | 2024-01-20 | Abu Dhabi | held
            meeting m3: - | - | - | bilateral | 2024-01-19 | Abu Dhabi | held
            at m1: Nasser Al-Harbi | Amir | AE | host
            at m1: Tariq Busaidi | Foreign Minister | OM | attendee
            at m2: Saif bin Rashid | Deputy Prime Minister and Minister of Foreign Affairs | AE | host
            at m2: Elena Costa | Minister of Foreign Affairs | MD | attendee
            at m3: Amara Ssali | President | UG | attendee
            at m3: Oburu Wanjala | Foreign Minister | KE | attendee"#]],
    );
}

#[test]
fn what_is_called_for_is_planned_and_the_chief_of_a_body_is_who_leads_it() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Ugandan Foreign Minister Moses Tumwine and Secretary General of the African Union \
         Brahim Diallo held talks in Kampala on Tuesday. Tumwine called for convening an emergency meeting of the African \
         Union foreign ministers. The African Union chief said the organization would hold an extraordinary session in Lusaka \
         in June. FM Tumwine will meet his Kenyan counterpart Oburu Wanjala in Nairobi on Friday.",
        &expect![[r#"
            meeting m1: - | African Union | - | bilateral | 2021-05-11 | Kampala | held
            meeting m2: emergency meeting of foreign ministers | African Union | - | ministerial | 2021-06 | Lusaka | planned
            meeting m3: - | - | - | bilateral | 2021-05-14 | Nairobi | planned
            at m1: Moses Tumwine | Foreign Minister | UG | attendee
            at m1: Brahim Diallo | Secretary General | African Union | attendee
            at m3: Moses Tumwine | Foreign Minister | UG | attendee
            at m3: Oburu Wanjala | Foreign Minister | KE | host
            indirect said: Brahim Diallo | the organization would hold an extraordinary session in Lusaka in June"#]],
    );
}

#[test]
fn audiences_envoys_and_what_the_press_is_told() {
    check(
        "LUANDA, 14 Nov 2022 (Coast News) - Angolan head of State Joao Neto granted audiences this Monday to the Portuguese \
         Minister of Defence, Helena Carvalho, and the special envoy of the President of Gabon, Michel Ndong. Kenya's \
         Ambassador in Luanda Grace Phiri attended the audience. Helena Carvalho told the press she had conveyed a message of \
         friendship. Earlier this week the president received the credentials of the ambassadors of Cuba, Sudan and Nepal.",
        &expect![[r#"
            meeting m1: - | - | - | group_meeting | 2022-11-14 | Luanda | held
            at m1: Joao Neto | head of State | AO | host
            at m1: Helena Carvalho | Minister of Defence | PT | attendee
            at m1: Michel Ndong | special envoy | GA | attendee
            at m1: Grace Phiri | Ambassador | KE | attendee
            indirect told: Helena Carvalho | she had conveyed a message of friendship"#]],
    );
}

#[test]
fn who_accompanied_whom_who_addressed_and_where_somebody_goes() {
    check(
        "KAMPALA, May 12, 2021 (Lakes News) -- Ugandan President Amara Ssali received here today Vietnamese Foreign Minister \
         Phung Van Hai. Accompanying the visitor were Deputy Foreign Minister Tran Hoai An and the Vietnamese ambassador to \
         Uganda, Nguyen Trung Son. Hai, who had come from Nairobi, where he studied law, met Prime Minister Ruth Okello in Kampala on \
         Monday. He is en route to Lusaka, where he will hold talks with President Joseph Mwale on Friday. \
         The 14th summit of the African Union was also addressed by Kenyan President Oburu Wanjala on Monday.",
        &expect![[r#"
            meeting m1: - | - | - | bilateral | 2021-05-12 | Kampala | held
            meeting m2: - | - | - | bilateral | 2021-05-10 | Kampala | held
            meeting m3: talks | - | - | bilateral | 2021-05-14 | Lusaka | planned
            meeting m4: summit | African Union | 14 | summit | 2021-05-10 | - | held
            at m1: Amara Ssali | President | UG | host
            at m1: Phung Van Hai | Foreign Minister | VN | attendee
            at m1: Tran Hoai An | Deputy Foreign Minister | - | attendee
            at m1: Nguyen Trung Son | ambassador to Uganda | VN | attendee
            at m2: Phung Van Hai | Foreign Minister | VN | attendee
            at m2: Ruth Okello | Prime Minister | UG | host
            at m3: Phung Van Hai | Foreign Minister | VN | attendee
            at m3: Joseph Mwale | President | ZM | host
            at m4: Oburu Wanjala | President | KE | speaker"#]],
    );
}
