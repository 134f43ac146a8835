//! Tables as files of comma-separated values in UTF-8, one a table, and two that describe them: `tables.csv` says
//! what a row of each is, `columns.csv` what each column holds.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    table::{Cell, Rows, Table},
    tables::TABLES,
};
use crate::{
    exit::Failure,
    place::{Output as _, WholeFile, cannot_write, empty_directory},
};

/// Files of tables in a directory.
pub(crate) struct CommaTables {
    directory: PathBuf,
    files: Vec<(&'static Table, csv::Writer<WholeFile>)>,
    is_spreadsheet_safe: bool,
}

impl CommaTables {
    /// Begins all tables, those that will have no rows too.
    ///
    /// # Errors
    /// When the directory is not empty, or the files cannot be made.
    pub(crate) fn create(directory: &Path, is_spreadsheet_safe: bool) -> Result<Self, Failure> {
        empty_directory(directory)?;
        let mut files = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            let heads = table.columns.iter().map(|column| column.name);
            files.push((table, begin(directory, table.name, heads)?));
        }
        Ok(Self { directory: directory.to_owned(), files, is_spreadsheet_safe })
    }

    fn text(&self, cell: Cell) -> String {
        match cell {
            Cell::Empty => String::new(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Text(text) if self.is_spreadsheet_safe && looks_like_a_formula(&text) => format!("'{text}"),
            Cell::Text(text) => text,
        }
    }

    /// Says what the tables and their columns are.
    fn describe(&self) -> Result<(), Failure> {
        let mut tables = begin(&self.directory, "tables", ["table", "row"])?;
        let mut columns = begin(&self.directory, "columns", ["table", "column", "type", "description"])?;
        for table in TABLES {
            tables.write_record([table.name, table.about]).map_err(io::Error::from)?;
            for column in table.columns {
                let description = [table.name, column.name, column.kind.as_str(), column.about];
                columns.write_record(description).map_err(io::Error::from)?;
            }
        }
        finish(tables)?;
        finish(columns)
    }
}

/// What a spreadsheet may take for a formula.
fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn begin<'a>(
    directory: &Path,
    name: &str,
    heads: impl IntoIterator<Item = &'a str>,
) -> Result<csv::Writer<WholeFile>, Failure> {
    let path = directory.join(name).with_extension("csv");
    let mut writer = csv::Writer::from_writer(WholeFile::create(&path)?);
    writer.write_record(heads).map_err(|error| cannot_write(&path, &error.into()))?;
    Ok(writer)
}

fn finish(writer: csv::Writer<WholeFile>) -> Result<(), Failure> {
    let file =
        writer.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))?;
    file.finish()
}

impl Rows for CommaTables {
    fn row(&mut self, table: &'static Table, cells: Vec<Cell>) -> Result<(), Failure> {
        let row: Vec<String> = cells.into_iter().map(|cell| self.text(cell)).collect();
        let file = self.files.iter_mut().find(|(other, _)| other.name == table.name);
        if let Some((_, file)) = file {
            file.write_record(&row).map_err(io::Error::from)?;
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), Failure> {
        for (_, file) in self.files.drain(..) {
            finish(file)?;
        }
        // Last, so that a directory that has them has all.
        self.describe()
    }
}
