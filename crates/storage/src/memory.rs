//! [`MemoryStore`]: the plainest thing that keeps the contract of [`Store`]. It has no index and reads everything for every
//! question, which makes it slow and easy to trust: other stores are tested against it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    judgement::Judgement,
    mention::{Form, Mention, MentionKind},
    record::{MeetingRecord, PersonListing, PersonRecord, QuoteRecord, Record},
};

use crate::{
    Change, CommitChanges, Counts, GoneName, Lookup, MeetingOrder, MeetingQuery, Page, PersonFilter,
    RecordChange, RecordEvent, Restoring, Store, StoreError, StoredReport,
    filter::{MeetingFilter, PersonMatch, person_stems, stem_set},
    page,
    resolve_references::{Names, resolve_meeting, resolve_person, resolve_quote},
    sort_date::{SortDate, UNKNOWN, descending, meeting_days},
};

/// A store in memory, for tests. Nothing of it outlives the process.
#[derive(Debug, Default)]
pub struct MemoryStore {
    state: RwLock<State>,
}

/// A report with its mentions.
type ReportEntry = (StoredReport, Vec<Mention>);

/// A record with the ids of its forms.
type RecordEntry = (Record, Vec<RecordId>);

#[derive(Debug, Default)]
struct State {
    reports: BTreeMap<ReportId, ReportEntry>,
    gone_reports: BTreeSet<ReportId>,
    records: BTreeMap<(MentionKind, RecordId), RecordEntry>,
    /// By form.
    aliases: BTreeMap<(MentionKind, RecordId), RecordId>,
    /// By mention.
    gone: BTreeSet<(MentionKind, RecordId)>,
    judgements: BTreeMap<JudgementId, Judgement>,
    sequence: u64,
    feed_start: u64,
    feed: Vec<CommitChanges>,
}

/// What a change may change, as it is at one moment.
#[derive(PartialEq, Eq)]
struct Touched {
    reports: BTreeMap<ReportId, Option<ReportEntry>>,
    records: BTreeMap<(MentionKind, RecordId), Option<RecordEntry>>,
    aliases: BTreeMap<(MentionKind, RecordId), RecordId>,
    judgements: usize,
    gone: usize,
    feed_start: u64,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn remove_report(&mut self, id: ReportId, kept: &BTreeSet<(MentionKind, RecordId)>) -> bool {
        let Some((_, mentions)) = self.reports.remove(&id) else { return false };
        for mention in mentions {
            if !kept.contains(&(mention.kind(), mention.id)) {
                self.aliases.remove(&(mention.kind(), mention.id));
            }
        }
        true
    }

    fn remove_record(&mut self, kind: MentionKind, id: RecordId) {
        let Some((_, members)) = self.records.remove(&(kind, id)) else { return };
        for member in members {
            if self.aliases.get(&(kind, member)) == Some(&id) {
                self.aliases.remove(&(kind, member));
            }
        }
    }

    fn mentions(&self) -> impl Iterator<Item = &Mention> {
        self.reports.values().flat_map(|(_, mentions)| mentions)
    }

    /// The form of a mention; what no report mentions is taken for a form itself.
    fn form_of(&self, kind: MentionKind, mention: RecordId) -> RecordId {
        let mut all = self.mentions();
        let found = all.find(|one| one.kind() == kind && one.id == mention);
        found.map_or(mention, |mention| mention.form)
    }

    fn mentions_of_form(&self, kind: MentionKind, form: RecordId) -> Vec<Mention> {
        let own = self.mentions().filter(|mention| mention.kind() == kind && mention.form == form);
        let mut own: Vec<Mention> = own.cloned().collect();
        own.sort_by_key(|mention| mention.id);
        own
    }

    fn mentions_of_forms(&self, kind: MentionKind, forms: &[RecordId]) -> Vec<Mention> {
        let forms: BTreeSet<RecordId> = forms.iter().copied().collect();
        let mut all: Vec<Mention> =
            forms.into_iter().flat_map(|form| self.mentions_of_form(kind, form)).collect();
        all.sort_by_key(|mention| mention.id);
        all
    }

    /// The forms that are not named as their one mention is.
    fn shared_forms(&self) -> BTreeSet<(MentionKind, RecordId)> {
        let shared = self.mentions().filter(|mention| mention.form != mention.id);
        shared.map(|mention| (mention.kind(), mention.form)).collect()
    }

