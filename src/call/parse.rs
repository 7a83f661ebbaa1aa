//! From text to a call.

use super::Call;
use crate::text::Diagnostic;

/// Parses one call, in either spelling. Spans of the diagnostic are byte offsets in `text`.
pub fn parse_call(_text: &str) -> Result<Call, Box<Diagnostic>> {
    unimplemented!()
}
