//! The sentences of a report, and the truth about them.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

use crate::{
    data::Data,
    house,
    meeting::{self, Meeting, MeetingId, Seat, Sort},
    person::{self, PersonId, Printed},
    random::Random,
};

/// What a report tells of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Truth {
    /// Meetings, each once; the one that the report is about first.
    pub meetings: Vec<ToldMeeting>,
    /// Persons, each once.
    pub persons: Vec<NamedPerson>,
}

/// A meeting that a report tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldMeeting {
    /// Which.
    pub meeting: MeetingId,
    /// What sort of gathering.
    pub sort: Sort,
    /// Which one of its series, for a session.
    pub ordinal: Option<u32>,
    /// Of heads of state.
    pub is_summit: bool,
    /// Full name of the organization, for a session.
    pub organization: Option<String>,
    /// Codes of the two countries, for a bilateral.
    pub sides: Vec<&'static str>,
    /// Whether the report is about it.
    pub is_focal: bool,
}

/// A person whom a report names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedPerson {
    /// Who.
    pub person: PersonId,
    /// The name at the first naming.
    pub full: String,
    /// The name afterwards.
    pub short: String,
}

/// A report before an outlet prints it.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    pub(crate) title: String,
    pub(crate) sentences: Vec<String>,
    pub(crate) published: Date,
    pub(crate) city: &'static str,
    /// Whether it was written where the meeting was.
    pub(crate) has_dateline: bool,
    pub(crate) is_copy: bool,
    pub(crate) truth: Truth,
}

/// From where a report looks at the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    /// Before it.
    Preview,
    /// From it.
    Report,
    /// A day or two later.
    FollowUp,
    /// In a few lines.
    Brief,
}

/// Of a hundred reports, so many leave the organization out, or have a day or a city that others do not.
const NO_ORGANIZATION: u64 = 7;
const OTHER_DAY: u64 = 3;
const OTHER_CITY: u64 = 2;

struct Writer<'a> {
    seed: u64,
    meeting: &'a Meeting,
    /// The session that is named: itself, or the one at whose margin it is.
    session: Option<Meeting>,
    random: Random,
    view: View,
    published: Date,
    first: Date,
    last: Date,
    city: &'static str,
    names_organization: bool,
    organization_known: bool,
    session_known: bool,
    introduced: BTreeMap<PersonId, Printed>,
    /// All but the first ones, in the order of this report.
    others: Vec<Seat>,
    used: Vec<&'static str>,
    truth: Truth,
}

impl Story {
    /// A report of a meeting.
    pub(crate) fn tell(seed: u64, meeting: &Meeting, mut random: Random, is_copy: bool) -> Self {
        let view = match random.below(100) {
            0..14 => View::Preview,
            14..66 => View::Report,
            66..84 => View::FollowUp,
            _ => View::Brief,
        };
        // Nobody announces what happens at the margins.
        let unannounced = meeting.session.is_some() && view == View::Preview;
        let view = if unannounced { View::Report } else { view };
        let days = |random: &mut Random, least: usize, most: usize| {
            i64::try_from(least + random.below(most + 1 - least)).unwrap_or_default().days()
        };
        let published = match view {
            View::Preview => meeting.first.saturating_sub(days(&mut random, 2, 12)),
            View::Report | View::Brief => meeting.last.saturating_add(days(&mut random, 0, 1)),
            View::FollowUp => meeting.last.saturating_add(days(&mut random, 1, 3)),
        };
        let off = random.percent(OTHER_DAY) && view != View::Preview;
        let shift = if off { 1.day() } else { 0.days() };
        let mut city = meeting.city;
        if random.percent(OTHER_CITY)
            && let Some(country) = Data::get().countries.get(meeting.host)
        {
            city = random.word(&country.cities);
        }
        let mut others: Vec<Seat> = meeting.seats.iter().skip(leading(meeting)).copied().collect();
        random.shuffle(&mut others);
        let session = match meeting.sort {
            Sort::Session => Some(meeting.clone()),
            _ => meeting.session.map(|id| Meeting::of(seed, id)),
        };
        let names_organization = !random.percent(NO_ORGANIZATION);
        let has_dateline = random.percent(70) && view != View::Preview;
        let mut writer = Writer {
            seed,
            meeting,
            session,
            view,
            published,
            first: meeting.first.saturating_sub(shift),
            last: meeting.last.saturating_sub(shift),
            city,
            names_organization,
            organization_known: false,
            session_known: false,
            introduced: BTreeMap::new(),
            others,
            used: Vec::new(),
            truth: Truth::default(),
            random,
        };
        writer.tell_of(meeting, true);
        let title = writer.title();
        let mut sentences = writer.sentences(has_dateline);
        if is_copy && sentences.len() > 4 {
            sentences.pop();
        }
        let Writer { mut truth, introduced, .. } = writer;
        let named = introduced.into_iter();
        truth.persons =
            named.map(|(person, name)| NamedPerson { person, full: name.full, short: name.short }).collect();
        Self { title, sentences, published, city, has_dateline, is_copy, truth }
    }
}

