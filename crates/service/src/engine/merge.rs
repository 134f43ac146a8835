//! Works out what a change of reports changes in the records.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rapporteur_model::{
    JudgementId, RecordId, ReportId,
    judgement::Judgement,
    mention::{Form, Mention, MentionKind},
};
use rapporteur_resolution::{mentions, resolve_where, stand_alone};
use rapporteur_storage::{Change, Store, StoreError, StoredReport};

use super::{
    forms::{KnownForm, KnownForms},
    found,
};

/// The change that puts these reports in, takes those away, and makes the records what they are with and without them.
///
/// Only what hangs together with a mention of these reports, by pairs that may be one, is resolved again, and only the records
/// that differ are written.
///
/// `judged` are judgements to add; what they point at is resolved again too.
pub(super) fn change(
    store: &dyn Store,
    known: &mut KnownForms,
    puts: &BTreeMap<ReportId, StoredReport>,
    deletes: &BTreeSet<ReportId>,
    judged: &[Judgement],
) -> Result<Change, StoreError> {
    let mut change = Change {
        delete_reports: deletes.iter().copied().collect(),
        put_judgements: judged.to_vec(),
        ..Change::default()
    };
    let mut anchors = Anchors { store, judged: BTreeSet::new(), has_judgements: !judged.is_empty() };
    anchors.has_judgements |= !store.judgements(None, 1)?.is_empty();
    for judgement in judged {
        anchors.judged.extend(judgement.anchors().into_iter().map(|anchor| (judgement.kind, anchor)));
    }
    let moved = anchors.moved(|report| puts.contains_key(&report) || deletes.contains(&report))?;
    let mut stale: Vec<Mention> = Vec::new();
    let mut fresh: Vec<Mention> = Vec::new();
    for &report in puts.keys().chain(deletes).chain(moved.keys()) {
        stale.extend(store.mentions_of(report)?);
    }
    for (&id, report) in puts.iter().chain(&moved) {
        let mut made = mentions(id, &report.extraction);
        for mention in &mut made {
            if anchors.hold(mention)? {
                stand_alone(mention);
            }
        }
        fresh.extend(made.iter().cloned());
        change.put_reports.push((id, report.clone(), made));
    }
    change.put_reports.sort_by_key(|(id, ..)| *id);
    for kind in MentionKind::ALL {
        let of_kind = |all: &[Mention]| -> Vec<Mention> {
            all.iter().filter(|mention| mention.kind() == kind).cloned().collect()
        };
        let touch = Touch {
            kind,
            forms: touched(store, known, kind, of_kind(&stale), of_kind(&fresh))?,
            judged: judged.iter().filter(|judgement| judgement.kind == kind).collect(),
            has_judgements: anchors.has_judgements,
        };
        touch.add_to(&mut change, store, known)?;
        for TouchedForm { before, after, .. } in touch.forms.values() {
            let blocks = |form: &Option<Form>| form.as_ref().map(|form| form.sample.blocks.clone());
            let moves = blocks(before) != blocks(after);
            before.iter().chain(after).for_each(|form| known.forget(form, moves));
        }
    }
    Ok(change)
}

/// The mentions that judgements point at.
struct Anchors<'a> {
    store: &'a dyn Store,
    /// Those of the judgements to add.
    judged: BTreeSet<(MentionKind, RecordId)>,
    /// Whether there is any judgement at all.
    has_judgements: bool,
}

impl Anchors<'_> {
    /// Whether a mention must stand in a form of its own that would stand with others.
    fn hold(&self, mention: &Mention) -> Result<bool, StoreError> {
        if mention.form == mention.id || !self.has_judgements {
            return Ok(false);
        }
        let (kind, id) = (mention.kind(), mention.id);
        Ok(self.judged.contains(&(kind, id)) || !self.store.judgements_of(kind, id)?.is_empty())
    }

    /// The reports, but for those that are touched anyway, of which a mention leaves its form with the new judgements.
    fn moved(
        &self,
        is_touched: impl Fn(ReportId) -> bool,
    ) -> Result<BTreeMap<ReportId, StoredReport>, StoreError> {
        let mut moved = BTreeMap::new();
        for &(kind, anchor) in self.judged.iter().filter(|(kind, _)| kind.has_forms()) {
            if let Some(mention) = self.store.mention(kind, anchor)?
                && mention.form != mention.id
                && !is_touched(mention.report)
                && let Some(report) = found(self.store.report(mention.report)?)
            {
                moved.insert(mention.report, report);
            }
        }
        Ok(moved)
    }
}

/// What a change does to a form.
struct TouchedForm {
    /// The form as it is, if it is there.
    before: Option<Form>,
    /// The form as it will be, if it will be there.
    after: Option<Form>,
    /// Whether no mention of it comes, goes or changes.
    is_as_before: bool,
}

