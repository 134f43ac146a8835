//! Why two quotations render one utterance, or two.

use rapporteur_model::{
    explanation::{Comparison, Feature},
    mention::Mention,
};

use super::{LIKE_TEXTS, Said};
use crate::{explain::Compared, text::dice_percent};

/// Compares two quotations as clustering does.
pub(crate) fn explain(one: &Mention, two: &Mention) -> Option<Compared> {
    let (one, two) = (Said::new(one)?, Said::new(two)?);
    let speaker = |said: &Said<'_>| said.quote.speaker.display_name.clone().unwrap_or_default();
    let date = |said: &Said<'_>| said.date.map(|date| date.to_string()).unwrap_or_default();
    let yes = |holds| if holds { Comparison::Agrees } else { Comparison::Contradicts };
    let same_words = one.words == two.words;
    let likeness = dice_percent(&one.counts, &two.counts);
    let speakers = match (&one.speaker, &two.speaker) {
        (None, None) => Comparison::Open,
        _ => yes(one.may_be_said_by(&two, same_words)),
    };
    let near = yes(one.is_near(&two));
    let points = u32::try_from(likeness).unwrap_or(u32::MAX);
    let features = vec![
        Feature {
            name: "words",
            one: one.quote.text.clone(),
            two: two.quote.text.clone(),
            comparison: if likeness >= LIKE_TEXTS { Comparison::Agrees } else { Comparison::Contradicts },
            points,
        },
        Feature { name: "speaker", one: speaker(&one), two: speaker(&two), comparison: speakers, points: 0 },
        Feature { name: "days", one: date(&one), two: date(&two), comparison: near, points: 0 },
    ];
    let same_report = one.mention.report == two.mention.report && !same_words;
    let contradiction = features.iter().find(|feature| feature.comparison == Comparison::Contradicts);
    let score = match contradiction {
        _ if same_report => Err("one report has both, in different words".to_owned()),
        Some(feature) if feature.name == "words" => {
            Err(format!("they have {likeness} % of their words in common; {LIKE_TEXTS} % are needed"))
        }
        Some(feature) => Err(format!("their {} cannot be of one utterance", feature.name)),
        None => Ok(points),
    };
    Some(Compared { features, score })
}
