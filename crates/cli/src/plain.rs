//! Text that is safe to show on a terminal. Reports are written by strangers: what they hold must not move the cursor,
//! change colours or turn the direction of what stands beside it.

use std::{
    fmt::{self, Write as _},
    io,
};

/// The text on one line, with white space as single spaces, and control characters and marks of writing direction
/// written as `\u{202e}`.
pub(crate) fn one_line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() {
            gap = !plain.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            plain.push(' ');
        }
        if character.is_control() || is_invisible(character) {
            // Writing to a String cannot fail.
            let _ = write!(plain, "{}", character.escape_unicode());
        } else {
            plain.push(character);
        }
    }
    plain
}

/// Writes a line to standard error. Where that is closed there is nobody to tell, and the work goes on.
pub(crate) fn tell(line: impl fmt::Display) {
    let _ = io::Write::write_all(&mut io::stderr().lock(), format!("{line}\n").as_bytes());
}

/// Marks that are not seen but change how the text around them looks.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_what_a_terminal_would_obey() {
        assert_eq!(one_line("red \u{1b}[31m alert\u{7}"), r"red \u{1b}[31m alert\u{7}");
        assert_eq!(one_line("said \u{202e}drawkcab"), r"said \u{202e}drawkcab");
        assert_eq!(one_line("  two\r\n\tlines  "), "two lines");
        assert_eq!(one_line("Nairobi, 北京, Ąž, é"), "Nairobi, 北京, Ąž, é");
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_obey_and_nothing_is_changed_twice(text: String) {
            let once = one_line(&text);
            prop_assert!(!once.chars().any(|c| c.is_control() || is_invisible(c)));
            prop_assert_eq!(one_line(&once), once);
        }
    }
}
