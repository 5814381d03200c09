//! Reading revision files.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use super::{Header, ScriptFormat, header::HeaderProblem};
use crate::{
    checksum::text_checksum,
    diagnostic::{Finding, Findings, Source},
};

/// How much of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// As much as its leading comment needs.
    Header,
    /// All of it, for its checksum.
    Text,
}

impl Extent {
    /// How many bytes are asked for first: most headers, or most scripts.
    fn first(self) -> usize {
        match self {
            Self::Header => 1024,
            Self::Text => 8192,
        }
    }
}

/// Reads the header of a file, and the checksum of the whole if all of it is to be read.
pub(super) fn read_file(
    path: &Path,
    format: ScriptFormat,
    extent: Extent,
    bytes: &mut Vec<u8>,
) -> Result<(Header, Option<String>), Vec<Finding>> {
    if bytes.is_empty() {
        bytes.resize(extent.first(), 0);
    }
    let mut length = 0;
    let parsed = File::open(path).and_then(|mut file| {
        loop {
            let read = match file.read(&mut bytes[length..]) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            length += read;
            if read == 0 {
                return Ok(None);
            }
            if extent == Extent::Header {
                let beginning = valid_beginning(&bytes[..length]);
                if let Some(header) = Header::from_beginning(beginning, format) {
                    return Ok(Some(header));
                }
            }
            if length == bytes.len() {
                bytes.resize(length * 4, 0);
            }
        }
    });
    match parsed {
        Ok(Some(Ok(header))) => Ok((header, None)),
        Ok(Some(Err(problems))) => Err(show(path, problems)),
        Ok(None) => read_text(path, format, extent, &bytes[..length]),
        Err(error) => Err(vec![unreadable(&io::Error::new(
            error.kind(),
            format!("{}: {error}", path.display()),
        ))]),
    }
}

fn read_text(
    path: &Path,
    format: ScriptFormat,
    extent: Extent,
    bytes: &[u8],
) -> Result<(Header, Option<String>), Vec<Finding>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| vec![not_utf8(path, bytes, error.valid_up_to())])?;
    let header = match Header::from_beginning(text, format) {
        Some(header) => header.map_err(|problems| show(path, problems))?,
        None => Header::parse(path, text, format).map_err(|findings| findings.0)?,
    };
    let checksum = (extent == Extent::Text).then(|| text_checksum(text));
    Ok((header, checksum))
}

/// What can be read as text of the beginning of a file: a character may be cut at its end.
fn valid_beginning(bytes: &[u8]) -> &str {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error.valid_up_to(),
    };
    std::str::from_utf8(&bytes[..valid]).unwrap_or_default()
}

fn show(path: &Path, problems: Vec<HeaderProblem>) -> Vec<Finding> {
    // The header was fine to read; the whole file is wanted to show lines in it.
    let text = fs_err::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let source = Source::new(path, text.unwrap_or_default());
    let findings = problems
        .into_iter()
        .map(|problem| problem.into_finding(&source));
    Findings(findings.collect()).shortened().0
}

pub(super) fn unreadable(error: &io::Error) -> Finding {
    Finding::new("unreadable", error.to_string())
        .help("check that it is there and that you may read it")
}

pub(super) fn not_utf8(path: &Path, bytes: &[u8], valid: usize) -> Finding {
    let line = bytes[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
    Finding::new(
        "not-utf-8",
        format!("{}:{line}: the file is not UTF-8", path.display()),
    )
    .help("save the file as UTF-8")
}
