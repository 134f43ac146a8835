//! How outlets print a story: what stands above and below it.

use jiff::civil::Date;

use crate::{data::Data, random::Random, story::Story};

/// Months as reports print them.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month's name.
pub(crate) fn month(day: Date) -> &'static str {
    MONTHS.get(usize::try_from(day.month() - 1).unwrap_or_default()).copied().unwrap_or_default()
}

/// The text of a report.
pub(crate) fn print(story: &Story, number: usize, random: &mut Random) -> String {
    let (outlet, acronym) = random.pick(&Data::get().outlets).copied().unwrap_or_default();
    let (day, month, city) = (story.published, month(story.published), story.city);
    let long = format!("{month} {}, {}", day.day(), day.year());
    let short_month = month.get(..3).unwrap_or(month);
    let body = paragraphs(&story.sentences, random);
    // A copy names whom it is from, and bears a headline of its own making.
    let credit =
        if story.is_copy { format!("\n\n(with {acronym} copy no. {number})") } else { String::new() };
    let page = format!("{outlet}\n\n{}\n\n", story.title);
    match random.below(if story.has_dateline { 4 } else { 2 }) {
        0 => {
            let clock = format!("{:02}:{:02}", 6 + random.below(16), random.below(60));
            format!("{page}({outlet})    {clock}, {long}\n\n{body}{credit}\n")
        }
        1 => format!(
            "{}\n\nPress release\n\n{} {month} {}\n\n{body}{credit}\n",
            story.title,
            day.day(),
            day.year()
        ),
        2 => {
            let place = if random.percent(60) { city.to_uppercase() } else { city.to_owned() };
            let date = match random.below(3) {
                0 => format!("{short_month}. {}", day.day()),
                1 => long.clone(),
                _ => format!("{month} {}", day.day()),
            };
            let dash = random.word(&["--", "—", "-"]);
            let above = if date == long { String::new() } else { format!("{long}\n\n") };
            format!("{}\n\n{above}{place}, {date} ({outlet}) {dash} {body}{credit}\n", story.title)
        }
        _ => format!("date {day} {}: {body}—{acronym}{credit}\n", city.to_uppercase()),
    }
}

/// Sentences as paragraphs of one or two.
fn paragraphs(sentences: &[String], random: &mut Random) -> String {
    let mut text = String::new();
    for (place, sentence) in sentences.iter().enumerate() {
        if place > 0 {
            text.push_str(if place > 1 && random.percent(40) { " " } else { "\n\n" });
        }
        text.push_str(sentence);
    }
    text
}
