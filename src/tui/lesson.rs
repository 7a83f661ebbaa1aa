//! The worksheet of lesson 1, which is part of the program.

use super::app::Sheet;
use crate::call::{Side, parse_call};
use crate::doc::{Column, Worksheet};
use crate::script::{Script, ScriptCall};
use crate::stream::{Claim, Row};
use crate::text::{Source, Span};

/// The name that it goes by.
pub const NAME: &str = "lessons/01-bytes-not-messages.md";

/// Lesson 1.
pub fn first() -> Sheet {
    let source = Source::new(NAME, "");
    let call = |side, text: &str| ScriptCall { side, call: parse_call(text).unwrap(), span: None };
    let calls = vec![
        call(Side::Client, "send(sock, \"hello!\", 6, 0)"),
        call(Side::Client, "send(sock, \"bye!\", 4, 0)"),
        call(Side::Server, "recv(sock, buf1, 1024, 0)"),
        call(Side::Server, "recv(sock, buf2, 1024, 0)"),
    ];
    let rows = [("hello!","bye!"),("bye!","hello!"),("","hello!bye!"),("hello!bye!",""),("hello!bye!","*"),("h","ello!bye!"),("hello!bye","!"),("h","b"),("he","bye!"),("he","llo!bye!"),("hb","ye!"),("he","llb"),("he","ll"),("heby","e"),("heby","!"),("hello!","*")];
    let claim = |s: &str| if s=="*" {Claim::Blocks} else {Claim::Data(s.as_bytes().to_vec())};
    let rows = rows.iter().enumerate().map(|(i,(a,b))| Row { number: i as u32 + 1, span: Span::default(), claims: vec![claim(a), claim(b)] }).collect();
    let columns = vec![Column { heading: "buf1".into(), recv: 0 }, Column { heading: "buf2".into(), recv: 1 }];
    let sheet = Worksheet { title: Some("Bytes, not messages".into()), script: Script { calls }, columns, rows, answers: vec![], first: vec![1,5,6,4,8] };
    (source, sheet)
}