    /// The mentions that lead to a record.
    fn named(&self) -> BTreeSet<(MentionKind, RecordId)> {
        let shared = self.shared_forms();
        let alone = self.aliases.keys().filter(|name| !shared.contains(name)).copied();
        let in_forms = self.mentions().filter(|mention| mention.form != mention.id);
        let in_forms = in_forms.filter(|mention| self.aliases.contains_key(&(mention.kind(), mention.form)));
        alone.chain(in_forms.map(|mention| (mention.kind(), mention.id))).collect()
    }

    /// What the mentions of these forms add to a person's lists.
    fn listings(&self, forms: &[RecordId]) -> Vec<PersonListing> {
        let mentions = self.mentions_of_forms(MentionKind::Person, forms);
        mentions.iter().filter_map(PersonListing::of).collect()
    }

    /// A record as it is given out but for its references: with what it lists of its mentions.
    fn whole(&self, (record, forms): &RecordEntry) -> Record {
        let mut record = record.clone();
        if let Record::Person(person) = &mut record {
            person.list(self.listings(forms));
        }
        record
    }

    fn whole_person(&self, person: &PersonRecord, forms: &[RecordId]) -> Result<PersonRecord, StoreError> {
        let mut person = person.clone();
        person.list(self.listings(forms));
        resolve_person(self, &mut person)?;
        Ok(person)
    }

    fn apply(&mut self, change: &Change) {
        let before = self.touched_by(change);
        self.write(change);
        let after = self.touched_by(change);
        if before == after {
            return;
        }
        self.sequence = self.feed_start.max(self.sequence + 1);
        let records: Vec<RecordChange> = before
            .records
            .iter()
            .filter_map(|(&(kind, name), before)| {
                let after = after.records.get(&(kind, name)).and_then(Option::as_ref);
                let leads_to = match self.lookup(kind, name) {
                    Lookup::Found(record) => Some(record),
                    Lookup::Gone | Lookup::Unknown => None,
                };
                let event = RecordEvent::between(before.as_ref(), after, leads_to)?;
                Some(RecordChange { kind, name, event })
            })
            .collect();
        if !records.is_empty() {
            self.feed.push(CommitChanges { sequence: self.sequence, records });
        }
    }

    /// All that a change may change.
    fn touched_by(&self, change: &Change) -> Touched {
        let put_reports = change.put_reports.iter().map(|(id, ..)| *id);
        let reports = change.delete_reports.iter().copied().chain(put_reports);
        let put_records = change.put_records.iter().map(|(record, _)| (record.kind(), record.id()));
        let records = change.delete_records.iter().copied().chain(put_records);
        Touched {
            reports: reports.map(|id| (id, self.reports.get(&id).cloned())).collect(),
            records: records
                .map(|name| {
                    let entry = self.records.get(&name);
                    (name, entry.map(|entry| (self.whole(entry), entry.1.clone())))
                })
                .collect(),
            aliases: self.aliases.clone(),
            judgements: self.judgements.len(),
            gone: self.gone.len() + self.gone_reports.len(),
            feed_start: self.feed_start,
        }
    }

    fn write(&mut self, change: &Change) {
        let named_before = self.named();
        let forms_before = self.shared_forms();
        let kept = change.put_reports.iter().flat_map(|(_, _, mentions)| mentions);
        let kept: BTreeSet<_> = kept.map(|mention| (mention.kind(), mention.id)).collect();
        for &id in &change.delete_reports {
            if self.remove_report(id, &kept) {
                self.gone_reports.insert(id);
            }
        }
        for (id, report, mentions) in &change.put_reports {
            self.remove_report(*id, &kept);
            self.gone_reports.remove(id);
            let mut mentions = mentions.clone();
            mentions.sort_by_key(|mention| (mention.id, mention.kind()));
            self.reports.insert(*id, (report.clone(), mentions));
        }
        let forms = self.shared_forms();
        for form in forms_before.difference(&forms) {
            self.aliases.remove(form);
        }
        let in_forms = self.mentions().filter(|mention| mention.form != mention.id);
        let in_forms: Vec<_> = in_forms.map(|mention| (mention.kind(), mention.id)).collect();
        for name in in_forms {
            self.aliases.remove(&name);
        }
        for &(kind, id) in &change.delete_records {
            self.remove_record(kind, id);
        }
        let put_records = change.put_records.iter();
        let put_records: BTreeMap<_, _> = put_records
            .map(|(record, forms)| {
                let forms: BTreeSet<RecordId> = forms.iter().copied().collect();
                ((record.kind(), record.id()), (record.clone(), forms.into_iter().collect::<Vec<_>>()))
            })
            .collect();
        for &(kind, id) in put_records.keys() {
            self.remove_record(kind, id);
        }
        for (&(kind, id), (_, members)) in &put_records {
            self.aliases.extend(members.iter().map(|&member| ((kind, member), id)));
        }
        self.records.extend(put_records);
        for judgement in &change.put_judgements {
            self.judgements.entry(judgement.id).or_insert_with(|| judgement.clone());
        }
        self.gone.extend(named_before);
        for &name in &change.put_gone {
            match name {
                GoneName::Report(id) => drop(self.gone_reports.insert(id)),
                GoneName::Record(kind, id) => drop(self.gone.insert((kind, id))),
            }
        }
        let named = self.named();
        self.gone.retain(|name| !named.contains(name));
        self.gone_reports.retain(|id| !self.reports.contains_key(id));
        if let Some(Restoring::Begins { feed_after }) = change.restoring {
            self.feed_start = feed_after.max(self.sequence + 1);
        }
    }

