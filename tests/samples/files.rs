//! The sample files as bytes: a CSV as a Vietnamese Excel saves it, and the workbook of the catalogues.
//!
//! Invariant: the same rows give the same bytes; they do not depend on clock, machine or user.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{
    customer::{Customer, HEADERS},
    lookups::{FIELDS, Night, TYPES, groups, statuses},
};

/// `;`, CRLF and a byte-order mark.
pub fn csv(customers: &[Customer]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    writer
        .write_record(HEADERS)
        .expect("a write to memory succeeds");
    for customer in customers {
        writer
            .write_record(customer.cells())
            .expect("a write to memory succeeds");
    }
    writer.into_inner().expect("a write to memory succeeds")
}

/// The four catalogues, a sheet each.
pub fn workbook(night: Night) -> Vec<u8> {
    build(night).expect("the workbook is within Excel's limits")
}

fn build(night: Night) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 3, 1)?.and_hms(0, 0, 0)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    statuses_sheet(workbook.add_worksheet(), night)?;
    types_sheet(workbook.add_worksheet())?;
    groups_sheet(workbook.add_worksheet(), night)?;
    fields_sheet(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

/// A sheet with a title above the header, as people often have it.
fn statuses_sheet(sheet: &mut Worksheet, night: Night) -> Result<(), XlsxError> {
    sheet.set_name("Trạng thái")?.set_column_width(1, 24)?;
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_with_format(0, 0, "DANH MỤC TRẠNG THÁI KHÁCH HÀNG", &title)?;
    header(sheet, 2, &["Mã trạng thái", "Tên trạng thái"])?;
    for (row, (code, name)) in (3..).zip(statuses(night)) {
        sheet.write(row, 0, *code)?.write(row, 1, *name)?;
    }
    Ok(())
}

fn types_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Loại")?.set_column_width(1, 24)?;
    header(sheet, 0, &["Mã loại", "Tên loại"])?;
    for (row, (code, name)) in (1..).zip(TYPES) {
        sheet.write(row, 0, code)?.write(row, 1, name)?;
    }
    Ok(())
}

/// The codes are numbers that only their format shows as `001`.
fn groups_sheet(sheet: &mut Worksheet, night: Night) -> Result<(), XlsxError> {
    sheet.set_name("Nhóm")?.set_column_width(1, 24)?;
    sheet.set_column_width(2, 40)?;
    header(sheet, 0, &["Mã nhóm", "Tên nhóm", "Mô tả"])?;
    let zeros = Format::new().set_num_format("000");
    for (row, (name, description)) in (1..).zip(groups(night)) {
        sheet.write_with_format(row, 0, row, &zeros)?;
        sheet.write(row, 1, name)?.write(row, 2, description)?;
    }
    Ok(())
}

fn fields_sheet(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet
        .set_name("Trường thông tin")?
        .set_column_width(0, 14)?;
    sheet.set_column_width(1, 24)?.set_column_width(3, 32)?;
    header(sheet, 0, &["Mã trường", "Tên trường", "Kiểu", "Mô tả"])?;
    for (row, cells) in (1..).zip(FIELDS) {
        sheet.write_row(row, 0, cells)?;
    }
    Ok(())
}

fn header(sheet: &mut Worksheet, row: u32, names: &[&str]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color("#DDEBF7");
    sheet.write_row_with_format(row, 0, names.iter().copied(), &bold)?;
    Ok(())
}
