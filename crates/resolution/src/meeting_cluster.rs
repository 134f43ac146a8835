//! Which mentions of meetings are one meeting.
//!
//! Mentions that say much go first: those with a day, then those with a month or an ordinal. Each joins the cluster
//! that it agrees with best and contradicts in nothing, or begins one. What says less joins the one cluster that it
//! may mean; where it may mean several, it stays apart with others that say no more, so that it never joins two
//! meetings. Two meetings of one report are two.

mod explain;

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    CountryCode, RecordId, ReportId,
    extraction::{Meeting, Participation},
    mention::{Mention, MentionBody},
    vocabulary::{MeetingKind, ParticipationRole},
};

use crate::{
    blocks,
    format::{Format, Likeness},
    name::{Grade, Name},
    organization::Organization,
    text::{content_set, hash, overlap_percent},
    window::Window,
};

pub(crate) use explain::explain;

/// Titles that have this much in common are of one meeting, other things being open.
const LIKE_TITLES: usize = 60;

/// What sort of gathering, as far as it keeps meetings apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A session of a body: its format tells it from others.
    Session,
    /// A host receives the heads of delegations.
    Reception,
    /// Two sides.
    Bilateral,
    /// Before the press.
    Press,
    /// The report does not say.
    Open,
}

/// A mention with all by which it is compared.
#[derive(Debug)]
pub(crate) struct Candidate {
    id: RecordId,
    report: ReportId,
    /// Hashes of the mention's blocks, sorted.
    blocks: Vec<u64>,
    ordinal: Option<u32>,
    country_code: Option<CountryCode>,
    focal: bool,
    sort: Sort,
    format: Format,
    window: Option<Window>,
    organization: Option<Organization>,
    city: Option<Name>,
    sides: BTreeSet<String>,
    /// Those who make this meeting this one: hosts of a reception, all who speak or meet elsewhere.
    principals: Vec<(Option<String>, Name)>,
    /// Keys of the names of all participants.
    people: BTreeSet<String>,
    title: BTreeSet<String>,
}

/// Mentions of meetings, grouped by meeting.
pub(crate) fn clusters<'a>(mentions: &[&'a Mention]) -> Vec<Vec<&'a Mention>> {
    let mut candidates: Vec<Candidate> =
        mentions.iter().filter_map(|mention| Candidate::new(mention)).collect();
    candidates.sort_by_key(|candidate| (candidate.vagueness(), candidate.id));
    let (mut clusters, mut apart) = (Clusters::default(), Vec::new());
    for (place, candidate) in candidates.iter().enumerate() {
        match clusters.choose(&candidates, candidate) {
            Choice::Join(cluster) => clusters.join(cluster, place, candidate),
            Choice::Begin => clusters.begin(place, candidate),
            Choice::Undecided => apart.push(place),
        }
    }
    // Those that may mean several meetings are compared with each other only.
    let mut undecided = Clusters::default();
    for place in apart {
        let candidate = &candidates[place];
        match undecided.choose(&candidates, candidate) {
            Choice::Join(cluster) => undecided.join(cluster, place, candidate),
            Choice::Begin | Choice::Undecided => undecided.begin(place, candidate),
        }
    }
    let all = clusters.all.into_iter().chain(undecided.all);
    let by_id: BTreeMap<RecordId, &'a Mention> =
        mentions.iter().map(|&mention| (mention.id, mention)).collect();
    let mention = |place: usize| by_id.get(&candidates[place].id).copied();
    all.map(|cluster| cluster.members.into_iter().filter_map(mention).collect()).collect()
}

/// What to do with a mention.
enum Choice {
    /// It belongs to this cluster.
    Join(usize),
    /// It belongs to none.
    Begin,
    /// It may belong to several.
    Undecided,
}

#[derive(Default)]
struct Clusters {
    all: Vec<Cluster>,
    /// A mention that shares no block with a cluster belongs elsewhere, whatever else happens to join their blocks.
    by_block: BTreeMap<u64, BTreeSet<usize>>,
}

#[derive(Default)]
struct Cluster {
    members: Vec<usize>,
    reports: BTreeSet<ReportId>,
}

impl Clusters {
    fn begin(&mut self, place: usize, candidate: &Candidate) {
        self.all.push(Cluster::default());
        self.join(self.all.len() - 1, place, candidate);
    }

    fn join(&mut self, cluster: usize, place: usize, candidate: &Candidate) {
        for &block in &candidate.blocks {
            self.by_block.entry(block).or_default().insert(cluster);
        }
        let cluster = &mut self.all[cluster];
        cluster.members.push(place);
        cluster.reports.insert(candidate.report);
    }

