//! Worksheets that were opened or saved, the latest first.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::store::Record;

/// As many are kept.
const MOST: usize = 20;

/// `recent.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recent {
    /// Absolute paths, the latest first, none twice.
    #[serde(default)]
    pub files: Vec<String>,
}

impl Record for Recent {
    const FILE: &'static str = "recent.json";
    const VERSION: u64 = 1;
}

impl Recent {
    /// Puts a file first. One whose name is no UTF-8 cannot be kept in a file that people read, and is passed over.
    pub fn opened(&mut self, path: &Path) {
        let Some(path) = path.to_str() else { return };
        self.forget(path);
        self.files.insert(0, path.to_owned());
        self.files.truncate(MOST);
    }

    /// Takes a file out of the list.
    pub fn forget(&mut self, path: &str) {
        self.files.retain(|known| known != path);
    }
}
