//! Reports with their mentions: they are one value, as both repeat the sentences of the report; and the name of each mention
//! leads to its report.

use rapporteur_model::{
    RecordId, ReportId,
    mention::{Mention, MentionKind},
};
use serde::{Deserialize, Serialize};

use super::{
    keys::{self, ID_LENGTH},
    table::Table,
};
use crate::{
    StoreError, StoredReport,
    value::{decode_plain, encode, unpack_named},
};

/// A report with its mentions, each as bytes, so that whoever asks for one of them reads no other.
#[derive(Serialize, Deserialize)]
struct KeptReport<'value> {
    #[serde(borrow)]
    report: &'value [u8],
    #[serde(borrow)]
    mentions: Vec<Kept<'value>>,
}

/// A mention among those of its report: what tells whether it is the one that is looked for, and itself, as bytes.
#[derive(Serialize, Deserialize)]
struct Kept<'value> {
    kind: MentionKind,
    id: RecordId,
    #[serde(borrow)]
    mention: &'value [u8],
}

/// What stands under a mention's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownOfMention {
    /// The report that makes it.
    pub(super) report: ReportId,
    /// Its form.
    pub(super) form: RecordId,
}

impl KnownOfMention {
    /// The report's id, and the form's where it is another than the mention's own.
    pub(super) fn to_bytes(self, mention: RecordId) -> Vec<u8> {
        let mut bytes = self.report.as_bytes().to_vec();
        if self.form != mention {
            bytes.extend_from_slice(self.form.as_bytes());
        }
        bytes
    }
}

/// A report and its mentions as one value.
pub(super) fn encode_report(
    id: ReportId,
    report: &StoredReport,
    mentions: &[Mention],
) -> Result<Vec<u8>, StoreError> {
    let damaged = |error| StoreError::Damaged { what: format!("report {id} cannot be written: {error}") };
    let report = postcard::to_stdvec(report).map_err(damaged)?;
    let mut all: Vec<(RecordId, MentionKind, Vec<u8>)> = mentions
        .iter()
        .map(|mention| Ok((mention.id, mention.kind(), postcard::to_stdvec(mention).map_err(damaged)?)))
        .collect::<Result<_, StoreError>>()?;
    all.sort_unstable_by_key(|&(id, kind, _)| (id, kind));
    let mentions = all.iter().map(|(id, kind, mention)| Kept { kind: *kind, id: *id, mention }).collect();
    encode(&KeptReport { report: &report, mentions }, || format!("report {id}"))
}

/// The value of a report of which `report` are the bytes, and which has no mentions.
pub(super) fn encode_report_alone(id: ReportId, report: &[u8]) -> Result<Vec<u8>, StoreError> {
    encode(&KeptReport { report, mentions: Vec::new() }, || format!("report {id}"))
}

/// A report, if it is there.
pub(super) fn stored_report(table: Table<'_>, id: ReportId) -> Result<Option<StoredReport>, StoreError> {
    let Some(bytes) = table.get_apart(&keys::report(id))? else { return Ok(None) };
    let what = || format!("report {id}");
    let bytes = unpack_named(&bytes, what)?;
    let kept: KeptReport<'_> = decode_plain(&bytes, what)?;
    decode_plain(kept.report, what).map(Some)
}

/// What stands under the name of a mention, if a report makes it.
pub(super) fn known_of_mention(
    table: Table<'_>,
    kind: MentionKind,
    id: RecordId,
) -> Result<Option<KnownOfMention>, StoreError> {
    let Some(bytes) = table.get(&keys::mention(kind, id))? else { return Ok(None) };
    let report = ReportId::from_bytes(keys::id_at(&bytes, 0)?);
    let form = match bytes.len() {
        ID_LENGTH => id,
        _ => RecordId::from_bytes(keys::id_at(&bytes, ID_LENGTH)?),
    };
    Ok(Some(KnownOfMention { report, form }))
}

/// The mentions of a report, in order of id.
pub(super) fn mentions_of(table: Table<'_>, report: ReportId) -> Result<Vec<Mention>, StoreError> {
    let mut mentions = Vec::new();
    for_each(table, report, |kept| {
        mentions.push(kept.mention()?);
        Ok(true)
    })?;
    Ok(mentions)
}

/// A mention, if a report makes it.
pub(super) fn mention(
    table: Table<'_>,
    kind: MentionKind,
    id: RecordId,
) -> Result<Option<Mention>, StoreError> {
    let Some(KnownOfMention { report, .. }) = known_of_mention(table, kind, id)? else { return Ok(None) };
    let mut found = None;
    for_each(table, report, |kept| {
        if (kept.kind, kept.id) == (kind, id) {
            found = Some(kept.mention()?);
        }
        Ok(found.is_none())
    })?;
    match found {
        Some(mention) => Ok(Some(mention)),
        None => Err(StoreError::Damaged {
            what: format!("the {} mention {id} is not among those of report {report}", kind.as_str()),
        }),
    }
}

/// A mention that an index says is there.
pub(super) fn known_mention(
    table: Table<'_>,
    kind: MentionKind,
    id: RecordId,
) -> Result<Mention, StoreError> {
    mention(table, kind, id)?.ok_or_else(|| StoreError::Damaged {
        what: format!("the {} mention {id} is not there", kind.as_str()),
    })
}

impl Kept<'_> {
    fn mention(&self) -> Result<Mention, StoreError> {
        decode_plain(self.mention, || format!("the {} mention {}", self.kind.as_str(), self.id))
    }
}

/// Looks at the mentions of a report in order of id, until `visit` wants no more.
fn for_each(
    table: Table<'_>,
    report: ReportId,
    mut visit: impl FnMut(Kept<'_>) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let Some(bytes) = table.get_apart(&keys::report(report))? else { return Ok(()) };
    let what = || format!("report {report}");
    let bytes = unpack_named(&bytes, what)?;
    let kept: KeptReport<'_> = decode_plain(&bytes, what)?;
    for kept in kept.mentions {
        if !visit(kept)? {
            break;
        }
    }
    Ok(())
}
