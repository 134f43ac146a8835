//! The questions as commands: meetings, participants and quotations here, the rest in `views`.

mod views;

use std::io::Write;

use rapporteur::v1::{
    Date, GetParticipantsRequest, ListMeetingsRequest, Meeting, MeetingFilter, MeetingKind, MeetingStatus,
    MeetingView, Participant, Quote, QuoteFilter, QuoteKind, SearchQuotesRequest,
};
use rapporteur_model::PartialDate;

use crate::{
    answer,
    args::{AnswerArgs, Format, MeetingsArgs, ParticipantsArgs, QuotesArgs},
    backend::Backend,
    exit::{ExitStatus, Failure},
    plain::tell,
};

pub(crate) use views::{
    met, organization, organizations, outcomes, person, persons, reports, roll_call, series,
};

/// The largest page that the service gives.
const MAX_PAGE: usize = 1000;

/// What was found, and whether there is more.
struct Found<T> {
    answers: Vec<T>,
    is_cut: bool,
}

impl<T> Found<T> {
    fn new() -> Self {
        Self { answers: Vec::new(), is_cut: false }
    }

    /// How many to ask for on the next page, or none where there are enough.
    fn next_page_size(&self, limit: u32) -> i32 {
        let missing = (limit as usize).saturating_sub(self.answers.len()).min(MAX_PAGE);
        i32::try_from(missing).unwrap_or(i32::MAX)
    }

    /// Takes a page; whether another is wanted.
    fn take(&mut self, page: impl IntoIterator<Item = T>, next_page_token: &str, limit: u32) -> bool {
        self.answers.extend(page);
        let is_last = next_page_token.is_empty();
        let is_full = self.answers.len() >= limit as usize;
        self.is_cut = is_full && !is_last;
        !is_last && !is_full
    }
}

/// `rapporteur meetings`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn meetings(args: &MeetingsArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let view = if args.answer.format == Format::Json { MeetingView::Full } else { MeetingView::Basic };
    let mut request = ListMeetingsRequest {
        filter: Some(MeetingFilter {
            organization: text(args.organization.as_deref()),
            series: text(args.series.as_deref()),
            country_code: args.country.map(|code| code.to_string()).unwrap_or_default(),
            city: text(args.city.as_deref()),
            person: text(args.person.as_deref()),
            from: args.from.map(date),
            to: args.to.map(date),
            status: args
                .status
                .map_or(MeetingStatus::Unspecified, |status| {
                    named(status.as_str(), "MEETING_STATUS_", MeetingStatus::from_str_name)
                })
                .into(),
            kind: args
                .kind
                .map_or(MeetingKind::Unspecified, |kind| {
                    named(kind.as_str(), "MEETING_KIND_", MeetingKind::from_str_name)
                })
                .into(),
            text: text(args.text.as_deref()),
            topic: text(args.topic.as_deref()),
        }),
        order_by: if args.newest { "start_date desc".to_owned() } else { String::new() },
        view: view.into(),
        as_of: args.as_of.map(date),
        ..ListMeetingsRequest::default()
    };
    let mut found = Found::<Meeting>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.list_meetings(request.clone()).await?;
        if !found.take(page.meetings, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "meeting", out)
}

/// `rapporteur participants`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn participants(
    args: &ParticipantsArgs,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request =
        GetParticipantsRequest { meeting: args.meeting.clone(), ..GetParticipantsRequest::default() };
    let mut found = Found::<Participant>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.get_participants(request.clone()).await?;
        if !found.take(page.participants, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "participant", out)
}

/// `rapporteur quotes`
///
/// # Errors
/// When the question cannot be asked, or the answer not be written.
pub(crate) async fn quotes(args: &QuotesArgs, out: &mut impl Write) -> Result<ExitStatus, Failure> {
    let backend = Backend::open(&args.answer.place, false).await?;
    let mut request = SearchQuotesRequest {
        query: args.words.join(" "),
        filter: Some(QuoteFilter {
            speaker: text(args.speaker.as_deref()),
            country_code: args.country.map(|code| code.to_string()).unwrap_or_default(),
            organization: text(args.organization.as_deref()),
            meeting: text(args.meeting.as_deref()),
            kind: args
                .kind
                .map_or(QuoteKind::Unspecified, |kind| {
                    named(kind.as_str(), "QUOTE_KIND_", QuoteKind::from_str_name)
                })
                .into(),
            from: args.from.map(date),
            to: args.to.map(date),
            topic: text(args.topic.as_deref()),
        }),
        order_by: if args.newest { "say_date desc".to_owned() } else { String::new() },
        ..SearchQuotesRequest::default()
    };
    let mut found = Found::<Quote>::new();
    loop {
        request.page_size = found.next_page_size(args.answer.limit);
        let page = backend.search_quotes(request.clone()).await?;
        let page_quotes = page.results.into_iter().filter_map(|result| result.quote);
        if !found.take(page_quotes, &page.next_page_token, args.answer.limit) {
            break;
        }
        request.page_token = page.next_page_token;
    }
    print(&found, &args.answer, "quotation", out)
}

/// Prints what was found; on standard error that there is nothing, or more.
fn print<A: answer::Answer>(
    found: &Found<A>,
    args: &AnswerArgs,
    what: &str,
    out: &mut impl Write,
) -> Result<ExitStatus, Failure> {
    answer::print(&found.answers, args.format, out)?;
    out.flush()?;
    if found.answers.is_empty() {
        tell(format_args!("no {what} was found"));
    } else if found.is_cut {
        tell(format_args!("there are more; --limit {} was reached", args.limit));
    }
    Ok(ExitStatus::Ok)
}

fn text(given: Option<&str>) -> String {
    given.unwrap_or_default().to_owned()
}

fn date(date: PartialDate) -> Date {
    Date { year: date.year().into(), month: date.month().into(), day: date.day().into() }
}

/// A word of a vocabulary of the model as the contract's enum.
fn named<E: Default>(word: &str, prefix: &str, read: impl Fn(&str) -> Option<E>) -> E {
    read(&format!("{prefix}{}", word.to_ascii_uppercase())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rapporteur_model::vocabulary;

    use super::*;

    #[test]
    fn every_word_of_an_option_is_in_the_contract() {
        for word in vocabulary::MeetingStatus::ALL {
            let status = named(word.as_str(), "MEETING_STATUS_", MeetingStatus::from_str_name);
            assert_ne!(status, MeetingStatus::Unspecified, "{word}");
        }
        for word in vocabulary::MeetingKind::ALL {
            assert_ne!(
                named(word.as_str(), "MEETING_KIND_", MeetingKind::from_str_name),
                MeetingKind::Unspecified,
                "{word}"
            );
        }
        for word in vocabulary::QuoteKind::ALL {
            assert_ne!(
                named(word.as_str(), "QUOTE_KIND_", QuoteKind::from_str_name),
                QuoteKind::Unspecified,
                "{word}"
            );
        }
    }

    #[test]
    fn pages_are_taken_until_there_are_enough() {
        let mut found = Found::<u32>::new();
        assert_eq!(found.next_page_size(2500), 1000);
        assert!(found.take(0..1000, "more", 2500));
        assert!(found.take(0..1000, "more", 2500));
        assert_eq!(found.next_page_size(2500), 500);
        assert!(!found.take(0..500, "more", 2500));
        assert!(found.is_cut);

        let mut all = Found::<u32>::new();
        assert!(!all.take(0..2, "", 2));
        assert!(!all.is_cut);
    }
}
