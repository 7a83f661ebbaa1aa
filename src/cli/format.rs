//! The JSON that scripts rely on: keys and shapes as the design's section 9 gives them.

use serde::{Serialize, Serializer};

use crate::call::Side;
pub(crate) use crate::export::{JsonCell, reading_word};
use crate::stream::Step;

/// A step of a schedule. Calls count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum JsonStep {
    Issue {
        issue: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<u64>,
    },
    Deliver {
        deliver: u64,
        to: JsonSide,
    },
    Fin {
        fin: bool,
        to: JsonSide,
    },
}

impl From<Step> for JsonStep {
    fn from(step: Step) -> Self {
        match step {
            Step::Issue { call, size } => JsonStep::Issue { issue: call + 1, size },
            Step::Deliver { bytes, to } => JsonStep::Deliver { deliver: bytes, to: JsonSide(to) },
            Step::Fin { to } => JsonStep::Fin { fin: true, to: JsonSide(to) },
        }
    }
}

/// `client` or `server`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonSide(pub(crate) Side);

impl Serialize for JsonSide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{Cell, Claim};

    fn json(value: impl Serialize) -> String {
        serde_json::to_string(&value).unwrap()
    }

    #[test]
    fn cells_and_steps_have_the_shapes_of_the_design() {
        assert_eq!(json(JsonCell::from(&Cell::Data(b"a\"\n\0".to_vec()))), r#"{"data":"a\\\"\\n\\x00"}"#);
        assert_eq!(json(JsonCell::from(&Cell::Unreached)), r#""unreached""#);
        assert_eq!(
            json(JsonCell::from(&Cell::Error(crate::call::Errno(libc::ECONNRESET)))),
            r#"{"error":"ECONNRESET"}"#
        );
        assert_eq!(json(JsonCell::from(&Claim::Free)), "null");
        let long = json(JsonCell::from(&Cell::Data(vec![b'x'; 5000])));
        assert!(long.ends_with(r#""len":5000}"#) && long.len() < 4200);
        assert_eq!(json(JsonStep::from(Step::Issue { call: 2, size: None })), r#"{"issue":3}"#);
        assert_eq!(json(JsonStep::from(Step::Issue { call: 2, size: Some(5) })), r#"{"issue":3,"size":5}"#);
        assert_eq!(
            json(JsonStep::from(Step::Deliver { bytes: 2, to: Side::Server })),
            r#"{"deliver":2,"to":"server"}"#
        );
        assert_eq!(json(JsonStep::from(Step::Fin { to: Side::Client })), r#"{"fin":true,"to":"client"}"#);
    }
}
