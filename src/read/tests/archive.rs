//! Archives made by hand, for workbooks that no program writes.
//!
//! Invariant: only what is needed to open them; nothing is compressed.

/// A ZIP archive of these files, stored.
pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in files {
        let offset = word(archive.len());
        let common = common(name, content);
        archive.extend(b"PK\x03\x04\x14\x00");
        archive.extend(&common);
        archive.extend(name.as_bytes());
        archive.extend(*content);
        directory.extend(b"PK\x01\x02\x14\x00\x14\x00");
        directory.extend(common);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).expect("few files").to_le_bytes();
    let start = word(archive.len());
    let length = word(directory.len());
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count, count].concat());
    archive.extend([length, start].concat());
    archive.extend([0, 0]);
    archive
}

/// The fields that both headers of a file share: flags, method, time, date, checksum, lengths.
fn common(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0; 6];
    header.extend([0x21, 0x50]);
    header.extend(checksum(content).to_le_bytes());
    header.extend([word(content.len()), word(content.len())].concat());
    let length = u16::try_from(name.len()).expect("a short name");
    header.extend(length.to_le_bytes());
    header.extend([0, 0]);
    header
}

fn word(number: usize) -> [u8; 4] {
    u32::try_from(number)
        .expect("a small archive")
        .to_le_bytes()
}

/// CRC-32 as in ZIP.
fn checksum(content: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in content {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            let mask = (sum & 1).wrapping_neg();
            sum = (sum >> 1) ^ (0xedb8_8320 & mask);
        }
    }
    !sum
}

/// A workbook of one sheet with this XML between `<sheetData>` and its end.
pub(super) fn xlsx(rows: &str, settings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |target: &str, kind: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{types}/{kind}\" Target=\"{target}\"/>\
             </Relationships>"
        )
    };
    let workbook = format!(
        "<workbook xmlns:r=\"{types}\">{settings}<sheets><sheet name=\"S\" sheetId=\"1\" \
         r:id=\"r1\"/></sheets></workbook>"
    );
    zip(&[
        (
            "_rels/.rels",
            relations("xl/workbook.xml", "officeDocument").as_bytes(),
        ),
        ("xl/workbook.xml", workbook.as_bytes()),
        (
            "xl/_rels/workbook.xml.rels",
            relations("worksheets/sheet1.xml", "worksheet").as_bytes(),
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// An OpenDocument workbook with this XML as the rows of its one sheet.
pub(super) fn ods(rows: &str) -> Vec<u8> {
    ods_styled("", rows)
}

/// The same with this XML as its styles.
pub(super) fn ods_styled(styles: &str, rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"Bảng\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest></manifest:manifest>";
    zip(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

/// A record of a binary workbook: its kind and its body.
pub(super) type Piece = (u16, Vec<u8>);

/// A binary workbook of one sheet with these records as its rows.
pub(super) fn xlsb(rows: &[Piece]) -> Vec<u8> {
    xlsb_styled(&[], rows)
}

/// The same with these records as its styles.
pub(super) fn xlsb_styled(styles: &[Piece], rows: &[Piece]) -> Vec<u8> {
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.bin\"/>\
                     </Relationships>";
    let bundle = [vec![0; 8], wide("r1"), wide("Sổ")].concat();
    let workbook = [(0x009c, bundle), (0x0090, vec![]), (0x009d, vec![])];
    binary(relations, &workbook, styles, rows)
}

/// The same with these relations, and with these records as its workbook.
pub(super) fn binary(
    relations: &str,
    workbook: &[Piece],
    styles: &[Piece],
    rows: &[Piece],
) -> Vec<u8> {
    let start = [(0x0081, vec![]), (0x0094, vec![0; 16]), (0x0091, vec![])];
    let sheet = [&start, rows, &[(0x0092, vec![])]].concat();
    let [workbook, styles, sheet] = [workbook, styles, &sheet].map(records);
    let mut files = vec![
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/worksheets/sheet1.bin", &sheet),
    ];
    if !styles.is_empty() {
        files.push(("xl/styles.bin", &styles));
    }
    zip(&files)
}

/// A text of a binary workbook: its length in units, then UTF-16.
pub(super) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [&word(units.len() / 2)[..], &units].concat()
}

fn records(records: &[Piece]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, body) in records {
        let [low, high] = kind.to_le_bytes();
        if *kind < 0x80 {
            bytes.push(low);
        } else {
            bytes.extend([low | 0x80, (high << 1) | (low >> 7)]);
        }
        bytes.push(u8::try_from(body.len()).expect("a body below 128 bytes"));
        bytes.extend(body);
    }
    bytes
}
