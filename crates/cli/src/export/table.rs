//! What a table is: its columns, with what each holds, and cells. The tables themselves are in `tables`.

use rapporteur::v1::Date;

use crate::{answer, exit::Failure};

/// A table, described for those who read it.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name, and that of its file.
    pub(crate) name: &'static str,
    /// What one row is.
    pub(crate) about: &'static str,
    /// Its columns, in order.
    pub(crate) columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: &'static str,
    /// What its cells hold.
    pub(crate) kind: Kind,
    /// What it says.
    pub(crate) about: &'static str,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A resource name: a key of another table, or of this one.
    Key,
    /// A date as precise as it is known: `2018-05-21`, `2018-05` or `2018`.
    Date,
    /// A word of a closed vocabulary, in lower case.
    Word,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
}

impl Kind {
    /// Its name in the dictionary of columns.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Key => "key",
            Self::Date => "date",
            Self::Word => "word",
            Self::Number => "number",
            Self::Flag => "flag",
        }
    }
}

/// A value in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing is known.
    Empty,
    /// Text, a key, a date, or a word.
    Text(String),
    /// A number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
}

/// Where rows go.
pub(crate) trait Rows {
    /// Takes a row of a table; a cell a column.
    fn row(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<(), Failure>;

    /// Takes the end.
    fn end(self) -> Result<(), Failure>;
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&Option<Date>> for Cell {
    fn from(date: &Option<Date>) -> Self {
        answer::date(date.as_ref()).into()
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Option<u32>> for Cell {
    fn from(number: Option<u32>) -> Self {
        number.map_or(Self::Empty, Self::from)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        // No list has so many entries.
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// The word of an enum's value by its name in the contract; empty where it says nothing.
pub(crate) fn word(name: &str, prefix: &str) -> Cell {
    answer::word(name, prefix).into()
}

/// Defines a table: its static description, and the function that makes a row of it, from one list of columns.
macro_rules! table {
    (
        $description:ident, $cells:ident($row:ident: $type:ty) = $name:literal, $about:literal {
            $($column:ident: $kind:ident = $value:expr, $column_about:literal;)+
        }
    ) => {
        pub(crate) static $description: $crate::export::table::Table = $crate::export::table::Table {
            name: $name,
            about: $about,
            columns: &[$($crate::export::table::Column {
                name: stringify!($column),
                kind: $crate::export::table::Kind::$kind,
                about: $column_about,
            }),+],
        };

        fn $cells($row: &$type) -> Vec<$crate::export::table::Cell> {
            vec![$($crate::export::table::Cell::from($value)),+]
        }
    };
}

pub(crate) use table;
