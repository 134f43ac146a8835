//! Works out what a change of reports changes in the records.

use std::collections::{BTreeMap, BTreeSet};

use rapporteur_model::{
    RecordId, ReportId,
    mention::{Mention, MentionKind},
};
use rapporteur_resolution::{mentions, resolve};
use rapporteur_storage::{Change, Lookup, Store, StoreError, StoredReport};

/// The change that puts these reports in, takes those away, and makes the records what they are with and without them.
///
/// Only what lies in a chain of shared blocks with a mention of these reports is resolved again, and only the records
/// that differ are written.
pub(super) fn change(
    store: &dyn Store,
    puts: &BTreeMap<ReportId, StoredReport>,
    deletes: &BTreeSet<ReportId>,
) -> Result<Change, StoreError> {
    let touched: BTreeSet<ReportId> = puts.keys().chain(deletes).copied().collect();
    let mut change = Change { delete_reports: deletes.iter().copied().collect(), ..Change::default() };
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
        let touch = Touch { kind, touched: &touched, stale: of_kind(&stale), fresh: of_kind(&fresh) };
        touch.add_to(&mut change, store)?;
    }
    Ok(change)
}

/// What a change touches in the mentions of one kind.
struct Touch<'a> {
    kind: MentionKind,
    /// The reports whose mentions change.
    touched: &'a BTreeSet<ReportId>,
    /// What they mention before the change.
    stale: BTreeMap<RecordId, Mention>,
    /// What they mention after it.
    fresh: BTreeMap<RecordId, Mention>,
}

impl Touch<'_> {
    fn add_to(&self, change: &mut Change, store: &dyn Store) -> Result<(), StoreError> {
        let bystanders = self.bystanders(store)?;
        // Which record holds which of these mentions now. A record's mentions hang together by blocks, so all the
        // members of each of these records are here.
        let mut former: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        for &mention in self.stale.keys().chain(bystanders.keys()) {
            if let Lookup::Found(record) = store.record_of(self.kind, mention)? {
                former.entry(record).or_default().insert(mention);
            }
        }
        let together: Vec<Mention> = self.fresh.values().chain(bystanders.values()).cloned().collect();
        for (record, members) in resolve(&together) {
            let before = former.remove(&record.id());
            if !self.is_as_before(before.as_ref(), &members) {
                change.put_records.push((record, members));
            }
        }
        change.delete_records.extend(former.into_keys().map(|gone| (self.kind, gone)));
        Ok(())
    }

    /// The mentions of other reports that hang together with these by shared blocks, directly or through others.
    fn bystanders(&self, store: &dyn Store) -> Result<BTreeMap<RecordId, Mention>, StoreError> {
        let touched_mentions = self.stale.values().chain(self.fresh.values());
        let mut seen: BTreeSet<String> =
            touched_mentions.flat_map(|mention| mention.blocks.iter().cloned()).collect();
        let mut open: Vec<String> = seen.iter().cloned().collect();
        let mut bystanders = BTreeMap::new();
        while let Some(block) = open.pop() {
            for mention in store.mentions_in(self.kind, &block)? {
                if self.touched.contains(&mention.report) || bystanders.contains_key(&mention.id) {
                    continue;
                }
                for other in &mention.blocks {
                    if seen.insert(other.clone()) {
                        open.push(other.clone());
                    }
                }
                bystanders.insert(mention.id, mention);
            }
        }
        Ok(bystanders)
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