    fn choose(&self, candidates: &[Candidate], candidate: &Candidate) -> Choice {
        let blocks = candidate.blocks.iter();
        let near: BTreeSet<usize> =
            blocks.filter_map(|block| self.by_block.get(block)).flatten().copied().collect();
        let mut scores: Vec<(Score, usize)> = Vec::new();
        for place in near {
            let cluster = &self.all[place];
            if !cluster.reports.contains(&candidate.report)
                && let Some(score) = cluster.score(candidates, candidate)
            {
                scores.push((score, place));
            }
        }
        scores.sort_unstable_by_key(|&(score, place)| (u32::MAX - score.points, place));
        match scores.as_slice() {
            [] => return Choice::Begin,
            [(_, only)] => return Choice::Join(*only),
            [(best, first), (second, _), ..] if best.points > second.points && candidate.is_specific() => {
                return Choice::Join(*first);
            }
            _ => {}
        }
        // What names no day may still name the one meeting of its number, or the one of its series in that time.
        let nearest = scores.iter().map(|(score, _)| score.kinship).max();
        let mut nearest_ones = scores.iter().filter(|(score, _)| Some(score.kinship) == nearest);
        match (nearest_ones.next(), nearest_ones.next()) {
            (Some((score, only)), None) if score.kinship > Kinship::Open => Choice::Join(*only),
            _ => Choice::Undecided,
        }
    }
}

/// What makes a mention one of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kinship {
    /// Nothing that other meetings could not share.
    Open,
    /// Organization and format.
    Series,
    /// The number in a series.
    Number,
}

/// How well a mention agrees with a cluster.
#[derive(Debug, Clone, Copy)]
struct Score {
    points: u32,
    kinship: Kinship,
}

impl Cluster {
    /// How well a mention agrees with the members; none when it contradicts one, or nothing joins it to any.
    fn score(&self, candidates: &[Candidate], candidate: &Candidate) -> Option<Score> {
        let members = || self.members.iter().map(|&place| &candidates[place]);
        if members().any(|member| member.is_another(candidate))
            || !members().any(|member| member.may_be_one_with(candidate))
        {
            return None;
        }
        let numbered = members().any(|member| member.has_same_number(candidate));
        // Reports may disagree about day and place; it is enough to agree with one of those that know best.
        let knows_day = |member: &Candidate| member.window.is_some_and(|window| window.precision == 3);
        let days_known = members().any(knows_day);
        let date_agrees =
            members().any(|member| (!days_known || knows_day(member)) && member.meets(candidate));
        let date_is_near = members().all(|member| member.is_near(candidate));
        let city_known = members().any(|member| member.city.is_some());
        let place_agrees =
            members().any(|member| (!city_known || member.city.is_some()) && member.may_be_where(candidate));
        let in_error = members().any(|member| member.is_same_in_error(candidate));
        if !(date_agrees && place_agrees || numbered && date_is_near || in_error) {
            return None;
        }
        let points = members().filter_map(|member| member.link(candidate)).max()?;
        let kinship = if numbered {
            Kinship::Number
        } else if members().any(|member| member.is_of_series(candidate)) {
            Kinship::Series
        } else {
            Kinship::Open
        };
        Some(Score { points, kinship })
    }
}

impl Candidate {
    pub(crate) fn new(mention: &Mention) -> Option<Self> {
        let MentionBody::Meeting { meeting, participations, .. } = &mention.body else { return None };
        let taking_part: Vec<&Participation> =
            participations.iter().map(|(participation, _)| participation).collect();
        let sort = sort(meeting);
        let mut principals = Vec::new();
        let mut people = BTreeSet::new();
        for participation in &taking_part {
            let Some(person) = &participation.person else { continue };
            let name = Name::new(&person.display_name);
            people.extend(name.keys());
            let leads = participation
                .roles
                .iter()
                .any(|role| matches!(role, ParticipationRole::Host | ParticipationRole::Chair));
            if leads || matches!(sort, Sort::Bilateral | Sort::Press) {
                principals.push((blocks::side(&participation.delegation), name));
            }
        }
        let mut blocks: Vec<u64> = mention.blocks.iter().map(|block| hash(block)).collect();
        blocks.sort_unstable();
        Some(Self {
            id: mention.id,
            report: mention.report,
            blocks,
            ordinal: meeting.ordinal,
            country_code: meeting.country_code,
            focal: meeting.focal,
            sort,
            format: Format::of(meeting),
            window: Window::of(meeting, mention.publish_date),
            organization: meeting.organization.as_deref().map(Organization::new),
            city: meeting.city.as_deref().map(Name::new),
            sides: blocks::sides(&taking_part),
            principals,
            people,
            title: content_set(&meeting.title),
        })
    }