    fn lookup(&self, kind: MentionKind, mention: RecordId) -> Lookup<RecordId> {
        match self.aliases.get(&(kind, self.form_of(kind, mention))) {
            Some(&name) => Lookup::Found(name),
            None if self.gone.contains(&(kind, mention)) => Lookup::Gone,
            None => Lookup::Unknown,
        }
    }

    fn record(
        &self,
        kind: MentionKind,
        name: RecordId,
    ) -> Result<Lookup<&(Record, Vec<RecordId>)>, StoreError> {
        match self.lookup(kind, name) {
            Lookup::Found(id) => {
                self.records.get(&(kind, id)).map(Lookup::Found).ok_or_else(|| StoreError::Damaged {
                    what: format!("{} {name} leads to {id}, which is not there", kind.as_str()),
                })
            }
            Lookup::Gone => Ok(Lookup::Gone),
            Lookup::Unknown => Ok(Lookup::Unknown),
        }
    }

    fn members(&self, kind: MentionKind, name: RecordId) -> Result<BTreeSet<RecordId>, StoreError> {
        Ok(match self.record(kind, name)? {
            Lookup::Found((_, forms)) => self.ids_of_forms(kind, forms),
            Lookup::Gone | Lookup::Unknown => BTreeSet::new(),
        })
    }

    /// The mentions of forms; what no report mentions is taken for a mention itself.
    fn ids_of_forms(&self, kind: MentionKind, forms: &[RecordId]) -> BTreeSet<RecordId> {
        let of = |form: &RecordId| {
            let own = self.mentions_of_form(kind, *form);
            if own.is_empty() { vec![*form] } else { own.into_iter().map(|mention| mention.id).collect() }
        };
        forms.iter().flat_map(of).collect()
    }

    fn person_match(&self, filter: Option<&PersonFilter>) -> Result<Option<PersonMatch>, StoreError> {
        Ok(match filter {
            None => None,
            Some(PersonFilter::Record(name)) => {
                Some(PersonMatch { mentions: self.members(MentionKind::Person, *name)?, name: None })
            }
            Some(PersonFilter::Name(name)) => {
                let stems = stem_set(name);
                let named = self.records.values().filter_map(|(record, forms)| match record {
                    Record::Person(person) if stems.is_subset(&person_stems(person)) => {
                        Some(self.ids_of_forms(MentionKind::Person, forms))
                    }
                    _ => None,
                });
                let mentions = named.flatten().collect();
                (!stems.is_empty()).then_some(PersonMatch { mentions, name: Some(stems) })
            }
        })
    }

    fn records_of(&self, kind: MentionKind) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(move |((of, _), _)| *of == kind).map(|(_, (record, _))| record)
    }
}

impl Names for State {
    fn record_name(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError> {
        Ok(self.lookup(kind, mention))
    }
}

impl Store for MemoryStore {
    fn commit(&self, change: &Change) -> Result<(), StoreError> {
        self.write().apply(change);
        Ok(())
    }

    fn sequence(&self) -> Result<u64, StoreError> {
        Ok(self.read().sequence)
    }

    fn feed_start(&self) -> Result<u64, StoreError> {
        Ok(self.read().feed_start)
    }

    fn changes_after(&self, sequence: u64, limit: usize) -> Result<Vec<CommitChanges>, StoreError> {
        let state = self.read();
        let mut given = 0;
        let behind = state.feed.iter().filter(|commit| commit.sequence > sequence);
        let page = behind.take_while(|commit| {
            let has_room = given < limit;
            given += commit.records.len();
            has_room
        });
        Ok(page.cloned().collect())
    }

    fn report(&self, id: ReportId) -> Result<Lookup<StoredReport>, StoreError> {
        let state = self.read();
        Ok(match state.reports.get(&id) {
            Some((report, _)) => Lookup::Found(report.clone()),
            None if state.gone_reports.contains(&id) => Lookup::Gone,
            None => Lookup::Unknown,
        })
    }

