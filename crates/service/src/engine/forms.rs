//! Forms that were looked at lately, so that the next reports of the same days need not read them again.

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

/// Forms as the store has them. Whoever changes one forgets it here before the change is committed.
#[derive(Debug)]
pub(super) struct KnownForms(LruCache<(MentionKind, RecordId), Arc<KnownForm>>);

impl KnownForms {
    pub(super) fn new() -> Self {
        Self(LruCache::new(MAX_FORMS))
    }

    /// A form of the store; none where no report has a mention of it.
    pub(super) fn get(
        &mut self,
        store: &dyn Store,
        kind: MentionKind,
        id: RecordId,
    ) -> Result<Option<Arc<KnownForm>>, StoreError> {
        if let Some(known) = self.0.get(&(kind, id)) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(form) = store.form(kind, id)? else { return Ok(None) };
        let known = Arc::new(KnownForm::new(form));
        self.0.put((kind, id), Arc::clone(&known));
        Ok(Some(known))
    }

    pub(super) fn forget(&mut self, kind: MentionKind, id: RecordId) {
        self.0.pop(&(kind, id));
    }
}