/// The forms of these mentions, before the change and after it.
fn touched(
    store: &dyn Store,
    known: &mut KnownForms,
    kind: MentionKind,
    stale: Vec<Mention>,
    fresh: Vec<Mention>,
) -> Result<BTreeMap<RecordId, TouchedForm>, StoreError> {
    /// Mentions of one form, by id.
    type OfForm = BTreeMap<RecordId, Mention>;
    let mut all: BTreeMap<RecordId, (OfForm, OfForm)> = BTreeMap::new();
    for mention in stale {
        all.entry(mention.form).or_default().0.insert(mention.id, mention);
    }
    for mention in fresh {
        all.entry(mention.form).or_default().1.insert(mention.id, mention);
    }
    let mut forms = BTreeMap::new();
    for (id, (had, has)) in all {
        let before = known.get(store, kind, id)?.map(|known| known.form.clone());
        let is_as_before = had == has;
        let published = |mention: &Mention| has.get(&mention.id).map(|mention| mention.publish_date);
        let only_grows = had.values().all(|mention| published(mention) == Some(mention.publish_date));
        let after = match &before {
            Some(before) if only_grows => {
                let mut after = before.clone();
                for mention in has.values() {
                    if !had.contains_key(&mention.id) {
                        after.add(mention);
                    } else if mention.id == after.sample.id {
                        after.sample = mention.clone().as_compared();
                    }
                }
                Some(after)
            }
            Some(_) => {
                let others = store.mentions_of_form(kind, id)?.into_iter();
                let others = others.filter(|mention| !had.contains_key(&mention.id));
                Form::all(others.chain(has.into_values())).pop()
            }
            None => Form::all(has.into_values()).pop(),
        };
        forms.insert(id, TouchedForm { before, after, is_as_before });
    }
    Ok(forms)
}

/// What a change touches in the mentions of one kind.
struct Touch<'a> {
    kind: MentionKind,
    /// The forms of the mentions that the reports make before the change or after it.
    forms: BTreeMap<RecordId, TouchedForm>,
    /// Judgements to add.
    judged: Vec<&'a Judgement>,
    /// Whether there is any judgement at all.
    has_judgements: bool,
}

/// What hangs together with what is touched.
#[derive(Default)]
struct Around {
    /// Forms that other reports alone mention.
    bystanders: BTreeMap<RecordId, Arc<KnownForm>>,
    /// Judgements that point at any of the mentions.
    judgements: BTreeMap<JudgementId, Judgement>,
}

impl Touch<'_> {
    fn add_to(
        &self,
        change: &mut Change,
        store: &dyn Store,
        known: &mut KnownForms,
    ) -> Result<(), StoreError> {
        let Around { bystanders, judgements } = self.around(store, known)?;
        // Which record holds which of these forms now. A record's forms hang together by blocks and judgements, so all
        // the forms of each of these records are here.
        let mut former: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        let mut placed: BTreeSet<RecordId> = BTreeSet::new();
        let there = self.forms.iter().filter(|(_, form)| form.before.is_some()).map(|(id, _)| id);
        for &form in there.chain(bystanders.keys()) {
            if !placed.contains(&form)
                && let Some((record, forms)) = store.record_of_form(self.kind, form)?
            {
                placed.extend(&forms);
                former.insert(record, forms.into_iter().collect());
            }
        }
        let stay = self.forms.values().filter_map(|form| form.after.as_ref());
        let together = stay.chain(bystanders.values().map(|known| &known.form));
        let judgements: Vec<Judgement> = judgements.into_values().collect();
        // What a new judgement points at may be the same mentions and another record.
        let judged: BTreeSet<RecordId> =
            self.judged.iter().flat_map(|judgement| judgement.anchors()).collect();
        let may_differ = |own: RecordId, forms: &[RecordId]| {
            let before = former.remove(&own);
            let is_judged = forms.iter().any(|form| judged.contains(form));
            // A correction moves to the next mention that it points at when the first one goes.
            let is_corrected = !judgements.is_empty();
            is_judged || is_corrected || !self.is_as_before(before.as_ref(), forms)
        };
        change.put_records.extend(resolve_where(together, &judgements, may_differ));
        change.delete_records.extend(former.into_keys().map(|gone| (self.kind, gone)));
        Ok(())
    }

    /// The forms of other reports that hang together with these by blocks or by judgements, directly or through others,
    /// and those judgements.
    fn around(&self, store: &dyn Store, known: &mut KnownForms) -> Result<Around, StoreError> {
        let mut search = Search {
            touch: self,
            store,
            known,
            blocks: BTreeMap::new(),
            done: BTreeMap::new(),
            around: Around::default(),
            waiting: Vec::new(),
            anchors: Vec::new(),
        };
        for form in self.forms.values() {
            // Those that reports mention before and after it have the same blocks.
            if let Some(form) = form.after.as_ref().or(form.before.as_ref()) {
                search.go_on_from(Arc::new(KnownForm::new(form.clone())))?;
            }
        }
        for judgement in &self.judged {
            search.take(judgement);
        }
        loop {
            if let Some(anchor) = search.anchors.pop() {
                search.stand_by(anchor)?;
            } else if let Some(form) = search.waiting.pop() {
                search.look_around(&form)?;
            } else {
                break;
            }
        }
        Ok(search.around)
    }

    /// Whether a record is made of the same forms as before, all of them unchanged. As a record depends on its own
    /// mentions alone, it is the same then.
    fn is_as_before(&self, before: Option<&BTreeSet<RecordId>>, forms: &[RecordId]) -> bool {
        let is_unchanged = |form: &RecordId| self.forms.get(form).is_none_or(|form| form.is_as_before);
        before.is_some_and(|before| {
            before.len() == forms.len() && forms.iter().all(|form| before.contains(form))
        }) && forms.iter().all(is_unchanged)
    }
}

