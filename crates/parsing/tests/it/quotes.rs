//! Quotations by example: who says what in a few invented sentences. A line is `kind cue: speaker | what was said`.

use expect_test::{Expect, expect};
use rapporteur_parsing::parse;

/// Reads a paragraph as a report and compares its quotations.
fn check(paragraph: &str, expected: &Expect) {
    let report = format!("LUSAKA, May 4, 2021 - The week began on the lake.\n\n{paragraph}");
    let extraction = parse("report.txt", report.as_bytes()).expect("a report").extraction;
    let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let lines: Vec<String> = extraction
        .quotes
        .iter()
        .map(|it| {
            let speaker = or_dash(&it.speaker.display_name);
            format!("{} {}: {speaker} | {}", it.kind, or_dash(&it.cue), it.text)
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn abbreviated_titles_and_marks_the_wrong_way_round_break_no_quotation() {
    check(
        "“The harbour is full. We will wait,” said Del. Mara Tolvan of the coast.\n\n”The boats come home late, as they always \
         did,” Ilo Renk said.",
        &expect![[r#"
            direct said: Mara Tolvan | The harbour is full. We will wait
            direct said: Ilo Renk | The boats come home late, as they always did"#]],
    );
}

#[test]
fn an_apposition_stands_between_a_speaker_and_the_verb() {
    check(
        "“The dams will hold this year,” Mara Tolvan, a lecturer at the Lakeside College and a former engineer of the harbour, \
         said on Friday. “Nobody needs to worry about the fields.”",
        &expect![
            "direct said: Mara Tolvan | The dams will hold this year Nobody needs to worry about the fields"
        ],
    );
    check(
        "“The nets were empty all week,” Ilo Renk (Workers' Union, Coast), who speaks for the fishers, wrote.",
        &expect!["direct wrote: Ilo Renk | The nets were empty all week"],
    );
    check(
        "“We are late with the dam today,” Council President Mara Tolvan, N-Ko., said Tuesday.",
        &expect!["direct said: Mara Tolvan | We are late with the dam today"],
    );
}

#[test]
fn progressive_forms_and_phrases_are_verbs_of_saying() {
    check(
        "Mara Tolvan is telling the fishers that the harbour will be closed.",
        &expect!["indirect telling: Mara Tolvan | the harbour will be closed"],
    );
    check(
        "Mara Tolvan said no. She's claiming that the harbour is “a danger to all”.",
        &expect!["mixed claiming: Mara Tolvan | the harbour is “a danger to all"],
    );
    check(
        "The minister made clear that the harbour is open.",
        &expect!["indirect made clear: the minister | the harbour is open"],
    );
    check(
        "As Mara Tolvan put it in a statement on Monday, the port is “giving a view that nobody else has.”",
        &expect!["mixed put it: Mara Tolvan | the port is “giving a view that nobody else has"],
    );
}

#[test]
fn what_carries_the_words_tells_who_said_them() {
    check(
        "The Security Council issued a statement saying that the blockade was wrong.",
        &expect!["indirect saying: the Security Council | the blockade was wrong"],
    );
    check(
        "Mara Tolvan published a letter on Friday saying that the boats are safe.",
        &expect!["indirect saying: Mara Tolvan | the boats are safe"],
    );
    check(
        "The film shows footage of Mara Tolvan asking, “Why is the harbour so empty today?”",
        &expect!["direct asking: Mara Tolvan | Why is the harbour so empty today?"],
    );
    check(
        "In a message posted Friday, Mara Tolvan said she has “a different view of the dam”.",
        &expect!["mixed said: Mara Tolvan | she has “a different view of the dam"],
    );
}

#[test]
fn a_gerund_of_saying_shares_the_subject_of_its_clause() {
    check(
        "After saying the dam was “so full that it would break,” Mara Tolvan left the hall.",
        &expect!["mixed saying: Mara Tolvan | the dam was “so full that it would break"],
    );
    check(
        "Mara Tolvan began by saying that the dam was full.",
        &expect!["indirect saying: Mara Tolvan | the dam was full"],
    );
}

#[test]
fn according_to_may_name_papers_and_people_in_small_letters() {
    check(
        "According to a complaint filed by the fishers of the coast, the harbour was closed “without any reason”.",
        &expect!["mixed According to: a complaint | the harbour was closed “without any reason"],
    );
    check(
        "The harbour was closed for a year, according to dock workers.",
        &expect!["indirect according to: dock workers | The harbour was closed for a year"],
    );
    check(
        "The harbour was closed for a year, according to a study by Mara Tolvan.",
        &expect!["indirect according to: Mara Tolvan | The harbour was closed for a year"],
    );
}

#[test]
fn a_speech_with_a_tag_of_its_own_ends_the_words_before_it() {
    check(
        "Mara Tolvan noted that the dam was old — as all could see — and Ilo Renk replied, “It will stand another winter.”",
        &expect![[r#"
            indirect noted: Mara Tolvan | the dam was old — as all could see
            direct replied: Ilo Renk | It will stand another winter"#]],
    );
    check(
        "Mara Tolvan thanked the guards and praised the “brave boats,” adding, “We owe them the whole summer.”",
        &expect![[r#"
            mixed praised: Mara Tolvan | the “brave boats
            direct adding: Mara Tolvan | We owe them the whole summer"#]],
    );
    check(
        "Mara Tolvan, who told the fishers that the dam was old, said in her speech: “We will build another one soon.”",
        &expect![[r#"
            indirect told: Mara Tolvan | the dam was old
            direct said: Mara Tolvan | We will build another one soon"#]],
    );
}

#[test]
fn the_report_takes_the_word_again_behind_the_marks() {
    check(
        "Mara Tolvan likened the plan to “burning the boats” — a charge that hurt the minister.",
        &expect!["mixed likened: Mara Tolvan | the plan to “burning the boats"],
    );
    check(
        "Mara Tolvan said the dam was “in good enough shape to last,” while others said nothing.",
        &expect!["mixed said: Mara Tolvan | the dam was “in good enough shape to last"],
    );
    check(
        "Mara Tolvan called the plan a “waste of good wood,” citing the cost of the last one.",
        &expect!["mixed called: Mara Tolvan | the plan a “waste of good wood"],
    );
}

#[test]
fn one_tag_may_stand_between_two_halves_of_a_sentence() {
    check(
        "“Now that I may speak of it freely,” Mara Tolvan told the host, “it was a hard winter for us.”",
        &expect!["direct told: Mara Tolvan | Now that I may speak of it freely it was a hard winter for us"],
    );
    check(
        "Acts of kindness, Mara Tolvan said, are the work of the coast.",
        &expect!["indirect said: Mara Tolvan | Acts of kindness are the work of the coast"],
    );
}

#[test]
fn a_speech_goes_on_behind_its_tag_and_what_the_tag_tells_besides() {
    check(
        "“Here comes the boat,” Mara Tolvan said, waving. “The old one.”",
        &expect!["direct said: Mara Tolvan | Here comes the boat The old one"],
    );
    check(
        "“That is the question for all of us,” Mara Tolvan said, noting that she would vote. “The harbour needs a new wall.”",
        &expect![[r#"
            direct said: Mara Tolvan | That is the question for all of us The harbour needs a new wall
            indirect noting: Mara Tolvan | she would vote"#]],
    );
    check(
        "“The harbour needs a new wall,” Mara Tolvan said. The plan was “too small,” Ilo Renk added on Friday. “Without money we \
         cannot build anything.”",
        &expect![[r#"
            direct said: Mara Tolvan | The harbour needs a new wall
            mixed added: Ilo Renk | The plan was “too small Without money we cannot build anything"#]],
    );
}

#[test]
fn a_colon_keeps_what_leads_up_to_a_speech_out_of_it() {
    check(
        "Her answer was short: “The wall will be built this year,” Mara Tolvan said.",
        &expect!["direct said: Mara Tolvan | The wall will be built this year"],
    );
}

#[test]
fn a_title_of_a_work_is_no_speech() {
    check(
        "In her book, “The Long Way Home Again,” Mara Tolvan suggested that the harbour be closed.",
        &expect!["indirect suggested: Mara Tolvan | the harbour be closed"],
    );
}

#[test]
fn an_audience_without_that_is_no_part_of_what_it_is_told() {
    check(
        "Mara Tolvan told fishers this week she would take it as a “personal insult” if they stayed at home.",
        &expect!["mixed told: Mara Tolvan | she would take it as a “personal insult” if they stayed at home"],
    );
}

#[test]
fn whoever_stands_before_a_colon_speaks_and_whoever_is_asked_does_not() {
    check(
        "THE DAM IS FULL - Mara Tolvan: “We have never seen so much water in the spring.”",
        &expect!["direct :: Mara Tolvan | We have never seen so much water in the spring"],
    );
    check(
        "Mara Tolvan went home. She was asked, “Will the dam hold for another winter?”",
        &expect!["direct -: - | Will the dam hold for another winter?"],
    );
    check(
        "“Will the dam hold for another winter?” Ilo Renk wondered.",
        &expect!["direct wondered: Ilo Renk | Will the dam hold for another winter?"],
    );
}

#[test]
fn the_subject_of_a_participle_can_speak() {
    check(
        "Mara Tolvan set out the scheme as a way to good jobs that serve the coast, noting that the dam is “the only one we have.”",
        &expect!["mixed noting: Mara Tolvan | the dam is “the only one we have"],
    );
    check(
        "In an address posted by the fishers, nobody said a word. A book written by Ilo Renk, which was late, was sold.",
        &expect![""],
    );
}

#[test]
fn two_quotations_of_one_sentence_are_told_apart_by_their_marks() {
    check(
        "Mara Tolvan said the dam was “full to the brim,” adding that the lake was “still rising fast.”",
        &expect![[r#"
            mixed said: Mara Tolvan | the dam was “full to the brim
            mixed adding: Mara Tolvan | the lake was “still rising fast"#]],
    );
    check(
        "Mara Tolvan said the dam was full, adding that the lake was rising.",
        &expect!["indirect said: Mara Tolvan | the dam was full, adding that the lake was rising"],
    );
    check(
        "Mara Tolvan vowed to end the talks, while admitting that this would be hard.",
        &expect![[r#"
            indirect vowed: Mara Tolvan | to end the talks
            indirect admitting: Mara Tolvan | this would be hard"#]],
    );
}

#[test]
fn verbs_govern_infinitives_and_single_words_between_marks() {
    check(
        "Mara Tolvan vowed to harshly punish “those who steal from the nets.”",
        &expect!["mixed vowed: Mara Tolvan | to harshly punish “those who steal from the nets"],
    );
    check(
        "Mara Tolvan met Ilo Renk about the plan. He called it “shameful”.",
        &expect!["mixed called: Mara Tolvan | it “shameful"],
    );
}
