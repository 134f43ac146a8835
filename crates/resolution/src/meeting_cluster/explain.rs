//! Why two mentions of meetings are one meeting, or two.

use rapporteur_model::{
    PartialDate,
    explanation::{Comparison, Feature},
    extraction::Meeting,
    mention::{Mention, MentionBody},
};

use super::{Candidate, Likeness, differ, may_be_one};
use crate::{explain::Compared, text::overlap_percent};

/// Compares two mentions of meetings as clustering does.
pub(crate) fn explain(one: &Mention, two: &Mention) -> Option<Compared> {
    let (MentionBody::Meeting { meeting: a, .. }, MentionBody::Meeting { meeting: b, .. }) =
        (&one.body, &two.body)
    else {
        return None;
    };
    let published = [one.publish_date, two.publish_date];
    let (one, two) = (Candidate::new(one)?, Candidate::new(two)?);
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let compare = |is_known: bool, agrees: bool, otherwise: Comparison| match (is_known, agrees) {
        (false, _) => Comparison::Open,
        (true, true) => Comparison::Agrees,
        (true, false) => otherwise,
    };
    let mut features = Vec::new();
    let mut add = |name, one: String, two: String, comparison, points| {
        features.push(Feature {
            name,
            one,
            two,
            comparison,
            points: if comparison == Comparison::Agrees { points } else { 0 },
        });
    };
    let both = |one: bool, two: bool| one && two;
    add(
        "organization",
        text(a.organization.as_ref()),
        text(b.organization.as_ref()),
        compare(
            both(one.organization.is_some(), two.organization.is_some()),
            one.organization == two.organization,
            Comparison::Contradicts,
        ),
        3,
    );
    let number = |ordinal: Option<u32>| ordinal.map(|ordinal| ordinal.to_string()).unwrap_or_default();
    let ordinal = if differ(a.ordinal, b.ordinal) {
        Comparison::Contradicts
    } else if one.has_same_number(&two) {
        Comparison::Agrees
    } else {
        Comparison::Open
    };
    add("ordinal", number(a.ordinal), number(b.ordinal), ordinal, 8);
    let sort = if one.is_other_sort(&two) { Comparison::Contradicts } else { Comparison::Agrees };
    add("sort", format!("{:?}", one.sort).to_lowercase(), format!("{:?}", two.sort).to_lowercase(), sort, 0);
    let format = match one.format.likeness(&two.format) {
        Likeness::Same => Comparison::Agrees,
        Likeness::Open => Comparison::Open,
        Likeness::Different => Comparison::Contradicts,
    };
    add("format", text(a.series.as_ref()), text(b.series.as_ref()), format, 4);
    let people = |candidate: &Candidate| {
        let names: Vec<String> = candidate.principals.iter().map(|(_, name)| name.exact_key()).collect();
        names.join("; ")
    };
    let who = if one.has_other_people(&two) {
        Comparison::Contradicts
    } else if !one.people.is_disjoint(&two.people) {
        Comparison::Agrees
    } else {
        Comparison::Open
    };
    add("people", people(&one), people(&two), who, 2);
    let sides = |candidate: &Candidate| candidate.sides.iter().cloned().collect::<Vec<_>>().join(" ");
    let same_sides = compare(
        both(one.sides.len() >= 2, two.sides.len() >= 2),
        one.sides == two.sides,
        Comparison::Differs,
    );
    add("sides", sides(&one), sides(&two), same_sides, 4);
    let days = |meeting: &Meeting, published: Option<PartialDate>| {
        let dates = [meeting.start_date, meeting.end_date].into_iter().flatten();
        let told: Vec<String> = dates.map(|date| date.to_string()).collect();
        match published {
            _ if !told.is_empty() => told.join("/"),
            Some(published) => format!("told on {published}"),
            None => String::new(),
        }
    };
    let precision = |candidate: &Candidate| candidate.window.map_or(0, |window| u32::from(window.precision));
    let numbered = one.has_same_number(&two) && one.is_near(&two);
    let apart = if numbered { Comparison::Differs } else { Comparison::Contradicts };
    let when = compare(both(one.window.is_some(), two.window.is_some()), one.meets(&two), apart);
    add("days", days(a, published[0]), days(b, published[1]), when, 2 * precision(&one).min(precision(&two)));
    let place = |meeting: &Meeting| {
        let country = meeting.country_code.map(|code| code.to_string());
        meeting.city.iter().cloned().chain(country).collect::<Vec<_>>().join(", ")
    };
    let known = |candidate: &Candidate| candidate.city.is_some() || candidate.country_code.is_some();
    let cities = one.city.as_ref().zip(two.city.as_ref());
    let same_city = cities.is_some_and(|(one, two)| may_be_one(one, two));
    let r#where = compare(both(known(&one), known(&two)), one.may_be_where(&two), apart);
    add("place", place(a), place(b), r#where, if same_city { 2 } else { 0 });
    let alike = overlap_percent(&one.title, &two.title);
    let titles = compare(alike > 0, one.is_titled_like(&two), Comparison::Differs);
    add("title", a.title.clone(), b.title.clone(), titles, 1);
    let same_report = one.report == two.report;
    let contradiction = features.iter().find(|feature| feature.comparison == Comparison::Contradicts);
    let summary = match (contradiction, one.link(&two)) {
        _ if same_report => Err("one report tells of both, as of two".to_owned()),
        (Some(feature), _) => Err(format!("their {} cannot be of one meeting", feature.name)),
        (None, None) => Err("nothing contradicts, but nothing joins them either".to_owned()),
        (None, Some(score)) => Ok(score),
    };
    Some(Compared { features, score: summary })
}
