//! A text as the measures see it: words, what stands between quotation marks, and the head words of mentions.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::quoted;

/// A run of letters and digits, with apostrophes inside.
#[expect(clippy::unwrap_used, reason = "a constant, which every test compiles")]
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*").unwrap());

/// Words that stand for whoever was named before; as the head of a mention they tell nothing.
const PRONOUNS: &str = " i me my mine we us our ours you your yours he him his she her hers it its they them their \
    theirs who whom whose which that this these those one some many others all most both someone anyone everyone nobody \
    none himself herself themselves itself myself ourselves ";

/// Words before which the head of a mention stands: "a spokesman | for the mayor".
const HEAD_ENDS: &str =
    " of for from in at with on to who whom which that whose by and or as near about among under ";

/// Marks before which the head of a mention stands: "Ann Lee | , 41".
const HEAD_END_MARKS: [char; 6] = [',', ';', ':', '(', '—', '–'];

/// Words of a passage, as indices in order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Words(Vec<usize>);

impl Words {
    /// Those of several ranges.
    fn of(ranges: impl Iterator<Item = Range<usize>>) -> Self {
        let mut words: Vec<usize> = ranges.flatten().collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Those of any of these.
    pub(crate) fn union<'words>(all: impl Iterator<Item = &'words Self>) -> Self {
        let mut words: Vec<usize> = all.flat_map(|words| &words.0).copied().collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are in both.
    pub(crate) fn common(&self, other: &Self) -> usize {
        let (small, large) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        small.0.iter().filter(|word| large.0.binary_search(word).is_ok()).count()
    }

    /// Overlap of two sets of words, by Dice: 1 where they are the same.
    pub(crate) fn overlap(&self, other: &Self) -> f64 {
        (2 * self.common(other)) as f64 / (self.len() + other.len()).max(1) as f64
    }

    /// The first.
    fn first(&self) -> Option<usize> {
        self.0.first().copied()
    }
}

/// A text, cut into words. All places are ranges of bytes.
#[derive(Debug)]
pub(crate) struct Passage {
    text: String,
    words: Vec<Range<usize>>,
    quoted: Vec<Range<usize>>,
    stretches: Vec<Words>,
    in_marks: Words,
}

impl Passage {
    /// Cuts a text up.
    pub(crate) fn new(text: String) -> Self {
        let words = WORD.find_iter(&text).map(|word| word.range()).collect();
        let quoted = quoted::ranges(&text);
        let mut passage = Self { text, words, quoted, stretches: Vec::new(), in_marks: Words::default() };
        passage.stretches =
            passage.quoted.iter().map(|range| passage.words(std::slice::from_ref(range))).collect();
        passage.in_marks = Words::union(passage.stretches.iter());
        passage
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The words that stand in these ranges, if only in part.
    pub(crate) fn words(&self, ranges: &[Range<usize>]) -> Words {
        Words::of(ranges.iter().map(|range| {
            let first = self.words.partition_point(|word| word.end <= range.start);
            first..self.words.partition_point(|word| word.start < range.end)
        }))
    }

    /// The words of a quotation's content: without a leading "that".
    pub(crate) fn content(&self, ranges: &[Range<usize>]) -> Words {
        let mut content = self.words(ranges);
        let is_that = |word: usize| self.text[self.words[word].clone()].eq_ignore_ascii_case("that");
        if content.len() > 1 && content.first().is_some_and(is_that) {
            content.0.remove(0);
        }
        content
    }

    /// The words of each stretch between quotation marks.
    pub(crate) fn stretches(&self) -> &[Words] {
        &self.stretches
    }

    /// The bytes of each stretch of so many words or more between quotation marks.
    pub(crate) fn long_stretches(&self, least: usize) -> impl Iterator<Item = Range<usize>> {
        let long = self.quoted.iter().zip(&self.stretches).filter(move |(_, words)| words.len() >= least);
        long.map(|(range, _)| range.clone())
    }

    /// Of these words, the share between quotation marks.
    pub(crate) fn share_in_marks(&self, words: &Words) -> f64 {
        words.common(&self.in_marks) as f64 / words.len().max(1) as f64
    }

    /// The head word of a mention, roughly: "the mayor's aide Ann Lee, 41" has `lee`. None for a pronoun.
    pub(crate) fn head(&self, mention: &Range<usize>) -> Option<String> {
        let mention = self.text.get(mention.clone())?;
        let mut last: Option<regex::Match<'_>> = None;
        for word in WORD.find_iter(mention) {
            if let Some(last) = last {
                let between = &mention[last.end()..word.start()];
                if between.contains(HEAD_END_MARKS) || lists(HEAD_ENDS, &word.as_str().to_lowercase()) {
                    break;
                }
            }
            last = Some(word);
        }
        let head = last?.as_str().to_lowercase();
        let head = head.strip_suffix("'s").or_else(|| head.strip_suffix("’s")).unwrap_or(&head);
        (!lists(PRONOUNS, head)).then(|| head.to_owned())
    }
}

/// Whether a list of words, each between spaces, holds this one.
fn lists(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|listed| listed == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage() -> Passage {
        Passage::new("“Go home, all of you,” the mayor's aide Ann Lee, 41, told him that day.".to_owned())
    }

    fn place(passage: &Passage, words: &str) -> Range<usize> {
        let start = passage.text().find(words).expect("these words are in the passage");
        start..start + words.len()
    }

    #[test]
    fn the_head_of_a_mention_is_its_name() {
        let passage = passage();
        for (mention, head) in [
            ("the mayor's aide Ann Lee, 41", Some("lee")),
            ("the mayor's", Some("mayor")),
            ("all of you", None),
            ("him", None),
        ] {
            assert_eq!(passage.head(&place(&passage, mention)).as_deref(), head, "{mention}");
        }
    }

    #[test]
    fn content_has_no_leading_that_and_no_marks() {
        let passage = passage();
        let whole = passage.content(&[place(&passage, "that day")]);
        assert_eq!(whole, passage.words(&[place(&passage, "day")]));
        assert_eq!(passage.content(&[place(&passage, "that")]).len(), 1);
        let said = passage.content(&[place(&passage, "“Go home, all of you,”")]);
        assert_eq!((said.len(), passage.share_in_marks(&said)), (5, 1.0));
        assert_eq!(passage.long_stretches(5).count(), 1);
        assert_eq!(passage.long_stretches(6).count(), 0);
    }

    #[test]
    fn overlap_is_of_sets() {
        let passage = passage();
        let (a, b) =
            (passage.words(&[place(&passage, "Go home, all")]), passage.words(&[place(&passage, "all of")]));
        assert_eq!((a.common(&b), a.overlap(&b)), (1, 0.4));
        assert_eq!(Words::union([&a, &b].into_iter()).len(), 4);
    }
}
