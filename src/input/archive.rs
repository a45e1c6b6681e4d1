//! The files in a ZIP archive. None is ever written: they are read where they stand.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use flate2::Crc;
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive};

use super::expand::Expanding;

/// A file in an archive.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// Its path in the archive, for display.
    pub(crate) name: String,
    /// Its size when expanded, as the archive says.
    pub(crate) size: u64,
    packed: Result<Packed, String>,
}

/// Where and how a member stands in its archive.
#[derive(Debug, Clone)]
struct Packed {
    place: Range<u64>,
    method: CompressionMethod,
    crc: u32,
}

/// Whether a file is an archive, by its first bytes.
pub(crate) fn is_archive(path: &Path) -> bool {
    let mut head = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *b"PK\x03\x04"
}

/// The files in an archive, in its order; `None` if it is a document of Office, which is an archive by accident.
pub(crate) fn members(path: &Path) -> io::Result<Option<Vec<Member>>> {
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(File::open(path)?, &mut buffer).map_err(damaged)?;
    let mut entries = archive.entries(&mut buffer);
    let mut members = Vec::new();
    let mut wayfinders = Vec::new();
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        if entry.is_dir() {
            continue;
        }
        let name = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        if name == "[Content_Types].xml" {
            return Ok(None);
        }
        let (method, crc) = (entry.compression_method(), entry.crc32());
        let packed = match method {
            _ if entry.flags().is_encrypted() => Err("the file in the archive is encrypted".to_owned()),
            CompressionMethod::STORE | CompressionMethod::DEFLATE => Ok(Packed { place: 0..0, method, crc }),
            _ => Err("the file in the archive is compressed by another method than deflate".to_owned()),
        };
        members.push(Member { name, size: entry.uncompressed_size_hint(), packed });
        wayfinders.push(entry.wayfinder());
    }
    for (member, wayfinder) in members.iter_mut().zip(wayfinders) {
        let Ok(packed) = &mut member.packed else { continue };
        match archive.get_entry(wayfinder) {
            Ok(entry) => {
                let (start, end) = entry.compressed_data_range();
                packed.place = start..end;
            }
            Err(error) => member.packed = Err(damaged(error).to_string()),
        }
    }
    Ok(Some(members))
}

fn damaged(error: rawzip::Error) -> io::Error {
    match error.into_kind() {
        rawzip::ErrorKind::IO(error) => error,
        other => {
            // Its texts begin with a capital letter, as ours do not.
            let text = other.to_string();
            let text = text[..1].to_ascii_lowercase() + &text[1..];
            io::Error::new(io::ErrorKind::InvalidData, format!("the ZIP archive is damaged: {text}"))
        }
    }
}

impl Member {
    /// Opens it for reading, expanding to at most so many times its size.
    pub(crate) fn open(&self, archive: &Path, most: u64) -> io::Result<Box<dyn Read + Send>> {
        let packed = self.packed.as_ref().map_err(|why| io::Error::new(io::ErrorKind::Unsupported, why.clone()))?;
        let mut file = File::open(archive)?;
        file.seek(SeekFrom::Start(packed.place.start))?;
        let data = file.take(packed.place.end.saturating_sub(packed.place.start));
        let crc = packed.crc;
        Ok(if packed.method == CompressionMethod::STORE {
            Box::new(Checked { input: data, crc: Crc::new(), wanted: crc })
        } else {
            Box::new(Checked { input: Expanding::deflate(data, most), crc: Crc::new(), wanted: crc })
        })
    }
}

/// A member whose checksum is compared once it is read.
struct Checked<R> {
    input: R,
    crc: Crc,
    wanted: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.wanted {
            let message = "the file in the archive is damaged: its checksum is another";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(read)
    }
}
