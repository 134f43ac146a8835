//! Works out what a change of reports changes in the records.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    judgement::Judgement,
    mention::{Mention, MentionKind},
};
use rapporteur_resolution::{mentions, resolve_where};
use rapporteur_storage::{Change, Lookup, Store, StoreError, StoredReport};

/// The change that puts these reports in, takes those away, and makes the records what they are with and without them.
///
/// Only what lies in a chain of shared blocks with a mention of these reports is resolved again, and only the records
/// that differ are written.
///
/// `judged` are judgements to add; what they point at is resolved again too.
pub(super) fn change(
    store: &dyn Store,
    puts: &BTreeMap<ReportId, StoredReport>,
    deletes: &BTreeSet<ReportId>,
    judged: &[Judgement],
) -> Result<Change, StoreError> {
    let touched: BTreeSet<ReportId> = puts.keys().chain(deletes).copied().collect();
    let mut change = Change {
        delete_reports: deletes.iter().copied().collect(),
        put_judgements: judged.to_vec(),
        ..Change::default()
    };
    let has_judgements = !judged.is_empty() || !store.judgements(None, 1)?.is_empty();
    let mut stale: Vec<Mention> = Vec::new();
    for &report in &touched {
        stale.extend(store.mentions_of(report)?);
    }
    let mut fresh: Vec<Mention> = Vec::new();
    for (&id, report) in puts {
        let made = mentions(id, &report.extraction);
        fresh.extend(made.iter().cloned());
        change.put_reports.push((id, report.clone(), made));
    }
    for kind in MentionKind::ALL {
        let of_kind = |all: &[Mention]| -> BTreeMap<RecordId, Mention> {
            let all = all.iter().filter(|mention| mention.kind() == kind);
            all.map(|mention| (mention.id, mention.clone())).collect()
        };
        let touch = Touch {
            kind,
            stale: of_kind(&stale),
            fresh: of_kind(&fresh),
            judged: judged.iter().filter(|judgement| judgement.kind == kind).collect(),
            has_judgements,
        };
        touch.add_to(&mut change, store)?;
    }
    Ok(change)
}

/// What a change touches in the mentions of one kind.
struct Touch<'a> {
    kind: MentionKind,
    /// What they mention before the change.
    stale: BTreeMap<RecordId, Mention>,
    /// What they mention after it.
    fresh: BTreeMap<RecordId, Mention>,
    /// Judgements to add.
    judged: Vec<&'a Judgement>,
    /// Whether there is any judgement at all.
    has_judgements: bool,
}

/// What hangs together with what is touched.
#[derive(Default)]
struct Around {
    /// Mentions of other reports.
    bystanders: BTreeMap<RecordId, Mention>,
    /// Judgements that point at any of the mentions.
    judgements: BTreeMap<JudgementId, Judgement>,
}

impl Touch<'_> {
    fn add_to(&self, change: &mut Change, store: &dyn Store) -> Result<(), StoreError> {
        let Around { bystanders, judgements } = self.around(store)?;
        // Which record holds which of these mentions now. A record's mentions hang together by blocks and judgements, so
        // all the members of each of these records are here.
        let mut former: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        for &mention in self.stale.keys().chain(bystanders.keys()) {
            if let Lookup::Found(record) = store.record_of(self.kind, mention)? {
                former.entry(record).or_default().insert(mention);
            }
        }
        let together = self.fresh.values().chain(bystanders.values());
        let judgements: Vec<Judgement> = judgements.into_values().collect();
        // What a new judgement points at may be the same mentions and another record.
        let judged: BTreeSet<RecordId> =
            self.judged.iter().flat_map(|judgement| judgement.anchors()).collect();
        let may_differ = |members: &[RecordId]| {
            let before = members.first().and_then(|own| former.remove(own));
            let is_judged = members.iter().any(|member| judged.contains(member));
            // A correction moves to the next mention that it points at when the first one goes.
            let is_corrected = !judgements.is_empty();
            is_judged || is_corrected || !self.is_as_before(before.as_ref(), members)
        };
        change.put_records.extend(resolve_where(together, &judgements, may_differ));
        change.delete_records.extend(former.into_keys().map(|gone| (self.kind, gone)));
        Ok(())
    }

    /// The mentions of other reports that hang together with these by shared blocks or by judgements, directly or through
    /// others, and those judgements.
    fn around(&self, store: &dyn Store) -> Result<Around, StoreError> {
        let mut around = Around::default();
        let mut search =
            Search { touch: self, store, seen: BTreeSet::new(), open: Vec::new(), waiting: Vec::new() };
        for mention in self.stale.values().chain(self.fresh.values()) {
            search.meet(mention, &mut around)?;
        }
        for judgement in &self.judged {
            search.take(judgement, &mut around);
        }
        loop {
            if let Some(mention) = search.waiting.pop() {
                search.stand_by(mention, &mut around)?;
            } else if let Some(block) = search.open.pop() {
                for mention in store.mention_ids_in(self.kind, &block)? {
                    search.stand_by(mention, &mut around)?;
                }
            } else {
                break;
            }
        }
        Ok(around)
    }

    /// Whether a record is made of the same mentions as before, all of them unchanged. As a record depends on its own
    /// mentions alone, it is the same then.
    fn is_as_before(&self, before: Option<&BTreeSet<RecordId>>, members: &[RecordId]) -> bool {
        let is_unchanged = |member: &RecordId| self.stale.get(member) == self.fresh.get(member);
        before.is_some_and(|before| {
            before.len() == members.len() && members.iter().all(|member| before.contains(member))
        }) && members.iter().all(is_unchanged)
    }
}

/// Looks for what hangs together.
struct Search<'a> {
    touch: &'a Touch<'a>,
    store: &'a dyn Store,
    /// Blocks that were met.
    seen: BTreeSet<String>,
    /// Those that were not looked into yet.
    open: Vec<String>,
    /// Mentions that judgements point at, and that were not looked at yet.
    waiting: Vec<RecordId>,
}

impl Search<'_> {
    /// Goes on from a mention: by its blocks, and by the judgements that point at it.
    fn meet(&mut self, mention: &Mention, around: &mut Around) -> Result<(), StoreError> {
        for block in &mention.blocks {
            if self.seen.insert(block.clone()) {
                self.open.push(block.clone());
            }
        }
        if self.touch.has_judgements {
            for judgement in self.store.judgements_of(self.touch.kind, mention.id)? {
                self.take(&judgement, around);
            }
        }
        Ok(())
    }

    /// Takes a judgement, and goes on from the mentions that it points at.
    fn take(&mut self, judgement: &Judgement, around: &mut Around) {
        if around.judgements.insert(judgement.id, judgement.clone()).is_none() {
            self.waiting.extend(judgement.anchors());
        }
    }

    /// Takes a mention of a report that is not touched, once, and goes on from it.
    fn stand_by(&mut self, id: RecordId, around: &mut Around) -> Result<(), StoreError> {
        if self.touch.stale.contains_key(&id) || around.bystanders.contains_key(&id) {
            return Ok(());
        }
        if let Some(mention) = self.store.mention(self.touch.kind, id)? {
            self.meet(&mention, around)?;
            around.bystanders.insert(id, mention);
        }
        Ok(())
    }
}
