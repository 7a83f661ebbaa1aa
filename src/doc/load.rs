//! Worksheets from files and from standard input, with limits.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::msg;
use crate::text::{Message, Source};

/// The largest worksheet that is read: 1 MiB.
pub const MAX_WORKSHEET: usize = 1 << 20;

/// Why a worksheet could not be read.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)] // each field says what it is
pub enum LoadError {
    #[error("{name}: no such file")]
    NotFound { name: String },
    #[error("{name} is a directory")]
    Directory { name: String },
    #[error("{name}: permission denied")]
    Permission { name: String },
    #[error("{name} is larger than {MAX_WORKSHEET} bytes")]
    TooLarge { name: String },
    #[error("{name} is not text: a zero byte at {byte}")]
    Binary { name: String, byte: usize },
    #[error("{name} is not UTF-8 at byte {byte}")]
    NotUtf8 { name: String, byte: usize },
    #[error("{name} is UTF-16")]
    Utf16 { name: String },
    #[error("{name} is empty")]
    Empty { name: String },
    #[error("{name}: {source}")]
    Io { name: String, source: io::Error },
}

impl LoadError {
    /// What went wrong and what would work, one or two sentences.
    pub fn message(&self) -> Message {
        match self {
            LoadError::NotFound { name } => msg!("doc-not-found", name = name.as_str()),
            LoadError::Directory { name } => msg!("doc-directory", name = name.as_str()),
            LoadError::Permission { name } => msg!("doc-permission", name = name.as_str()),
            LoadError::TooLarge { name } => {
                msg!("doc-too-large", name = name.as_str(), limit = MAX_WORKSHEET.to_string())
            }
            LoadError::Binary { name, byte } => msg!("doc-binary", name = name.as_str(), byte = byte.to_string()),
            LoadError::NotUtf8 { name, byte } => msg!("doc-not-utf8", name = name.as_str(), byte = byte.to_string()),
            LoadError::Utf16 { name } => msg!("doc-utf16", name = name.as_str()),
            LoadError::Empty { name } => msg!("doc-empty-file", name = name.as_str()),
            LoadError::Io { name, source } => msg!("doc-io", name = name.as_str(), why = source.to_string()),
        }
    }
}

/// Reads a file, or standard input for `-`. At most one byte more than [`MAX_WORKSHEET`] is read.
pub fn load(path: &Path) -> Result<Source, LoadError> {
    if path.as_os_str() == "-" {
        return load_from("<stdin>", io::stdin().lock());
    }
    let name = path.display().to_string();
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => LoadError::NotFound { name: name.clone() },
        io::ErrorKind::PermissionDenied => LoadError::Permission { name: name.clone() },
        io::ErrorKind::IsADirectory => LoadError::Directory { name: name.clone() },
        _ => LoadError::Io { name: name.clone(), source },
    };
    if std::fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(LoadError::Directory { name });
    }
    load_from(&name, File::open(path).map_err(failed)?)
}

/// Reads a source to its end, under the name that messages call it by.
pub fn load_from(name: &str, reader: impl Read) -> Result<Source, LoadError> {
    let mut bytes = Vec::new();
    let name = name.to_owned();
    if let Err(source) = reader.take(MAX_WORKSHEET as u64 + 1).read_to_end(&mut bytes) {
        return Err(LoadError::Io { name, source });
    }
    if bytes.len() > MAX_WORKSHEET {
        return Err(LoadError::TooLarge { name });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(LoadError::Utf16 { name });
    }
    if let Some(byte) = bytes.iter().position(|byte| *byte == 0) {
        return Err(LoadError::Binary { name, byte });
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{feff}').is_empty() => {
            Err(LoadError::Empty { name })
        }
        Ok(text) => Ok(Source { name, text }),
        Err(error) => Err(LoadError::NotUtf8 { name, byte: error.utf8_error().valid_up_to() }),
    }
}
