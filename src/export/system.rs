//! What a measurement was made on.

use serde::Serialize;

/// The system and how many CPUs it lets the program use. Named beside every figure: another machine gives others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct System {
    /// `Linux 6.18.5`, or the bare name where the system tells no version.
    pub name: String,
    /// CPUs that threads of this program may run on.
    pub cpus: usize,
}

impl System {
    /// Asks the system.
    pub fn ask() -> System {
        let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        // What a distribution adds behind the version says nothing to a reader of figures.
        let version = release.trim().split(['-', '+']).next().unwrap_or_default();
        let name = match std::env::consts::OS {
            "linux" => "Linux",
            "macos" => "macOS",
            "windows" => "Windows",
            other => other,
        };
        let cpus = std::thread::available_parallelism().map_or(1, usize::from);
        System { name: format!("{name} {version}").trim_end().to_owned(), cpus }
    }
}

impl Default for System {
    fn default() -> Self {
        System { name: std::env::consts::OS.to_owned(), cpus: 1 }
    }
}
