//! Which names are names of one person, given for which countries and in which offices they are named.
//!
//! Names that say much go first. A name that says less (no country, initials, a single word) goes to the one person
//! that it may mean; where it may mean several it stays apart, so that it never joins two persons.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use rapporteur_model::{RecordId, extraction::Delegation};

use crate::{
    blocks,
    name::{Agreement, Grade, Name},
};

/// A name with all by which it is compared.
#[derive(Debug, Clone)]
pub(crate) struct Named<'a> {
    /// What is said of them; hundreds of reports say the same.
    pub(crate) said: Rc<Said>,
    /// Keys of which two names that may be one person's share one.
    pub(crate) keys: Cow<'a, BTreeSet<String>>,
    /// Tells apart names that say too little to be compared.
    pub(crate) id: RecordId,
    /// How many reports have it.
    pub(crate) count: u64,
}

/// A name and the offices with which it stands.
#[derive(Debug)]
pub(crate) struct Said {
    /// The name.
    pub(crate) name: Name,
    /// Its [`Name::exact_key`].
    exact_key: String,
    /// Countries for which it is named.
    pub(crate) countries: BTreeSet<String>,
    /// Offices with for whom they are held, as [`crate::blocks::posts`] writes them.
    pub(crate) posts: BTreeSet<String>,
}

impl Said {
    /// Of somebody with this name in these offices.
    pub(crate) fn new(name: &str, offices: &[(String, Delegation)]) -> Self {
        let name = Name::new(name);
        let countries =
            offices.iter().filter_map(|(_, delegation)| Some(delegation.country_code?.to_string()));
        Self {
            exact_key: name.exact_key(),
            name,
            countries: countries.collect(),
            posts: blocks::posts(offices),
        }
    }

    /// Whether the two may be one person for what is said of both, and not for what is said of others: the names agree, and
    /// the countries too, where both are known.
    pub(crate) fn may_be_one_with(&self, other: &Self) -> bool {
        let is_open = self.countries.is_empty() || other.countries.is_empty();
        (is_open || !self.countries.is_disjoint(&other.countries))
            && (self.exact_key == other.exact_key || self.name.agreement(&other.name).is_some())
    }

    /// Whether all who may be one with this may be one with the other, and the other way round.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.exact_key == other.exact_key && self.countries == other.countries
    }
}

/// How much a name says, most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Two words or more, and a country.
    Full,
    /// Two words or more.
    WithoutCountry,
    /// One word and initials.
    Initials,
    /// One word.
    Single,
}

/// Names that are the same but for order, case and accents, said of the same countries.
struct Atom<'a> {
    named: &'a Named<'a>,
    countries: BTreeSet<&'a str>,
    posts: BTreeSet<&'a str>,
    keys: BTreeSet<&'a str>,
    count: u64,
    members: Vec<usize>,
}

/// A person: the atom that says most, and what all of them say.
struct Cluster<'a> {
    leader: &'a Said,
    countries: BTreeSet<&'a str>,
    posts: BTreeSet<&'a str>,
    count: u64,
    members: Vec<usize>,
}

