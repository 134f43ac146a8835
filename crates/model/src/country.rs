//! Countries by code.

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Serialize};

/// The codes that exist: ISO 3166-1 alpha-2, and `XK`.
static CODES: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    let mut codes: Vec<[u8; 2]> = include_str!("../data/country_codes.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.trim().as_bytes().try_into().ok())
        .collect();
    codes.sort_unstable();
    codes
});

/// An assigned ISO 3166-1 alpha-2 code (or `XK`, in common use for Kosovo), in upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([u8; 2]);

/// A text that is no country code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no ISO 3166-1 alpha-2 country code (two letters, such as `KZ`)")]
pub struct CountryCodeError {
    /// The text that was given.
    pub given: String,
}

impl CountryCode {
    /// Takes a code in either case.
    ///
    /// # Errors
    /// [`CountryCodeError`] when no country has this code.
    pub fn new(code: &str) -> Result<Self, CountryCodeError> {
        let error = || CountryCodeError { given: code.to_owned() };
        let bytes: [u8; 2] = code.as_bytes().try_into().map_err(|_| error())?;
        let upper = bytes.map(|byte| byte.to_ascii_uppercase());
        CODES.binary_search(&upper).map(|_| Self(upper)).map_err(|_| error())
    }

    /// The code: two upper-case letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Made of ASCII letters only, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for CountryCode {
    type Err = CountryCodeError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::new(code)
    }
}

impl TryFrom<String> for CountryCode {
    type Error = CountryCodeError;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::new(&code)
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_either_case_and_refuses_what_no_country_has() {
        assert_eq!(CountryCode::new("kz").unwrap().as_str(), "KZ");
        for wrong in ["", "K", "KZA", "ZZ", "1A", "é", "УК"] {
            assert_eq!(CountryCode::new(wrong), Err(CountryCodeError { given: wrong.to_owned() }));
        }
    }

    #[test]
    fn knows_all_of_iso_3166_and_kosovo() {
        assert_eq!(CODES.len(), 250);
    }

    proptest! {
        #[test]
        fn what_is_taken_is_printed_as_it_is_read(text in ".{0,3}") {
            if let Ok(code) = CountryCode::new(&text) {
                prop_assert_eq!(CountryCode::new(code.as_str()), Ok(code));
                prop_assert_eq!(code.as_str(), text.to_ascii_uppercase());
                let json = serde_json::to_string(&code).unwrap();
                prop_assert_eq!(serde_json::from_str::<CountryCode>(&json).unwrap(), code);
            } else {
                prop_assert!(serde_json::from_value::<CountryCode>(text.into()).is_err());
            }
        }
    }
}