    fn reports(&self, after: Option<ReportId>, limit: usize) -> Result<Vec<ReportId>, StoreError> {
        let state = self.read();
        Ok(state
            .reports
            .keys()
            .copied()
            .filter(|&id| after.is_none_or(|after| id > after))
            .take(limit)
            .collect())
    }

    fn mentions_of(&self, report: ReportId) -> Result<Vec<Mention>, StoreError> {
        Ok(self.read().reports.get(&report).map(|(_, mentions)| mentions.clone()).unwrap_or_default())
    }

    fn forms_in(&self, kind: MentionKind, block: &str) -> Result<Vec<RecordId>, StoreError> {
        let state = self.read();
        let inside =
            state.mentions().filter(|mention| mention.kind() == kind && mention.blocks.contains(block));
        let found: BTreeSet<RecordId> = inside.map(|mention| mention.form).collect();
        Ok(found.into_iter().collect())
    }

    fn form(&self, kind: MentionKind, id: RecordId) -> Result<Option<Form>, StoreError> {
        Ok(Form::all(self.read().mentions_of_form(kind, id)).pop())
    }

    fn mentions_of_form(&self, kind: MentionKind, form: RecordId) -> Result<Vec<Mention>, StoreError> {
        Ok(self.read().mentions_of_form(kind, form))
    }

    fn record_of(&self, kind: MentionKind, mention: RecordId) -> Result<Lookup<RecordId>, StoreError> {
        Ok(self.read().lookup(kind, mention))
    }

    fn mention(&self, kind: MentionKind, id: RecordId) -> Result<Option<Mention>, StoreError> {
        let state = self.read();
        let mut all = state.mentions();
        Ok(all.find(|mention| mention.kind() == kind && mention.id == id).cloned())
    }

    fn record_of_form(
        &self,
        kind: MentionKind,
        form: RecordId,
    ) -> Result<Option<(RecordId, Vec<RecordId>)>, StoreError> {
        let state = self.read();
        let Some(&id) = state.aliases.get(&(kind, form)) else { return Ok(None) };
        let forms = state.records.get(&(kind, id)).map(|(_, forms)| forms.clone());
        let forms: BTreeSet<RecordId> = forms.unwrap_or_default().into_iter().collect();
        Ok(Some((id, forms.into_iter().collect())))
    }

    fn members(&self, kind: MentionKind, name: RecordId) -> Result<Lookup<Vec<Mention>>, StoreError> {
        let state = self.read();
        Ok(match state.record(kind, name)? {
            Lookup::Found((_, forms)) => Lookup::Found(state.mentions_of_forms(kind, forms)),
            Lookup::Gone => Lookup::Gone,
            Lookup::Unknown => Lookup::Unknown,
        })
    }

    fn persons_in_post(&self, post: &str, limit: usize) -> Result<Vec<PersonRecord>, StoreError> {
        let state = self.read();
        let mut found = Vec::new();
        for (record, forms) in state.records.values() {
            if let Record::Person(person) = record
                && person.posts.iter().any(|held| held == post)
                && found.len() < limit
            {
                found.push(state.whole_person(person, forms)?);
            }
        }
        Ok(found)
    }

    fn judgement(&self, id: JudgementId) -> Result<Option<Judgement>, StoreError> {
        Ok(self.read().judgements.get(&id).cloned())
    }

    fn judgements(&self, after: Option<JudgementId>, limit: usize) -> Result<Vec<Judgement>, StoreError> {
        let state = self.read();
        let behind =
            state.judgements.values().filter(|judgement| after.is_none_or(|after| judgement.id > after));
        Ok(behind.take(limit).cloned().collect())
    }

    fn judgements_of(&self, kind: MentionKind, mention: RecordId) -> Result<Vec<Judgement>, StoreError> {
        let state = self.read();
        let pointing = state
            .judgements
            .values()
            .filter(|judgement| judgement.kind == kind && judgement.anchors().contains(&mention));
        Ok(pointing.cloned().collect())
    }

    fn is_stale(&self) -> Result<bool, StoreError> {
        Ok(false)
    }

    fn meeting(&self, name: RecordId) -> Result<Lookup<MeetingRecord>, StoreError> {
        let state = self.read();
        Ok(match state.record(MentionKind::Meeting, name)? {
            Lookup::Found((Record::Meeting(meeting), _)) => {
                let mut meeting = meeting.clone();
                resolve_meeting(&*state, &mut meeting)?;
                Lookup::Found(meeting)
            }
            Lookup::Gone => Lookup::Gone,
            Lookup::Found(_) | Lookup::Unknown => Lookup::Unknown,
        })
    }

