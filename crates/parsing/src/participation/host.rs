//! Who hosts a meeting that is told of by its parties.

use rapporteur_model::{
    extraction::Participation,
    vocabulary::{MeetingKind, ParticipationRole},
};
use rustc_hash::FxHashSet as HashSet;

use super::{Because, MAX_PLACES_OF_HOST};
use crate::{
    analysis::Analysis,
    meeting::{Draft, Meetings},
    word_class::WordClass,
};

/// Who hosts a meeting that is told of by its parties: those at home where it took place. "X met Y" abroad, or nobody
/// knows where, has no host unless a word says so: "X received Y".
pub(super) fn tell_hosts(
    analysis: &Analysis,
    meetings: &Meetings,
    meeting_of: &[usize],
    rows: &mut [(Participation, Because)],
) {
    let is_home = |draft: &Draft, row: &Participation| Some(row.delegation.country_code? == draft.country?);
    let receives = |draft: &Draft| {
        draft.places.iter().take(MAX_PLACES_OF_HOST).any(|(sentence, _)| {
            let tokens = analysis.document.sentences[*sentence].tokens.clone();
            tokens.into_iter().any(|token| analysis.is(token, WordClass::Hosting))
        })
    };
    let mut foreign: HashSet<usize> = HashSet::default();
    let mut hosted: HashSet<usize> = HashSet::default();
    for ((row, _), &at) in rows.iter_mut().zip(meeting_of) {
        let draft = &meetings.drafts[at];
        let home = is_home(draft, row);
        if home == Some(false) {
            foreign.insert(at);
        }
        if !draft.by_participants || !row.roles.contains(&ParticipationRole::Host) {
            continue;
        }
        // "The president met the ministers of the union": one who meets many has them come.
        let comes = home.is_none() && draft.kind != Some(MeetingKind::GroupMeeting) && !receives(draft);
        if home == Some(false) || comes {
            row.roles.retain(|role| *role != ParticipationRole::Host);
            if row.roles.is_empty() {
                row.roles.push(ParticipationRole::Attendee);
            }
        } else {
            hosted.insert(at);
        }
    }
    for ((row, _), at) in rows.iter_mut().zip(meeting_of) {
        let draft = &meetings.drafts[*at];
        if draft.by_participants
            && foreign.contains(at)
            && !hosted.contains(at)
            && is_home(draft, row) == Some(true)
            && row.roles == [ParticipationRole::Attendee]
        {
            row.roles = vec![ParticipationRole::Host];
        }
    }
}