    /// Whether the two may be one meeting for what both of them say, and not for what others say. A mention becomes one with
    /// a cluster only through a member of which this holds: so what lies in no chain of such pairs has nothing to do
    /// with each other, however many meetings there are in a month.
    pub(crate) fn may_be_one_with(&self, other: &Self) -> bool {
        self.report != other.report
            && share_one(&self.blocks, &other.blocks)
            && !self.is_another(other)
            && (self.meets(other) && self.may_be_where(other)
                || self.has_same_number(other) && self.is_near(other)
                || self.is_same_in_error(other))
            && self.link(other).is_some()
    }

    /// Whether it says enough to tell it from other meetings by itself.
    fn is_specific(&self) -> bool {
        let says_what = match self.sort {
            Sort::Session | Sort::Open => self.format.is_known(),
            Sort::Reception | Sort::Press => true,
            Sort::Bilateral => self.sides.len() >= 2 || self.principals.len() >= 2,
        };
        let says_when = self.window.is_some_and(|window| window.precision >= 2) || self.ordinal.is_some();
        says_what && says_when
    }

    /// The less it says, the greater.
    fn vagueness(&self) -> (bool, u8, bool, bool, bool, bool, bool) {
        let precision = self.window.map_or(0, |window| window.precision);
        (
            !self.is_specific(),
            3 - precision.min(3),
            self.ordinal.is_none(),
            !self.format.is_known(),
            self.organization.is_none(),
            self.city.is_none(),
            !self.focal,
        )
    }

    fn is_of_series(&self, other: &Self) -> bool {
        self.has_same_organization(other) && self.format.likeness(&other.format) == Likeness::Same
    }

    fn has_same_organization(&self, other: &Self) -> bool {
        matches!((&self.organization, &other.organization), (Some(one), Some(two)) if one.is_same(two))
    }

    fn has_same_number(&self, other: &Self) -> bool {
        let same_series = match (&self.organization, &other.organization) {
            (Some(one), Some(two)) => one.is_same(two),
            _ => self.format.likeness(&other.format) == Likeness::Same,
        };
        self.ordinal.is_some() && self.ordinal == other.ordinal && same_series
    }

    /// Whether what both say can not be said of one meeting, whenever and wherever it was.
    fn is_another(&self, other: &Self) -> bool {
        let both_named = self.organization.is_some() && other.organization.is_some();
        both_named && !self.has_same_organization(other)
            || differ(self.ordinal, other.ordinal)
            || self.is_other_sort(other)
            || self.format.likeness(&other.format) == Likeness::Different
            || self.has_other_people(other)
    }

    fn is_other_sort(&self, other: &Self) -> bool {
        match (self.sort, other.sort) {
            (one, two) if one == two => false,
            (Sort::Open, Sort::Session) | (Sort::Session, Sort::Open) => false,
            (Sort::Open, Sort::Press) | (Sort::Press, Sort::Open) => true,
            // A report that does not say what it was may have a reception or a bilateral under much the same title.
            (Sort::Open, _) | (_, Sort::Open) => !self.is_titled_like(other),
            _ => true,
        }
    }

    /// Whether those who make it this meeting are others.
    fn has_other_people(&self, other: &Self) -> bool {
        match self.sort {
            Sort::Bilateral => {
                let both_known = self.sides.len() >= 2 && other.sides.len() >= 2;
                let sides_differ = if both_known {
                    self.sides != other.sides
                } else {
                    !(self.sides.is_subset(&other.sides) || other.sides.is_subset(&self.sides))
                };
                sides_differ || self.is_represented_otherwise(other)
            }
            Sort::Press | Sort::Reception => {
                !self.principals.is_empty() && !other.principals.is_empty() && !self.shares_principal(other)
            }
            Sort::Session | Sort::Open => false,
        }
    }

    fn shares_principal(&self, other: &Self) -> bool {
        self.principals.iter().any(|(_, one)| other.principals.iter().any(|(_, two)| may_be_one(one, two)))
    }

    /// Whether on one of the sides both reports name people, and none of them may be the same.
    fn is_represented_otherwise(&self, other: &Self) -> bool {
        self.sides.intersection(&other.sides).any(|side| {
            let of = |candidate: &Self| -> Vec<Name> {
                let there = candidate.principals.iter().filter(|(of, _)| of.as_ref() == Some(side));
                there.map(|(_, name)| name.clone()).collect()
            };
            let (ours, theirs) = (of(self), of(other));
            !ours.is_empty()
                && !theirs.is_empty()
                && !ours.iter().any(|one| theirs.iter().any(|two| may_be_one(one, two)))
        })
    }