/// How many seats are not among the others: the chair or the host, or the two of a bilateral.
fn leading(meeting: &Meeting) -> usize {
    if meeting.sort == Sort::Bilateral { 2 } else { 1 }
}

impl Writer<'_> {
    fn sort_word(&self) -> &'static str {
        match self.meeting.sort {
            Sort::Session => "session",
            Sort::Reception => "reception",
            Sort::Bilateral => "bilateral",
        }
    }

    fn tell_of(&mut self, meeting: &Meeting, is_focal: bool) {
        if self.truth.meetings.iter().any(|told| told.meeting == meeting.id) {
            return;
        }
        let data = Data::get();
        let is_session = meeting.sort == Sort::Session;
        let code = |seat: &Seat| data.countries.get(seat.country).map(|country| country.code);
        let sides = if meeting.sort == Sort::Bilateral { meeting.seats.as_slice() } else { &[] };
        self.truth.meetings.push(ToldMeeting {
            meeting: meeting.id,
            sort: meeting.sort,
            ordinal: is_session.then_some(meeting.ordinal),
            is_summit: is_session && meeting.series + 1 == data.series.len(),
            organization: is_session.then(|| meeting::organization(self.seed, meeting.organization).0),
            sides: sides.iter().filter_map(code).collect(),
            is_focal,
        });
    }

    fn title(&mut self) -> String {
        let title = self.sentence("title");
        title.trim_end_matches('.').to_owned()
    }

    /// The sentences of the report in order.
    fn sentences(&mut self, has_dateline: bool) -> Vec<String> {
        let is_bilateral = self.meeting.sort == Sort::Bilateral;
        let is_margin = is_bilateral && self.meeting.session.is_some();
        let mut slots: Vec<&'static str> = match (self.view, self.meeting.sort) {
            (View::Preview, _) => vec!["plan", "planbody", "planbody", "planbody", "background"],
            (View::Brief, Sort::Session) => vec!["lead", "states", "outcome", "next"],
            (View::Brief, _) => vec!["lead", "body", "outcome"],
            (_, Sort::Session) => {
                vec![
                    "lead",
                    "chair",
                    "list",
                    "body",
                    "quote",
                    "quote",
                    "quote",
                    "outcome",
                    "background",
                    "next",
                ]
            }
            (_, Sort::Reception) => {
                vec!["lead", "body", "body", "list", "quote", "quote", "outcome", "background"]
            }
            (_, Sort::Bilateral) => vec!["lead", "body", "body", "body", "body", "outcome", "background"],
        };
        if let Some(lead) = slots.first_mut() {
            if is_margin {
                *lead = "margin";
            } else if self.view == View::FollowUp {
                *lead = "follow";
            }
        }
        let mut sentences = Vec::new();
        for (place, slot) in slots.into_iter().enumerate() {
            // A report leaves out what it likes, but says what happened.
            let drops = match slot {
                "chair" | "list" | "quote" => 25,
                "background" => 55,
                _ => 30,
            };
            if place > 0 && self.random.percent(drops) {
                continue;
            }
            let slot = if slot == "list" && self.random.percent(15) && self.meeting.sort == Sort::Session {
                "states"
            } else {
                slot
            };
            let sentence = self.sentence_where(slot, has_dateline);
            if !sentence.is_empty() {
                sentences.push(sentence);
            }
        }
        sentences
    }

    fn sentence(&mut self, slot: &'static str) -> String {
        self.sentence_where(slot, true)
    }

    /// A sentence for a slot that this report has not used yet.
    fn sentence_where(&mut self, slot: &'static str, has_dateline: bool) -> String {
        let data = Data::get();
        let own = data.templates(self.sort_word(), slot);
        let all = if own.is_empty() { data.templates("any", slot) } else { own };
        let others = self.others.len();
        let fits = |template: &&&'static str| {
            let has = |field: &str| template.contains(field);
            let is_used = self.used.contains(template) || self.session_known && has("{meeting}");
            let lacks_place = !has_dateline && has(" here");
            let lacks_people = others < 4 && ["{p1", "{p2", "{p3", "{p4"].into_iter().any(has);
            let lacks_organization = !self.names_organization && (has("{acronym}") || has("{org}"));
            !(is_used || lacks_place || lacks_people || lacks_organization)
        };
        let fitting: Vec<&'static str> = all.iter().filter(fits).copied().collect();
        let Some(&template) = self.random.pick(&fitting) else { return String::new() };
        self.used.push(template);
        let filled = self.fill(template);
        let filled = filled.replace(",,", ",").replace(",.", ".").replace(",;", ";");
        capitalized(&filled)
    }

    /// A template with its fields filled in.
    fn fill(&mut self, template: &str) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((field, after)) = after.split_once('}') else { break };
            let value = self.field(&field.to_lowercase());
            let upper = field.starts_with(char::is_uppercase);
            text.push_str(&if upper { capitalized(&value) } else { value });
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn field(&mut self, field: &str) -> String {
        let data = Data::get();
        let country = |place: usize| data.countries.get(place);
        let (kind, of) = field.split_once(':').unwrap_or((field, ""));
        match kind {
            "meeting" => self.session_phrase(),
            "when" => self.when(),
            "whenplan" => self.when_planned(),
            "city" => self.city.to_owned(),
            "country" => {
                country(self.meeting.host).map(|country| country.name.to_owned()).unwrap_or_default()
            }
            "adjective" => {
                country(self.meeting.host).map(|country| country.adjective.to_owned()).unwrap_or_default()
            }
            "org" | "acronym" => self.organization(kind == "org"),
            "who" => self.series_words().to_owned(),
            "count" => number_word(self.meeting.seats.len()).to_owned(),
            "chair" | "host" | "a" => self.seat(self.meeting.seats.first().copied()),
            "b" => self.seat(self.meeting.seats.get(1).copied()),
            "p1" | "p2" | "p3" | "p4" => {
                let place = kind.bytes().last().map_or(0, |digit| usize::from(digit - b'1'));
                self.seat(self.others.get(place).copied())
            }
            "list" => self.list(),
            "states" => self.states(),
            "hostname" | "aname" => self.short(self.meeting.seats.first().copied()),
            "bname" => self.short(self.meeting.seats.get(1).copied()),
            "acountry" | "bcountry" => {
                let place = usize::from(kind == "bcountry");
                let of = self.meeting.seats.get(place).and_then(|seat| country(seat.country));
                of.map(|country| country.name.to_owned()).unwrap_or_default()
            }
            "he" | "his" => self.pronoun(kind, of),
            "nextord" => ordinal(self.meeting.ordinal + 1, self.random.percent(40)),
            "nextcity" | "nextcountry" | "nextmonth" | "nextyear" => {
                let next = Meeting::of(self.seed, self.meeting.id.next());
                self.tell_of(&next, false);
                match kind {
                    "nextcity" => next.city.to_owned(),
                    "nextcountry" => {
                        country(next.host).map(|country| country.name.to_owned()).unwrap_or_default()
                    }
                    "nextmonth" => house::month(next.first).to_owned(),
                    _ => next.first.year().to_string(),
                }
            }
            other => self.phrase(other),
        }
    }

    /// A topic, claim, quotation or document that was not used yet. A meeting has a few of each, which reports share.
    fn phrase(&mut self, kind: &str) -> String {
        let all = Data::get().phrases(kind);
        let kind_number = kind.bytes().next().map_or(0, u64::from);
        let mut of_meeting = Random::of(self.seed, "phrases", &[self.meeting.id.0, kind_number]);
        let few: Vec<&'static str> = (0..8).map(|_| of_meeting.word(all)).collect();
        let unused = |phrase: &&&'static str| !self.used.contains(phrase);
        let fresh: Vec<&'static str> = few.iter().filter(unused).copied().collect();
        let fresh = if fresh.is_empty() { all.iter().filter(unused).copied().collect() } else { fresh };
        let phrase = self.random.word(&fresh);
        self.used.push(phrase);
        phrase.to_owned()
    }

    fn series_words(&self) -> &'static str {
        let series = self.session.as_ref().map_or(0, |session| session.series);
        Data::get().series.get(series).map_or("", |series| series.who)
    }

    /// What a session is called.
    fn session_phrase(&mut self) -> String {
        let Some(session) = self.session.clone() else { return String::new() };
        self.tell_of(&session, session.id == self.meeting.id);
        self.session_known = true;
        let Some(series) = Data::get().series.get(session.series) else { return String::new() };
        let forms = if self.names_organization { &series.forms } else { &series.forms_alone };
        let form = self.random.word(forms);
        let spelt_out = self.random.percent(40);
        let form = form.replace("ORD", &ordinal(session.ordinal, spelt_out));
        let (name, acronym) = meeting::organization(self.seed, session.organization);
        let is_first = !self.organization_known;
        self.organization_known = self.names_organization;
        // "the 5th Lakes Cooperation League (LCL) summit".
        let full = if is_first { format!("{name} ({acronym})") } else { acronym };
        form.replace("ORG", &full).replace("ACR", &full)
    }

    fn organization(&mut self, may_introduce: bool) -> String {
        let (name, acronym) = meeting::organization(self.seed, self.meeting.organization);
        if may_introduce && !self.organization_known {
            self.organization_known = true;
            return format!("{name} ({acronym})");
        }
        acronym
    }

    /// When the meeting was, as said after it.
    fn when(&mut self) -> String {
        let (first, last) = (self.first, self.last);
        let gap = self.published - last;
        let month = house::month(first);
        if gap.get_days() <= 5 && self.random.percent(55) {
            return format!("on {}", weekday(last));
        }
        if first != last && first.month() == last.month() {
            let between = self.random.word(&["-", " and "]);
            return format!("on {month} {}{between}{}", first.day(), last.day());
        }
        if self.random.percent(20) {
            return format!("on {month} {}, {}", first.day(), first.year());
        }
        format!("on {month} {}", first.day())
    }

    /// When it will be.
    fn when_planned(&mut self) -> String {
        let (first, last) = (self.meeting.first, self.meeting.last);
        let month = house::month(first);
        match self.random.below(10) {
            0 => format!("in {month}"),
            1..4 if first != last && first.month() == last.month() => {
                format!("on {month} {} and {}", first.day(), last.day())
            }
            4..6 => format!("on {month} {}, {}", first.day(), first.year()),
            _ => format!("on {month} {}", first.day()),
        }
    }

    fn printed(&mut self, person: PersonId) -> (Printed, bool) {
        if let Some(known) = self.introduced.get(&person) {
            return (known.clone(), false);
        }
        let mut printed = person::print(self.seed, person, &mut self.random);
        // Where two of one surname are named, each is printed in full.
        if self.introduced.values().any(|other| other.short == printed.short) {
            printed.short.clone_from(&printed.full);
        }
        self.introduced.insert(person, printed.clone());
        (printed, true)
    }

    /// Somebody without a name, as headlines have it; they are introduced later.
    fn short(&mut self, seat: Option<Seat>) -> String {
        let Some(seat) = seat else { return String::new() };
        let country = Data::get().countries.get(seat.country).map_or("", |country| country.name);
        let office = self.office(seat, true);
        format!("{country}'s {}", office.to_lowercase())
    }

    fn office(&mut self, seat: Seat, before: bool) -> &'static str {
        let Some(office) = Data::get().offices.get(seat.office) else { return "" };
        let mut house = Random::of(self.seed, "office", &[self.meeting.id.0, seat.person.0]);
        house.word(if before { &office.before } else { &office.after })
    }

    /// Somebody in running text.
    fn seat(&mut self, seat: Option<Seat>) -> String {
        let Some(seat) = seat else { return String::new() };
        let (printed, is_new) = self.printed(seat.person);
        if !is_new {
            let polite = if printed.is_woman { "Ms" } else { "Mr" };
            let is_president = seat.office == Data::get().office("president");
            return match self.random.below(20) {
                0 => format!("{polite} {}", printed.short),
                1..4 if is_president => format!("President {}", printed.short),
                _ => printed.short,
            };
        }
        let Some(country) = Data::get().countries.get(seat.country) else { return printed.full };
        let (before, after) = (self.office(seat, true), self.office(seat, false));
        let honorific =
            if printed.honorific.is_empty() { String::new() } else { format!("{} ", printed.honorific) };
        let name = format!("{honorific}{}", printed.full);
        match self.random.below(10) {
            0..4 => format!("{}'s {before} {name}", country.name),
            4..8 => format!("{} {before} {name}", country.adjective),
            8 => format!("the {after} of {}, {name},", country.name),
            _ => format!("{before} {name} of {}", country.name),
        }
    }

    /// Those who were not named yet, or most of them, in one of the ways of listing.
    fn list(&mut self) -> String {
        let unnamed: Vec<Seat> =
            self.others.iter().filter(|seat| !self.introduced.contains_key(&seat.person)).copied().collect();
        if unnamed.len() < 2 {
            return format!("delegations from {}", self.states());
        }
        let most = (2 + self.random.below(6)).min(unnamed.len());
        let style = self.random.below(3);
        let mut entries = Vec::new();
        for seat in unnamed.into_iter().take(most) {
            let (printed, _) = self.printed(seat.person);
            let Some(country) = Data::get().countries.get(seat.country) else { continue };
            let (before, after) = (self.office(seat, true), self.office(seat, false));
            let honorific =
                if printed.honorific.is_empty() { String::new() } else { format!("{} ", printed.honorific) };
            let name = format!("{honorific}{}", printed.full);
            entries.push(match style {
                0 => format!("{}'s {before} {name}", country.name),
                1 => format!("{} {before} {name}", country.adjective),
                _ => format!("{name}, {after} of {}", country.name),
            });
        }
        if style == 2 { joined(&entries, "; ", "; and ") } else { joined(&entries, ", ", " and ") }
    }

    fn states(&self) -> String {
        let country =
            |seat: &Seat| Data::get().countries.get(seat.country).map(|country| country.name.to_owned());
        let states: Vec<String> = self.others.iter().filter_map(country).collect();
        joined(&states, ", ", " and ")
    }

    fn pronoun(&self, kind: &str, of: &str) -> String {
        let seat = match of {
            "p1" => self.others.first(),
            _ => self.meeting.seats.first(),
        };
        let is_woman =
            seat.and_then(|seat| self.introduced.get(&seat.person)).is_some_and(|printed| printed.is_woman);
        let word = match (kind, is_woman) {
            ("he", false) => "he",
            ("he", true) => "she",
            (_, false) => "his",
            (_, true) => "her",
        };
        word.to_owned()
    }
}

fn joined(parts: &[String], between: &str, last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{}{last}{end}", first.join(between)),
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}

fn weekday(day: Date) -> &'static str {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
    DAYS.get(place).copied().unwrap_or_default()
}

fn number_word(number: usize) -> &'static str {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(number).copied().unwrap_or("many")
}

/// "5th", or "fifth" for small numbers.
fn ordinal(number: u32, spelt_out: bool) -> String {
    const WORDS: [&str; 10] =
        ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let word =
        usize::try_from(number).ok().and_then(|place| WORDS.get(place)).filter(|word| !word.is_empty());
    if let (true, Some(word)) = (spelt_out, word) {
        return (*word).to_owned();
    }
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
