//! Archives with mutated files and correct checksums, or with wrong headers.

use std::io::{Cursor, Read, Write};

use fastrand::Rng;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::mutate::{self, Named};

/// The archive with some files mutated, removed, doubled, or taken from the other archive.
pub fn changed(bytes: &[u8], other: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut files = unpacked(bytes);
    let others = unpacked(other);
    for _ in 0..=random.usize(..2) {
        let at = random.usize(..files.len().max(1));
        let Some((_, content)) = files.get(at) else {
            break;
        };
        match random.u8(..20) {
            0 => drop(files.remove(at)),
            1 => {
                let to = random.usize(..files.len());
                let content = content.clone();
                files[to].1 = content;
            }
            2 if !others.is_empty() => {
                let (_, taken) = others[random.usize(..others.len())].clone();
                files[at].1 = taken;
            }
            3 => files[at].1 = content.repeat(1 << random.u32(..8)),
            _ => files[at].1 = mutate::changed(content, other, random),
        }
    }
    let mut packed = packed(&files, random.bool());
    if random.u8(..10) == 0 {
        falsify_header(&mut packed, random);
    }
    packed
}

fn unpacked(bytes: &[u8]) -> Vec<Named> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).expect("a file of the corpus");
        let name = file.name().expect("a name").into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content");
        files.push((name, content));
    }
    files
}

fn packed(files: &[Named], is_deflated: bool) -> Vec<u8> {
    let method = if is_deflated {
        CompressionMethod::Deflated
    } else {
        CompressionMethod::Stored
    };
    let options = SimpleFileOptions::default().compression_method(method);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name.as_str(), options).expect("a file");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Changes the method, checksum, sizes or name in one header.
fn falsify_header(packed: &mut [u8], random: &mut Rng) {
    let marks = [b"PK\x01\x02", b"PK\x03\x04"];
    let headers: Vec<usize> = (0..packed.len().saturating_sub(32))
        .filter(|at| marks.iter().any(|mark| packed[*at..].starts_with(*mark)))
        .collect();
    if let Some(at) = random.choice(headers) {
        let field = at + random.usize(8..32);
        packed[field] = *random.choice(&[0, 1, 0x7f, 0xff]).unwrap_or(&0);
    }
}
