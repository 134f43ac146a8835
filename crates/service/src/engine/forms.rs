//! Forms that were looked at lately, and the blocks they lie in, so that the next reports of the same days need not read
//! them again.

use std::{num::NonZeroUsize, sync::Arc};

use lru::LruCache;
use rapporteur_model::{
    RecordId,
    mention::{Form, MentionKind},
};
use rapporteur_resolution::Comparable;
use rapporteur_storage::{Store, StoreError};

/// How many forms are kept in memory; each is a few kilobytes.
const MAX_FORMS: NonZeroUsize = NonZeroUsize::new(20_000).unwrap();

/// How many blocks are kept in memory, each with the ids of its forms.
const MAX_BLOCKS: NonZeroUsize = NonZeroUsize::new(100_000).unwrap();

/// A form, ready to be compared with others.
#[derive(Debug)]
pub(super) struct KnownForm {
    pub(super) form: Form,
    pub(super) comparable: Comparable,
}

impl KnownForm {
    pub(super) fn new(form: Form) -> Self {
        let comparable = Comparable::new(&form.sample);
        Self { form, comparable }
    }
}

/// Forms and blocks as the store has them. Whoever changes one forgets it here before the change is committed.
#[derive(Debug)]
pub(super) struct KnownForms {
    forms: LruCache<(MentionKind, RecordId), Arc<KnownForm>>,
    blocks: LruCache<(MentionKind, String), Arc<[RecordId]>>,
}

impl KnownForms {
    pub(super) fn new() -> Self {
        Self { forms: LruCache::new(MAX_FORMS), blocks: LruCache::new(MAX_BLOCKS) }
    }

    /// A form of the store; none where no report has a mention of it.
    pub(super) fn get(
        &mut self,
        store: &dyn Store,
        kind: MentionKind,
        id: RecordId,
    ) -> Result<Option<Arc<KnownForm>>, StoreError> {
        if let Some(known) = self.forms.get(&(kind, id)) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(form) = store.form(kind, id)? else { return Ok(None) };
        let known = Arc::new(KnownForm::new(form));
        self.forms.put((kind, id), Arc::clone(&known));
        Ok(Some(known))
    }

    /// The ids of the forms of a block, in order.
    pub(super) fn in_block(
        &mut self,
        store: &dyn Store,
        kind: MentionKind,
        block: &str,
    ) -> Result<Arc<[RecordId]>, StoreError> {
        let key = (kind, block.to_owned());
        if let Some(forms) = self.blocks.get(&key) {
            return Ok(Arc::clone(forms));
        }
        let forms: Arc<[RecordId]> = store.forms_in(kind, block)?.into();
        self.blocks.put(key, Arc::clone(&forms));
        Ok(forms)
    }

    /// Forgets a form that changes, and its blocks if it comes, goes or lies in others.
    pub(super) fn forget(&mut self, form: &Form, moves: bool) {
        let kind = form.sample.kind();
        self.forms.pop(&(kind, form.id));
        if moves {
            for block in &form.sample.blocks {
                self.blocks.pop(&(kind, block.clone()));
            }
        }
    }
}
