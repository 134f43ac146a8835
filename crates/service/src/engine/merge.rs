//! Works out what a change of reports changes in the records.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    judgement::Judgement,
    mention::{Mention, MentionKind},
};
use rapporteur_resolution::{Comparable, mentions, resolve_where};
use rapporteur_storage::{Change, Lookup, Store, StoreError, StoredReport};

/// The change that puts these reports in, takes those away, and makes the records what they are with and without them.
///
/// Only what hangs together with a mention of these reports, by pairs that may be one, is resolved again, and only the records
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
    bystanders: BTreeMap<RecordId, Rc<Mention>>,
    /// Judgements that point at any of the mentions.
    judgements: BTreeMap<JudgementId, Judgement>,
}

impl Touch<'_> {
    fn add_to(&self, change: &mut Change, store: &dyn Store) -> Result<(), StoreError> {
        let Around { bystanders, judgements } = self.around(store)?;
        // Which record holds which of these mentions now. A record's mentions hang together by blocks and judgements, so
        // all the members of each of these records are here.
        let mut former: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        let mut placed: BTreeSet<RecordId> = BTreeSet::new();
        for &mention in self.stale.keys().chain(bystanders.keys()) {
            if !placed.contains(&mention)
                && let Lookup::Found((record, members)) = store.member_ids(self.kind, mention)?
            {
                placed.extend(&members);
                former.insert(record, members.into_iter().collect());
            }
        }
        let together = self.fresh.values().chain(bystanders.values().map(Rc::as_ref));
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

    /// The mentions of other reports that hang together with these by blocks or by judgements, directly or through
    /// others, and those judgements.
    fn around(&self, store: &dyn Store) -> Result<Around, StoreError> {
        let mut search = Search {
            touch: self,
            store,
            blocks: BTreeMap::new(),
            seen: BTreeMap::new(),
            done: BTreeMap::new(),
            around: Around::default(),
            waiting: Vec::new(),
            anchors: Vec::new(),
        };
        for mention in self.stale.values().chain(self.fresh.values()) {
            search.go_on_from(Rc::new(mention.clone()))?;
        }
        for judgement in &self.judged {
            search.take(judgement);
        }
        loop {
            if let Some(anchor) = search.anchors.pop() {
                search.stand_by(anchor)?;
            } else if let Some(mention) = search.waiting.pop() {
                search.look_around(&mention)?;
            } else {
                break;
            }
        }
        Ok(search.around)
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
    /// Blocks that were met, with the mentions in them that are not known yet to hang together with the others.
    blocks: BTreeMap<String, BTreeSet<RecordId>>,
    /// Mentions that were met in blocks and may yet hang together with another.
    seen: BTreeMap<RecordId, (Mention, Comparable)>,
    /// Blocks of mentions around which was looked, with how these compare.
    done: BTreeMap<BTreeSet<String>, Vec<Comparable>>,
    /// What was found.
    around: Around,
    /// Mentions around which to look.
    waiting: Vec<Rc<Mention>>,
    /// Mentions that judgements point at, and that were not looked at yet.
    anchors: Vec<RecordId>,
}

impl Search<'_> {
    /// Takes the judgements on a mention, and has its blocks looked into.
    fn go_on_from(&mut self, mention: Rc<Mention>) -> Result<(), StoreError> {
        if self.touch.has_judgements {
            for judgement in self.store.judgements_of(self.touch.kind, mention.id)? {
                self.take(&judgement);
            }
        }
        self.waiting.push(mention);
        Ok(())
    }

    /// Takes a judgement, and goes on from the mentions that it points at.
    fn take(&mut self, judgement: &Judgement) {
        if self.around.judgements.insert(judgement.id, judgement.clone()).is_none() {
            self.anchors.extend(judgement.anchors());
        }
    }

    /// Takes those who share a block with a mention and may be one with it.
    fn look_around(&mut self, mention: &Mention) -> Result<(), StoreError> {
        let comparable = Comparable::new(mention);
        // Hundreds of reports name somebody alike; around one of them all is found.
        let done = self.done.entry(mention.blocks.clone()).or_default();
        if done.iter().any(|done| done.is_like(&comparable)) {
            return Ok(());
        }
        for block in &mention.blocks {
            let mut inside = match self.blocks.remove(block) {
                Some(inside) => inside,
                None => self.store.mention_ids_in(self.touch.kind, block)?.into_iter().collect(),
            };
            let mut found = Vec::new();
            for &id in &inside {
                if self.is_taken(id) || self.may_be_one(&comparable, id)? {
                    found.push(id);
                }
            }
            for id in found {
                inside.remove(&id);
                self.stand_by(id)?;
            }
            self.blocks.insert(block.clone(), inside);
        }
        self.done.entry(mention.blocks.clone()).or_default().push(comparable);
        Ok(())
    }

    /// Whether a mention of the store may be one with another that shares a block with it.
    fn may_be_one(&mut self, one: &Comparable, id: RecordId) -> Result<bool, StoreError> {
        if !self.seen.contains_key(&id) {
            let Some(mention) = self.store.mention(self.touch.kind, id)? else { return Ok(false) };
            let comparable = Comparable::new(&mention);
            self.seen.insert(id, (mention, comparable));
        }
        Ok(self.seen.get(&id).is_some_and(|(_, two)| one.may_be_one_with(two)))
    }

    /// Whether a mention is of a report that is touched, or was found already.
    fn is_taken(&self, id: RecordId) -> bool {
        self.touch.stale.contains_key(&id) || self.around.bystanders.contains_key(&id)
    }

    /// Takes a mention of a report that is not touched, once, and goes on from it.
    fn stand_by(&mut self, id: RecordId) -> Result<(), StoreError> {
        if self.is_taken(id) {
            return Ok(());
        }
        let mention = match self.seen.remove(&id) {
            Some((mention, _)) => Some(mention),
            None => self.store.mention(self.touch.kind, id)?,
        };
        if let Some(mention) = mention {
            let mention = Rc::new(mention);
            self.around.bystanders.insert(id, Rc::clone(&mention));
            self.go_on_from(mention)?;
        }
        Ok(())
    }
}
