//! What pages do to a text when it is copied out of them, undone: entities that were not resolved, a first letter that stands
//! on a line of its own, the raised ending of a number.

use std::borrow::Cow;

use super::page;

/// Endings of numbers in words: "43rd", of which the ending was raised.
const ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];

/// A plain text without these. Lines stay lines, but for those that were no lines.
#[must_use]
pub fn mend(text: &str) -> Cow<'_, str> {
    let mut lines: Vec<Cow<'_, str>> = Vec::new();
    let mut is_changed = false;
    let mut all = text.lines().peekable();
    while let Some(line) = all.next() {
        let mut line = resolved(line);
        if is_drop_capital(&line)
            && let Some(next) = all.next_if(|next| begins_small(next))
        {
            line = Cow::Owned(format!("{}{}", line.trim(), resolved(next).trim_start()));
        }
        while line.ends_with(|last: char| last.is_ascii_digit())
            && let Some(ending) = all.next_if(|next| ENDINGS.contains(&next.trim()))
        {
            let rest = all.next_if(|rest| !rest.trim().is_empty()).map(resolved).unwrap_or_default();
            let joined = format!("{line}{} {}", ending.trim(), rest.trim_start());
            line = Cow::Owned(joined.trim_end().to_owned());
        }
        is_changed |= matches!(line, Cow::Owned(_));
        lines.push(line);
    }
    if is_changed { Cow::Owned(lines.join("\n")) } else { Cow::Borrowed(text) }
}

/// A line with its entities resolved; one with tags is left as it is.
fn resolved(line: &str) -> Cow<'_, str> {
    let has_entity = line.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            let name = name.strip_prefix('#').unwrap_or(name);
            (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    });
    if has_entity && !line.contains('<') { Cow::Owned(page::text_of(line)) } else { Cow::Borrowed(line) }
}

/// "P", before a line "resident A B said …".
fn is_drop_capital(line: &str) -> bool {
    let mut letters = line.trim().chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

fn begins_small(line: &str) -> bool {
    let mut letters = line.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn first_letters_raised_endings_and_entities() {
        assert_eq!(mend("Harbour City\nP\nresident Lee said"), "Harbour City\nPresident Lee said");
        assert_eq!(mend("the 43\nrd\nsummit of the league\nended"), "the 43rd summit of the league\nended");
        assert_eq!(mend("Asia &amp; Pacific\nLee&#8217;s&nbsp;visit"), "Asia & Pacific\nLee’s visit");
        assert_eq!(mend("I\nslands met for the 2\nnd\ntime"), "Islands met for the 2nd time");
        assert_eq!(mend("A\nB\nThe end"), "A\nB\nThe end");
        assert_eq!(mend("<p>Asia &amp; Pacific</p>"), "<p>Asia &amp; Pacific</p>");
    }

    proptest! {
        #[test]
        fn what_needs_no_mending_stays_as_it_came(text in "([a-z .,]{3,20}\n){0,6}") {
            prop_assert!(matches!(mend(&text), Cow::Borrowed(_)));
        }

        #[test]
        fn any_text_is_mended_once(text in "\\PC{0,40}(\n\\PC{0,12}){0,6}") {
            let _ = mend(&text);
        }
    }
}