    fn person(&self, name: RecordId) -> Result<Lookup<PersonRecord>, StoreError> {
        let state = self.read();
        Ok(match state.record(MentionKind::Person, name)? {
            Lookup::Found((Record::Person(person), forms)) => {
                Lookup::Found(state.whole_person(person, forms)?)
            }
            Lookup::Gone => Lookup::Gone,
            Lookup::Found(_) | Lookup::Unknown => Lookup::Unknown,
        })
    }

    fn quote(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
        let state = self.read();
        Ok(match state.record(MentionKind::Quote, name)? {
            Lookup::Found((Record::Quote(quote), _)) => {
                let mut quote = quote.clone();
                resolve_quote(&*state, &mut quote)?;
                Lookup::Found(quote)
            }
            Lookup::Gone => Lookup::Gone,
            Lookup::Found(_) | Lookup::Unknown => Lookup::Unknown,
        })
    }

    fn quote_as_kept(&self, name: RecordId) -> Result<Lookup<QuoteRecord>, StoreError> {
        let state = self.read();
        Ok(match state.record(MentionKind::Quote, name)? {
            Lookup::Found((Record::Quote(quote), _)) => Lookup::Found(quote.clone()),
            Lookup::Gone => Lookup::Gone,
            Lookup::Found(_) | Lookup::Unknown => Lookup::Unknown,
        })
    }

    fn mention_ids(&self, kind: MentionKind, name: RecordId) -> Result<BTreeSet<RecordId>, StoreError> {
        self.read().members(kind, name)
    }

    fn persons_named(&self, name: &str) -> Result<BTreeSet<RecordId>, StoreError> {
        let matched = self.read().person_match(Some(&PersonFilter::Name(name.to_owned())))?;
        Ok(matched.map(|matched| matched.mentions).unwrap_or_default())
    }

    fn list_meetings(&self, query: &MeetingQuery) -> Result<Page<MeetingRecord>, StoreError> {
        let question = page::meeting_question(query);
        let after: Option<(SortDate, RecordId)> = page::decode(question, query.page_token.as_deref())?;
        let state = self.read();
        let filter = MeetingFilter::new(query, state.person_match(query.person.as_ref())?);
        let place = |(date, id): (SortDate, RecordId)| match query.order {
            MeetingOrder::StartDate => (date, id),
            MeetingOrder::StartDateDescending => (descending(date), id),
        };
        let mut found = BTreeMap::new();
        for record in state.records_of(MentionKind::Meeting) {
            let Record::Meeting(meeting) = record else { continue };
            let cursor = (meeting_days(meeting).map_or(UNKNOWN, |days| days.sort), meeting.id);
            if filter.admits(meeting) && after.is_none_or(|after| place(cursor) > place(after)) {
                found.insert(place(cursor), (meeting, cursor));
            }
        }
        let size = query.page_size.max(1);
        let has_more = found.len() > size;
        let mut items = Vec::new();
        let mut last = None;
        for (meeting, cursor) in found.into_values().take(size) {
            let mut meeting = meeting.clone();
            resolve_meeting(&*state, &mut meeting)?;
            items.push(meeting);
            last = Some(cursor);
        }
        let next_page_token =
            last.filter(|_| has_more).map(|last| page::encode(question, last)).transpose()?;
        Ok(Page { items, next_page_token })
    }

    fn records(
        &self,
        kind: MentionKind,
        after: Option<RecordId>,
        limit: usize,
    ) -> Result<Vec<RecordId>, StoreError> {
        let state = self.read();
        let names = state.records_of(kind).map(Record::id);
        Ok(names.filter(|&id| after.is_none_or(|after| id > after)).take(limit).collect())
    }

    fn gone(&self, after: Option<GoneName>, limit: usize) -> Result<Vec<GoneName>, StoreError> {
        let state = self.read();
        let reports = state.gone_reports.iter().map(|&id| GoneName::Report(id));
        let records = state.gone.iter().map(|&(kind, id)| GoneName::Record(kind, id));
        Ok(reports
            .chain(records)
            .filter(|name| after.is_none_or(|after| *name > after))
            .take(limit)
            .collect())
    }

    fn counts(&self) -> Result<Counts, StoreError> {
        let state = self.read();
        let count = |kind| state.records_of(kind).count() as u64;
        Ok(Counts {
            reports: state.reports.len() as u64,
            meetings: count(MentionKind::Meeting),
            persons: count(MentionKind::Person),
            quotes: count(MentionKind::Quote),
        })
    }
}
