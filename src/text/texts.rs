//! Every string of the interface, by key, in Fluent files under `assets/locales/`.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Message};

/// The Fluent files of the English interface, one for each room that speaks.
const ENGLISH: &[&str] = &[
    include_str!("../../assets/locales/en/call.ftl"),
    include_str!("../../assets/locales/en/doc.ftl"),
    include_str!("../../assets/locales/en/judge.ftl"),
    include_str!("../../assets/locales/en/trace.ftl"),
    include_str!("../../assets/locales/en/engine.ftl"),
    include_str!("../../assets/locales/en/framing.ftl"),
    include_str!("../../assets/locales/en/short.ftl"),
    include_str!("../../assets/locales/en/gallery.ftl"),
    include_str!("../../assets/locales/en/cli.ftl"),
    include_str!("../../assets/locales/en/doctor.ftl"),
    include_str!("../../assets/locales/en/lab.ftl"),
    include_str!("../../assets/locales/en/map.ftl"),
    include_str!("../../assets/locales/en/likely.ftl"),
    include_str!("../../assets/locales/en/practice.ftl"),
    include_str!("../../assets/locales/en/messages.ftl"),
    include_str!("../../assets/locales/en/happen.ftl"),
    include_str!("../../assets/locales/en/tui.ftl"),
    include_str!("../../assets/locales/en/progress.ftl"),
    include_str!("../../assets/locales/en/keep.ftl"),
    include_str!("../../assets/locales/en/network.ftl"),
];

/// The interface in one language. Clones share it: reading the files takes a millisecond or two.
#[derive(Clone)]
pub struct Texts {
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// The English interface.
    pub fn english() -> Self {
        let language: LanguageIdentifier = "en".parse().expect("a language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        for file in ENGLISH {
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, errors)| {
                debug_assert!(errors.is_empty(), "a Fluent file does not parse: {errors:?}");
                resource
            });
            let added = bundle.add_resource(resource);
            debug_assert!(added.is_ok(), "a key stands in two Fluent files: {added:?}");
        }
        Texts { bundle: Arc::new(bundle) }
    }

    /// The string with this key, which takes no arguments. An unknown key gives the key itself.
    pub fn get(&self, key: &'static str) -> String {
        self.say(&Message::new(key))
    }

    /// A message in words. An unknown key gives the key itself, so that nothing is lost.
    pub fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.bundle.get_message(message.key).and_then(|found| found.value()) else {
            debug_assert!(false, "no string has the key {}", message.key);
            return message.key.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in &message.args {
            args.set(*name, self.value(value));
        }
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        debug_assert!(errors.is_empty(), "{}: {errors:?}", message.key);
        said
    }

    fn value(&self, value: &Arg) -> FluentValue<'static> {
        match value {
            Arg::Text(text) => FluentValue::from(text.clone()),
            Arg::Number(number) => FluentValue::from(*number as f64),
            Arg::Message(inner) => FluentValue::from(self.say(inner)),
        }
    }
}