/// Looks for what hangs together.
struct Search<'a> {
    touch: &'a Touch<'a>,
    store: &'a dyn Store,
    known: &'a mut KnownForms,
    /// Blocks that were met, with the forms in them that are not known yet to hang together with the others.
    blocks: BTreeMap<String, BTreeSet<RecordId>>,
    /// Blocks of forms around which was looked, with those forms.
    done: BTreeMap<BTreeSet<String>, Vec<Arc<KnownForm>>>,
    /// What was found.
    around: Around,
    /// Forms around which to look.
    waiting: Vec<Arc<KnownForm>>,
    /// Mentions that judgements point at, and that were not looked at yet; each is of a form of its own.
    anchors: Vec<RecordId>,
}

impl Search<'_> {
    /// Takes the judgements on a form of one mention, and has the form's blocks looked into.
    fn go_on_from(&mut self, known: Arc<KnownForm>) -> Result<(), StoreError> {
        let form = &known.form;
        if self.touch.has_judgements && form.id == form.sample.id {
            for judgement in self.store.judgements_of(self.touch.kind, form.id)? {
                self.take(&judgement);
            }
        }
        self.waiting.push(known);
        Ok(())
    }

    /// Takes a judgement, and goes on from the mentions that it points at.
    fn take(&mut self, judgement: &Judgement) {
        if self.around.judgements.insert(judgement.id, judgement.clone()).is_none() {
            self.anchors.extend(judgement.anchors());
        }
    }

    /// Takes those who share a block with a form and may be one with it.
    fn look_around(&mut self, known: &Arc<KnownForm>) -> Result<(), StoreError> {
        let form = &known.form;
        // Many are named alike but for the office; around one of them all is found.
        let done = self.done.entry(form.sample.blocks.clone()).or_default();
        if done.iter().any(|done| done.comparable.is_like(&known.comparable)) {
            return Ok(());
        }
        for block in &form.sample.blocks {
            let mut inside = match self.blocks.remove(block) {
                Some(inside) => inside,
                None => self.known.in_block(self.store, self.touch.kind, block)?.iter().copied().collect(),
            };
            let mut found = Vec::new();
            for &id in &inside {
                if self.is_taken(id) || self.may_be_one(known, id)? {
                    found.push(id);
                }
            }
            for id in found {
                inside.remove(&id);
                self.stand_by(id)?;
            }
            self.blocks.insert(block.clone(), inside);
        }
        self.done.entry(form.sample.blocks.clone()).or_default().push(Arc::clone(known));
        Ok(())
    }

    /// Whether a form of the store may be one with another that shares a block with it.
    fn may_be_one(&mut self, one: &KnownForm, id: RecordId) -> Result<bool, StoreError> {
        let two = self.known.get(self.store, self.touch.kind, id)?;
        Ok(two.is_some_and(|two| one.comparable.may_be_one_with(&two.comparable)))
    }

    /// Whether a form is one that is touched, or was found already.
    fn is_taken(&self, id: RecordId) -> bool {
        self.touch.forms.contains_key(&id) || self.around.bystanders.contains_key(&id)
    }

    /// Takes a form that is not touched, once, and goes on from it.
    fn stand_by(&mut self, id: RecordId) -> Result<(), StoreError> {
        if self.is_taken(id) {
            return Ok(());
        }
        if let Some(known) = self.known.get(self.store, self.touch.kind, id)? {
            self.around.bystanders.insert(id, Arc::clone(&known));
            self.go_on_from(known)?;
        }
        Ok(())
    }
}