/// Groups names by person: lists of places in `all`. Depends on the set of names alone.
pub(crate) fn group(all: &[Named<'_>]) -> Vec<Vec<usize>> {
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    // With who brought the key: those who cannot be one with him have nothing to do with his cluster.
    let mut clusters_by_key: BTreeMap<&str, Vec<(usize, &Said)>> = BTreeMap::new();
    for atom in atoms(all) {
        let own = &*atom.named.said;
        let near = atom.keys.iter().filter_map(|key| clusters_by_key.get(key)).flatten();
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for &(place, said) in near {
            if !candidates.contains(&place) && own.may_be_one_with(said) {
                candidates.insert(place);
            }
        }
        let place = choose(&atom, &clusters, &candidates).unwrap_or_else(|| {
            clusters.push(Cluster {
                leader: &atom.named.said,
                countries: BTreeSet::new(),
                posts: BTreeSet::new(),
                count: 0,
                members: Vec::new(),
            });
            clusters.len() - 1
        });
        for key in &atom.keys {
            clusters_by_key.entry(key).or_default().push((place, own));
        }
        let cluster = &mut clusters[place];
        // Who sits for two countries was probably misread once; that must not open the cluster to the other country.
        if cluster.members.is_empty() || atom.countries.len() == 1 {
            cluster.countries.extend(atom.countries);
        }
        cluster.posts.extend(atom.posts);
        cluster.count += atom.count;
        cluster.members.extend(atom.members);
    }
    clusters.into_iter().map(|cluster| cluster.members).collect()
}

/// The names grouped by what needs no judgement, those that say most first.
fn atoms<'a>(all: &'a [Named<'_>]) -> Vec<Atom<'a>> {
    let mut atoms: BTreeMap<_, Atom<'_>> = BTreeMap::new();
    for (place, named) in all.iter().enumerate() {
        let said = &*named.said;
        let class = class(said);
        let alone = says_too_little(class, said).then_some((named.id, place));
        let posts = (class == Class::Single).then_some(&said.posts);
        let words = usize::MAX - said.name.tokens.len();
        let is_torn = said.countries.len() > 1;
        let key = (class, is_torn, words, &said.exact_key, &said.countries, posts, alone);
        let atom = atoms.entry(key).or_insert_with(|| Atom {
            named,
            countries: BTreeSet::new(),
            posts: BTreeSet::new(),
            keys: BTreeSet::new(),
            count: 0,
            members: Vec::new(),
        });
        // Names of one key differ in order at most; the leader is the same whichever comes first.
        if named.id < atom.named.id {
            atom.named = named;
        }
        atom.countries.extend(said.countries.iter().map(String::as_str));
        atom.posts.extend(said.posts.iter().map(String::as_str));
        atom.keys.extend(named.keys.iter().map(String::as_str));
        atom.count += named.count;
        atom.members.push(place);
    }
    atoms.into_values().collect()
}

/// Whether somebody named like this is not the same as another who is named like this.
pub(crate) fn is_alone(name: &str, offices: &[(String, Delegation)]) -> bool {
    let said = Said::new(name, offices);
    says_too_little(class(&said), &said)
}

fn says_too_little(class: Class, said: &Said) -> bool {
    class == Class::Single && said.posts.is_empty() || class == Class::Initials && said.countries.is_empty()
}

fn class(said: &Said) -> Class {
    match (said.name.full_words(), said.name.tokens.len()) {
        (2.., _) if said.countries.is_empty() => Class::WithoutCountry,
        (2.., _) => Class::Full,
        (_, 2..) => Class::Initials,
        _ => Class::Single,
    }
}

/// The cluster to which an atom belongs: the nearest that it may belong to; none where two are equally near. Between
/// two of its own countries, the one that more reports give.
fn choose(atom: &Atom<'_>, clusters: &[Cluster<'_>], candidates: &BTreeSet<usize>) -> Option<usize> {
    let mut near: Vec<(Agreement, usize)> = candidates
        .iter()
        .filter_map(|&place| Some((agreement(atom, clusters.get(place)?)?, place)))
        .collect();
    near.sort_unstable();
    let (nearest, place) = *near.first()?;
    if atom.countries.len() > 1 {
        let size = |place: usize| clusters.get(place).map_or(0, |cluster| cluster.count);
        let nearest_ones: Vec<usize> =
            near.iter().filter(|(agreement, _)| *agreement == nearest).map(|(_, place)| *place).collect();
        let largest = nearest_ones.iter().copied().max_by_key(|&place| size(place))?;
        let is_alone = nearest_ones.iter().filter(|&&other| size(other) == size(largest)).count() == 1;
        return is_alone.then_some(largest);
    }
    // A word or initials may be anybody's who has them, near or not.
    let rivals_matter = nearest.grade != Grade::Full;
    let rival = near.get(1).filter(|(rival, _)| rivals_matter || *rival == nearest);
    rival.is_none().then_some(place)
}

fn agreement(atom: &Atom<'_>, cluster: &Cluster<'_>) -> Option<Agreement> {
    let agreement = atom.named.said.name.agreement(&cluster.leader.name)?;
    let known = !atom.countries.is_empty() && !cluster.countries.is_empty();
    let same_country = !atom.countries.is_disjoint(&cluster.countries);
    let same_post = !atom.posts.is_disjoint(&cluster.posts);
    if known && !same_country {
        return None;
    }
    let enough = match agreement.grade {
        Grade::Full => true,
        Grade::Initials => same_country || same_post,
        Grade::Single => same_post,
    };
    enough.then_some(agreement)
}
