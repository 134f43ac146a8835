//! Which reports are near copies of one another: a wire story that ten papers print counts once.
//!
//! A report is known by the smallest hashes of the runs of words in its sentences (a bottom-k sketch, A. Broder, "On the
//! resemblance and containment of documents", 1997). What two sketches have in common estimates what the texts have.

use std::collections::BTreeSet;

use rapporteur_model::{ReportId, extraction::Extraction, mention::Mention};

use crate::text::{content_stems, hash};

/// Words in a run.
const RUN: usize = 3;
/// Hashes kept of a report.
const KEPT: usize = 32;
/// Fewer runs than these tell too little.
const LEAST: usize = 6;
/// From this much in common on, two reports are copies: a few sentences may be cut or added.
const LIKE_PERCENT: usize = 60;

/// The sketch of what a report's extraction quotes as evidence.
pub(crate) fn fingerprint(extraction: &Extraction) -> Vec<u32> {
    let meetings = extraction.meetings.iter().map(|one| &one.evidence);
    let parts = extraction.participations.iter().map(|one| &one.evidence);
    let quotes = extraction.quotes.iter().map(|one| &one.evidence);
    let outcomes = extraction.outcomes.iter().map(|one| &one.evidence);
    let all = meetings.chain(parts).chain(quotes).chain(outcomes).flatten();
    let sentences: BTreeSet<&str> = all.map(|evidence| &*evidence.sentence).collect();
    let mut hashes = BTreeSet::new();
    for sentence in sentences {
        for run in content_stems(sentence).windows(RUN) {
            // Folded: both halves of the hash count.
            let hash = hash(&run.join(" "));
            let [a, b, c, d, e, f, g, h] = hash.to_be_bytes();
            hashes.insert(u32::from_be_bytes([a ^ e, b ^ f, c ^ g, d ^ h]));
        }
    }
    hashes.into_iter().take(KEPT).collect()
}

/// Whether two sketches are of one text, or nearly one.
fn is_copy(one: &[u32], two: &[u32]) -> bool {
    if one.len() < LEAST || two.len() < LEAST {
        return false;
    }
    let smallest: BTreeSet<u32> = one.iter().chain(two).copied().collect();
    let smallest: Vec<u32> = smallest.into_iter().take(one.len().min(two.len()).max(LEAST)).collect();
    let common = smallest.iter().filter(|hash| one.contains(hash) && two.contains(hash)).count();
    common * 100 >= smallest.len() * LIKE_PERCENT
}

/// For each mention the report that its own is a copy of: the earliest published of its copies, itself where there is none.
pub(crate) fn originals(mentions: &[&Mention]) -> Vec<ReportId> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    // What has no date may have come at any time.
    order.sort_by_key(|&at| {
        let mention = mentions[at];
        (mention.publish_date.is_none(), mention.publish_date, mention.report)
    });
    let mut leaders: Vec<&Mention> = Vec::new();
    let mut originals: Vec<ReportId> = mentions.iter().map(|mention| mention.report).collect();
    for at in order {
        let mention = mentions[at];
        let leader = leaders.iter().find(|leader| {
            leader.report == mention.report
                || is_copy(&leader.source.fingerprint, &mention.source.fingerprint)
        });
        match leader {
            Some(leader) => originals[at] = leader.report,
            None => leaders.push(mention),
        }
    }
    originals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Vec<u32> {
        let words: Vec<&str> = text.split(' ').collect();
        let hashes: BTreeSet<u32> =
            words.windows(RUN).map(|run| u32::try_from(hash(&run.join(" ")) >> 32).unwrap()).collect();
        hashes.into_iter().take(KEPT).collect()
    }

    #[test]
    fn a_text_with_a_sentence_more_is_a_copy_and_another_text_is_none() {
        let story = "the ministers of the lake states met in the old harbour on tuesday to speak of ferries and of the price \
                     of grain before the rains and signed a plan that all of them had promised a year before";
        let longer = format!("{story} said the agency");
        let other = "the president received the heads of delegations in the palace and thanked them for a fruitful session \
                     which he called a milestone on the long way to a common market of the river";
        assert!(is_copy(&sketch(story), &sketch(&longer)));
        assert!(!is_copy(&sketch(story), &sketch(other)));
        assert!(!is_copy(&sketch("a b c d"), &sketch("a b c d")), "too short to tell");
    }
}
