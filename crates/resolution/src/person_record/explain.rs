//! Why two mentions of persons are one person, or two.

use rapporteur_model::{
    explanation::{Comparison, Feature},
    mention::Mention,
};

use super::name_and_offices;
use crate::{explain::Compared, name::Grade, people::Said};

/// Compares two mentions of persons as clustering does.
pub(crate) fn explain(one: &Mention, two: &Mention) -> Option<Compared> {
    let said = |mention| name_and_offices(mention).map(|(name, offices)| Said::new(name, offices));
    let (one, two) = (said(one)?, said(two)?);
    let joined =
        |words: &std::collections::BTreeSet<String>| words.iter().cloned().collect::<Vec<_>>().join("; ");
    let agreement = one.name.agreement(&two.name);
    let (name, points) = match agreement {
        None => (Comparison::Contradicts, 0),
        Some(agreement) => match agreement.grade {
            Grade::Full => (Comparison::Agrees, 4),
            Grade::Initials => (Comparison::Agrees, 2),
            Grade::Single => (Comparison::Open, 1),
        },
    };
    let overlap =
        |one: &std::collections::BTreeSet<String>, two: &std::collections::BTreeSet<String>, apart| {
            if one.is_empty() || two.is_empty() {
                Comparison::Open
            } else if one.is_disjoint(two) {
                apart
            } else {
                Comparison::Agrees
            }
        };
    let countries = overlap(&one.countries, &two.countries, Comparison::Contradicts);
    let posts = overlap(&one.posts, &two.posts, Comparison::Differs);
    let feature = |name, one, two, comparison, points| Feature { name, one, two, comparison, points };
    let agrees = |comparison, points| if comparison == Comparison::Agrees { points } else { 0 };
    let features = vec![
        feature("name", one.name.exact_key(), two.name.exact_key(), name, points),
        feature("countries", joined(&one.countries), joined(&two.countries), countries, agrees(countries, 2)),
        feature("offices", joined(&one.posts), joined(&two.posts), posts, agrees(posts, 2)),
    ];
    let score = features.iter().map(|feature| feature.points).sum();
    let enough = match agreement.map(|agreement| agreement.grade) {
        None => Err("the names are of two persons".to_owned()),
        Some(_) if countries == Comparison::Contradicts => Err("they sit for different countries".to_owned()),
        Some(Grade::Full) => Ok(score),
        Some(Grade::Initials) if countries == Comparison::Agrees || posts == Comparison::Agrees => Ok(score),
        Some(Grade::Single) if posts == Comparison::Agrees => Ok(score),
        Some(Grade::Initials) => Err("initials need the same country or office".to_owned()),
        Some(Grade::Single) => Err("a single name needs the same office".to_owned()),
    };
    Some(Compared { features, score: enough })
}
