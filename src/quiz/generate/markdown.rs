//! A generated quiz as a worksheet, which this program (and any lecturer) reads back.

use super::{Generated, Recipe};
use crate::call::Side;
use crate::doc::{Worksheet, parse_worksheet};
use crate::msg;
use crate::stream::Claim;
use crate::text::escape::{c_literal, to_c};
use crate::text::{Source, Texts};

impl Recipe {
    /// The worksheet's name in findings and on screen.
    pub fn name(self) -> String {
        format!("practice-{}-{}-{}.md", self.level.get(), self.seed, self.number)
    }

    /// The arguments that give this quiz again.
    pub fn arguments(self) -> String {
        let Recipe { level, seed, number } = self;
        let number = if number == 1 { String::new() } else { format!(" --quiz {number}") };
        format!("--level {} --seed {seed}{number}", level.get())
    }
}

impl Generated {
    /// The worksheet: what is given, the calls, the table with its last column empty. No answer stands in it.
    pub fn markdown(&self, texts: &Texts) -> String {
        let Recipe { level, seed, number } = self.recipe;
        let title = msg!(
            "practice-sheet-title",
            level = level.get().to_string(),
            seed = seed.to_string(),
            number = number.to_string()
        );
        let mut out = format!("# {}\n\n{}\n\n", texts.say(&title), texts.get("practice-sheet-given"));
        for (at, line) in self.script.calls.iter().enumerate() {
            let item = match line.side {
                Side::Client => msg!("practice-sheet-client", call = line.call.to_string()),
                Side::Server => msg!("practice-sheet-server", call = line.call.to_string()),
            };
            out.push_str(&format!("{}. {}\n", at + 1, texts.say(&item)));
        }
        out.push_str(&format!("\n{}\n\n", texts.get("practice-sheet-ask")));
        let mut table = vec![vec!["#".to_owned()]];
        table[0].extend(self.columns.iter().map(|column| column.heading.clone()));
        table[0].push("possible?".to_owned());
        for row in &self.rows {
            let mut line = vec![row.number.to_string()];
            line.extend(self.columns.iter().map(|column| cell(&row.claims[column.recv])));
            line.push(String::new());
            table.push(line);
        }
        out.push_str(&pipes(&table));
        let command = msg!("practice-sheet-command", arguments = self.recipe.arguments());
        out.push_str(&format!("\n{}\n", texts.say(&command)));
        out
    }

    /// The worksheet, read back from its text.
    pub fn sheet(&self, texts: &Texts) -> (Source, Worksheet) {
        let source = Source::new(self.recipe.name(), self.markdown(texts));
        let (sheet, findings) = parse_worksheet(&source);
        debug_assert!(findings.is_empty(), "{findings:?} in {}", source.text);
        (source, sheet)
    }
}

/// A cell as worksheets write it: a C string, or a word.
fn cell(claim: &Claim) -> String {
    match claim {
        Claim::Free => "any".to_owned(),
        Claim::Data(bytes) if bytes.is_empty() => "(empty)".to_owned(),
        Claim::Data(bytes) => {
            // Text as itself; where a character is cut, its bytes.
            let text = if std::str::from_utf8(bytes).is_ok() { c_literal(bytes) } else { to_c(bytes) };
            format!("\"{}\"", text.replace('|', "\\|"))
        }
        Claim::Blocks => "recv blocks".to_owned(),
        Claim::Eof => "eof".to_owned(),
        Claim::Eagain => "eagain".to_owned(),
        Claim::Unreached => "unreached".to_owned(),
        Claim::Pieces(pieces) => pieces.iter().map(cell).collect::<Vec<_>>().join(" + "),
    }
}

/// A pipe table with aligned columns.
fn pipes(table: &[Vec<String>]) -> String {
    let width = |column: usize| table.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table[0].len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().zip(&widths).map(|(cell, width)| format!(" {cell:<width$} ")).collect();
        format!("|{}|\n", cells.join("|"))
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let mut out = line(&table[0]);
    out.push_str(&format!("|{}|\n", rule.join("|")));
    table[1..].iter().for_each(|cells| out.push_str(&line(cells)));
    out
}