    fn is_titled_like(&self, other: &Self) -> bool {
        overlap_percent(&self.title, &other.title) >= LIKE_TITLES
    }

    /// Whether both may have been on one day.
    fn meets(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (&self.window, &other.window) else { return true };
        one.meets(two)
    }

    /// Whether the same people met, and the reports have it a day apart, or on one day in two cities of a country: the
    /// same two, or one host's guests of one organization. One of the reports errs, more likely than that they met again.
    fn is_same_in_error(&self, other: &Self) -> bool {
        let same_people = match self.sort {
            Sort::Bilateral => {
                self.sides.len() >= 2
                    && self.sides == other.sides
                    && self.principals.len() >= 2
                    && other.principals.len() >= 2
                    && !self.is_represented_otherwise(other)
            }
            Sort::Reception => self.shares_principal(other) && self.has_same_organization(other),
            Sort::Session | Sort::Press | Sort::Open => false,
        };
        let (Some(one), Some(two)) = (&self.window, &other.window) else { return false };
        if self.sort != other.sort || !same_people || !one.is_next_to(two) {
            return false;
        }
        let countries = (self.country_code, other.country_code);
        let same_country = countries.0.is_some() && countries.0 == countries.1;
        let same_city = self.city.is_some() && other.city.is_some() && self.may_be_where(other);
        same_city || same_country && one.meets(two)
    }

    fn is_near(&self, other: &Self) -> bool {
        let (Some(one), Some(two)) = (&self.window, &other.window) else { return true };
        one.is_near(two)
    }

    /// Whether both may have been in one place.
    fn may_be_where(&self, other: &Self) -> bool {
        !differ(self.country_code, other.country_code)
            && match (&self.city, &other.city) {
                (Some(one), Some(two)) => may_be_one(one, two),
                _ => true,
            }
    }

    /// How well two mentions agree; none when nothing but a lack of contradiction joins them.
    fn link(&self, other: &Self) -> Option<u32> {
        let same_number = self.has_same_number(other);
        let same_organization = self.has_same_organization(other);
        let same_format = self.format.likeness(&other.format) == Likeness::Same;
        let same_sides = self.sort == Sort::Bilateral && self.sides.len() >= 2 && self.sides == other.sides;
        let same_city = self.city.is_some() && other.city.is_some() && self.may_be_where(other);
        let same_people = !self.people.is_disjoint(&other.people);
        let same_title = self.is_titled_like(other);
        let session = matches!(self.sort, Sort::Session | Sort::Open);
        let joined = match self.sort {
            Sort::Bilateral => same_sides || same_people,
            _ => {
                same_number
                    || same_organization
                    || same_format && same_city
                    || same_people && !session
                    || same_title
            }
        };
        if !joined {
            return None;
        }
        let precision = |candidate: &Self| candidate.window.map_or(0, |window| u32::from(window.precision));
        let date = precision(self).min(precision(other));
        let points = [
            (same_number, 8),
            (same_format, 4),
            (same_sides, 4),
            (same_organization, 3),
            (same_people, 2),
            (same_city, 2),
            (same_title, 1),
        ];
        Some(2 * date + points.iter().filter(|(holds, _)| *holds).map(|(_, points)| points).sum::<u32>())
    }
}

/// Whether two names may be of one person or city.
fn may_be_one(one: &Name, two: &Name) -> bool {
    let single = one.tokens.len() == 1 || two.tokens.len() == 1;
    one.agreement(two).is_some_and(|agreement| agreement.grade != Grade::Single || single)
}

/// Whether two sorted lists have an entry in common.
fn share_one(one: &[u64], two: &[u64]) -> bool {
    let (few, many) = if one.len() <= two.len() { (one, two) } else { (two, one) };
    few.iter().any(|entry| many.binary_search(entry).is_ok())
}

/// Whether both are known and not equal.
fn differ<T: PartialEq>(one: Option<T>, two: Option<T>) -> bool {
    matches!((one, two), (Some(one), Some(two)) if one != two)
}

fn sort(meeting: &Meeting) -> Sort {
    match meeting.kind {
        Some(MeetingKind::GroupMeeting) => Sort::Reception,
        Some(MeetingKind::Bilateral) => Sort::Bilateral,
        Some(MeetingKind::PressConference) => Sort::Press,
        Some(
            MeetingKind::Summit | MeetingKind::Ministerial | MeetingKind::WorkingGroup | MeetingKind::Other,
        ) => Sort::Session,
        None => Sort::Open,
    }
}
