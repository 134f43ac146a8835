//! Organizations as reports name them, and which of those names are of one.

use rapporteur_model::fold::fold;

/// What begins that part of a name which reports leave out: "Union (of States of the Coast)".
const TAILS: [&str; 3] = ["of", "for", "on"];
/// Words that a name keeps at least; "Commonwealth" alone says little.
const LEAST_WORDS: usize = 2;

/// The name of an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Organization {
    folded: String,
    /// Bytes of `folded` before the part that may be left out.
    head: usize,
}

impl Organization {
    /// Takes a name as printed.
    pub(crate) fn new(name: &str) -> Self {
        let folded = fold(name);
        let mut end = 0;
        let mut head = folded.len();
        for (place, word) in folded.split(' ').enumerate() {
            if place >= LEAST_WORDS && TAILS.contains(&word) {
                head = end;
                break;
            }
            end += word.len() + usize::from(place > 0);
        }
        Self { folded, head }
    }

    /// The part of the name that is not left out: the same for names that [`Self::is_same`] takes for one.
    pub(crate) fn head(&self) -> &str {
        self.folded.get(..self.head).unwrap_or(&self.folded)
    }

    /// Whether both are the same name, but that one may be cut before "of".
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.folded == other.folded || self.folded == other.head() || other.folded == self.head()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, two: &str) -> bool {
        let (one, two) = (Organization::new(one), Organization::new(two));
        assert_eq!(one.is_same(&two), two.is_same(&one));
        assert!(!one.is_same(&two) || one.head() == two.head());
        one.is_same(&two)
    }

    #[test]
    fn a_name_may_be_cut_before_of() {
        assert!(same("River Coast Association", "River Coast Association of States"));
        assert!(same("Lakes League", "LAKES LEAGUE"));
        assert!(same("Council of the Coast", "Council of the Coast"));
    }

    #[test]
    fn other_names_are_other_organizations() {
        assert!(!same("Commonwealth", "Commonwealth of Small Islands"));
        assert!(!same("Economic Community of Western Lakes", "Economic Community of Southern Lakes"));
        assert!(!same("Lakes League", "Lakes League Customs Centre"));
        assert!(!same("Lakes League", "Rivers League"));
    }
}
