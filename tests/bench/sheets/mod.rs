//! The files of a made-up call centre of any size: its exports of one night and of the next.
//!
//! They are written row by row, so that ten million customers need no memory. A customer depends on its
//! number alone, not on the size or the night. Invariant: the same size and night give the same bytes.

pub mod customer;
mod lookups;
mod night;
#[path = "../../samples/random.rs"]
#[expect(dead_code, reason = "the samples use the rest of it")]
mod random;
mod workbook;

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
};

pub use self::night::Night;

/// The parameters of the files.
#[derive(Clone, Debug)]
pub struct Sheets {
    /// The number of customers of the first night.
    pub rows: usize,
    /// The number of groups.
    pub groups: usize,
    /// Which night.
    pub night: Night,
    /// Whether the customers are written as a workbook.
    pub workbook: bool,
    /// The address of the account.
    pub base_url: String,
}

impl Sheets {
    /// CSV files for an address without a server, for commands that send nothing.
    pub fn new(rows: usize, night: Night) -> Self {
        Self {
            rows,
            groups: 20,
            night,
            workbook: false,
            base_url: "http://127.0.0.1:9".to_owned(),
        }
    }

    /// The name of the file with the customers.
    pub const fn customers(&self) -> &'static str {
        if self.workbook {
            "customers.xlsx"
        } else {
            "customers.csv"
        }
    }

    /// Writes the configuration and every sheet, replacing those of another night.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        let configuration = lookups::configuration(self);
        fs::write(folder.join("vbot-sync.toml"), configuration)?;
        for (name, text) in lookups::files(self.night, self.groups) {
            fs::write(folder.join(name), text)?;
        }
        let path = folder.join(self.customers());
        if self.workbook {
            return workbook::write(self, &path).map_err(io::Error::other);
        }
        self.csv(BufWriter::with_capacity(1 << 20, File::create(path)?))
    }

    fn csv(&self, out: impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(self.night.headers())?;
        for customer in self.night.customers(self.rows, self.groups) {
            let cells = customer.cells();
            let previous = self.night.is_renumbered().then_some(&*customer.previous);
            writer.write_record(cells.into_iter().chain(previous))?;
        }
        writer.flush()
    }
}
