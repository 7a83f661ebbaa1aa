//! The table itself.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::{Binding, Chord, Command, When};

const fn key(code: KeyCode) -> Chord {
    Chord { code, modifiers: KeyModifiers::NONE }
}

const fn on(sign: char) -> Chord {
    key(KeyCode::Char(sign))
}

const fn ctrl(sign: char) -> Chord {
    Chord { code: KeyCode::Char(sign), modifiers: KeyModifiers::CONTROL }
}

const fn shift(code: KeyCode) -> Chord {
    Chord { code, modifiers: KeyModifiers::SHIFT }
}

macro_rules! bind {
    ($when:ident $shown:literal [$($key:expr),*] $command:expr, $order:literal $word:literal $help:literal) => {
        Binding {
            keys: &[$($key),*],
            shown: $shown,
            when: When::$when,
            command: $command,
            word: $word,
            help: $help,
            order: $order,
        }
    };
}

use Command as C;
use KeyCode as K;

/// Every key. The first line that holds wins.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    bind!(Always "Ctrl-C" [ctrl('c')] C::QuitAlways, 250 "" "help-quit-always"),
    bind!(Always "Ctrl-Z" [ctrl('z')] C::Suspend, 250 "" "help-suspend"),
    bind!(Always "Ctrl-L" [ctrl('l')] C::Redraw, 250 "" "help-redraw"),

    bind!(Help "↑↓" [key(K::Up), on('k')] C::Up, 10 "word-scroll" "help-scroll"),
    bind!(Help "↓" [key(K::Down), on('j')] C::Down, 250 "" ""),
    bind!(Help "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(Help "PageDown" [key(K::PageDown), on(' ')] C::PageDown, 250 "" ""),
    bind!(Help "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Help "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Help "s" [on('s')] C::Settings, 15 "word-settings" "help-settings"),
    bind!(Help "Esc" [key(K::Esc), key(K::Enter), on('?'), on('q')] C::Back, 20 "word-close" "help-close"),

    bind!(Home "↑↓" [key(K::Up), on('k'), key(K::BackTab)] C::Up, 10 "word-choose" "help-choose"),
    bind!(Home "↓" [key(K::Down), on('j'), key(K::Tab)] C::Down, 250 "" ""),
    bind!(Home "Enter" [key(K::Enter), on(' '), key(K::Right), on('l')] C::Open, 20 "word-open" "help-open"),
    bind!(Home "1–9" [on('1')] C::Choose(0), 30 "word-open" "help-choose-number"),
    bind!(Home "2" [on('2')] C::Choose(1), 250 "" ""),
    bind!(Home "3" [on('3')] C::Choose(2), 250 "" ""),
    bind!(Home "4" [on('4')] C::Choose(3), 250 "" ""),
    bind!(Home "5" [on('5')] C::Choose(4), 250 "" ""),
    bind!(Home "6" [on('6')] C::Choose(5), 250 "" ""),
    bind!(Home "7" [on('7')] C::Choose(6), 250 "" ""),
    bind!(Home "8" [on('8')] C::Choose(7), 250 "" ""),
    bind!(Home "9" [on('9')] C::Choose(8), 250 "" ""),
    bind!(Home "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(Home "PageDown" [key(K::PageDown)] C::PageDown, 250 "" ""),
    bind!(Home "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Home "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Home "Ctrl-O" [ctrl('o')] C::OpenFile, 35 "word-open-file" ""),
    bind!(Home "s" [on('s')] C::Settings, 60 "word-settings" "help-settings-home"),
    bind!(Home "Delete" [key(K::Delete), key(K::Backspace)] C::OffList, 25 "word-off-list" "help-off-list"),

    bind!(Ask "y" [on('y'), on('Y')] C::Yes, 10 "word-yes" "help-ask-yes"),
    bind!(Ask "n" [on('n'), on('N'), key(K::Esc)] C::No, 11 "word-no" "help-ask-no"),

    bind!(Path "Enter" [key(K::Enter)] C::Accept, 10 "word-take" "help-path-take"),
    bind!(Path "Tab" [key(K::Tab)] C::Complete, 20 "word-complete" "help-path-complete"),
    bind!(Path "↑↓" [key(K::Up)] C::Earlier, 30 "word-choose" "help-path-choose"),
    bind!(Path "↓" [key(K::Down)] C::Later, 250 "" ""),
    bind!(Path "Ctrl-U" [ctrl('u')] C::ToStart, 250 "" ""),
    bind!(Path "Ctrl-K" [ctrl('k')] C::ToEnd, 250 "" ""),
    bind!(Path "Ctrl-W" [ctrl('w')] C::WordBefore, 250 "" ""),
    bind!(Path "Esc" [key(K::Esc)] C::LeaveEditor, 40 "word-leave" "help-path-leave"),

    bind!(Settings "↑↓" [key(K::Up), on('k'), key(K::BackTab)] C::Up, 10 "word-choose" "help-settings-choose"),
    bind!(Settings "↓" [key(K::Down), on('j'), key(K::Tab)] C::Down, 250 "" ""),
    bind!(Settings "←→" [key(K::Right), on('l'), key(K::Enter), on(' ')] C::Right, 20 "word-edit" "help-settings-change"),
    bind!(Settings "←" [key(K::Left), on('h')] C::Left, 250 "" ""),
    bind!(Settings "d" [on('d')] C::Defaults, 30 "word-defaults" "help-settings-defaults"),
    bind!(Settings "Esc" [key(K::Esc)] C::Back, 40 "word-back" "help-settings-back"),

    bind!(Practice "Enter" [key(K::Enter), on(' ')] C::Open, 10 "word-begin" "help-begin-quiz"),
    bind!(Practice "←→" [key(K::Left), on('h'), key(K::Down), on('j'), on('-')] C::Left, 20 "word-level" "help-level"),
    bind!(Practice "→" [key(K::Right), on('l'), key(K::Up), on('k'), on('+')] C::Right, 250 "" ""),
    bind!(Practice "r" [on('r')] C::ComeBack, 30 "word-come-back" "help-come-back"),
    bind!(Practice "1–5" [on('1')] C::Choose(0), 35 "word-refute" "help-refute"),
    bind!(Practice "2" [on('2')] C::Choose(1), 250 "" ""),
    bind!(Practice "3" [on('3')] C::Choose(2), 250 "" ""),
    bind!(Practice "4" [on('4')] C::Choose(3), 250 "" ""),
    bind!(Practice "5" [on('5')] C::Choose(4), 250 "" ""),
    bind!(Practice "v" [on('v')] C::GoOn, 40 "word-look-again" "help-look-again"),
    bind!(Practice "E" [on('E')] C::Export, 45 "word-export" "help-export"),
    bind!(Practice "F" [on('F')] C::Forget, 60 "word-forget" "help-forget"),
    bind!(Practice "Esc" [key(K::Esc)] C::Back, 50 "word-back" "help-back"),

    bind!(ShortSet "←→" [key(K::Left), on('h')] C::Left, 12 "word-cut" "help-cut"),
    bind!(ShortSet "→" [key(K::Right), on('l')] C::Right, 250 "" ""),
    bind!(ShortSet "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(ShortSet "PageDown" [key(K::PageDown)] C::PageDown, 250 "" ""),
    bind!(ShortSet "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(ShortSet "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(ShortSet "b" [on('b')] C::OtherWay, 14 "word-way" "help-way"),
    bind!(Short "Space" [on(' '), key(K::Enter)] C::Step, 10 "word-step" "help-short-step"),
    bind!(Short "1–4" [on('1')] C::Digit(1), 9 "word-answer" "help-cut-digits"),
    bind!(Short "0" [on('0')] C::Digit(0), 250 "" ""),
    bind!(Short "2" [on('2')] C::Digit(2), 250 "" ""),
    bind!(Short "3" [on('3')] C::Digit(3), 250 "" ""),
    bind!(Short "4" [on('4')] C::Digit(4), 250 "" ""),
    bind!(Short "5" [on('5')] C::Digit(5), 250 "" ""),
    bind!(Short "6" [on('6')] C::Digit(6), 250 "" ""),
    bind!(Short "7" [on('7')] C::Digit(7), 250 "" ""),
    bind!(Short "8" [on('8')] C::Digit(8), 250 "" ""),
    bind!(Short "9" [on('9')] C::Digit(9), 250 "" ""),
    bind!(Short "r" [on('r')] C::Reset, 20 "word-short-again" "help-short-again"),
    bind!(Short "Esc" [key(K::Esc)] C::Back, 90 "word-back" "help-back"),

    bind!(Editing "Enter" [key(K::Enter)] C::Accept, 10 "word-accept" "help-accept"),
    bind!(Editing "Tab" [key(K::Tab)] C::Complete, 20 "word-complete" "help-complete"),
    bind!(Editing "Ctrl-F" [ctrl('f')] C::Fix, 15 "word-fix" "help-fix"),
    bind!(Editing "↑↓" [key(K::Up)] C::Earlier, 30 "word-history" "help-history"),
    bind!(Editing "↓" [key(K::Down)] C::Later, 250 "" ""),
    bind!(Editing "Shift-Tab" [key(K::BackTab)] C::OtherSide, 40 "word-side" "help-side"),
    bind!(Editing "Ctrl-D" [ctrl('d')] C::Remove, 50 "word-remove" "help-remove-line"),
    bind!(Editing "Ctrl-_" [ctrl('_'), ctrl('/'), ctrl('7')] C::UndoTyping, 60 "word-undo" "help-undo-typing"),
    bind!(Editing "Ctrl-U" [ctrl('u')] C::ToStart, 250 "" "help-to-start"),
    bind!(Editing "Ctrl-K" [ctrl('k')] C::ToEnd, 250 "" "help-to-end"),
    bind!(Editing "Ctrl-W" [ctrl('w')] C::WordBefore, 250 "" "help-word-before"),
    bind!(Editing "Ctrl-Y" [ctrl('y')] C::RedoTyping, 70 "word-redo" "help-redo-typing"),
    bind!(Editing "Esc" [key(K::Esc)] C::LeaveEditor, 25 "word-leave" "help-leave-editor"),

    bind!(Writing "Ctrl-U" [ctrl('u')] C::ToStart, 250 "" ""),
    bind!(Writing "Ctrl-K" [ctrl('k')] C::ToEnd, 250 "" ""),
    bind!(Writing "Ctrl-W" [ctrl('w')] C::WordBefore, 250 "" ""),
    bind!(Writing "Enter" [key(K::Enter)] C::SaveLine, 10 "word-done" "help-save-line"),
    bind!(Writing "Tab" [key(K::Tab)] C::NextPane, 40 "word-next-pane" ""),
    bind!(Writing "Shift-Tab" [key(K::BackTab)] C::LastPane, 250 "" ""),
    bind!(Writing "Esc" [key(K::Esc)] C::NextPane, 250 "" "help-leave-writing"),

    bind!(Happening "Space" [on(' '), key(K::Enter)] C::Step, 5 "word-happen-on" "help-happen-on"),
    bind!(Happening "F5" [key(K::F(5))] C::HappenAtOnce, 6 "word-happen-end" "help-happen-end"),
    bind!(Happening "Esc" [key(K::Esc)] C::StopHappening, 7 "word-happen-stop" "help-happen-stop"),

    bind!(Predicting "y" [on('y'), on('Y')] C::Yes, 10 "word-yes" "help-yes"),
    bind!(Predicting "n" [on('n'), on('N')] C::No, 11 "word-no" "help-no"),
    bind!(Predicting "Backspace" [key(K::Backspace), key(K::Delete), ctrl('h')] C::Clear, 40 "word-clear" "help-clear"),
    bind!(Predicting "Enter" [key(K::Enter)] C::Lock, 13 "word-lock" "help-lock"),

    bind!(Reasons "1–9" [on('1')] C::Pick(0), 10 "word-pick" "help-pick"),
    bind!(Reasons "2" [on('2')] C::Pick(1), 250 "" ""),
    bind!(Reasons "3" [on('3')] C::Pick(2), 250 "" ""),
    bind!(Reasons "4" [on('4')] C::Pick(3), 250 "" ""),
    bind!(Reasons "5" [on('5')] C::Pick(4), 250 "" ""),
    bind!(Reasons "6" [on('6')] C::Pick(5), 250 "" ""),
    bind!(Reasons "7" [on('7')] C::Pick(6), 250 "" ""),
    bind!(Reasons "8" [on('8')] C::Pick(7), 250 "" ""),
    bind!(Reasons "9" [on('9')] C::Pick(8), 250 "" ""),
    bind!(Reasons "Enter" [key(K::Enter), on(' ')] C::PickThis, 12 "word-this" "help-pick-this"),
    bind!(Reasons "a" [on('a')] C::RevealAll, 30 "word-reveal-all" "help-reveal-all"),

    bind!(Answers "Enter" [key(K::Enter), on(' ')] C::GoOn, 10 "word-go-on" "help-go-on"),
    bind!(Answers "a" [on('a')] C::RevealAll, 30 "word-reveal-all" ""),

    bind!(Setting "Enter" [key(K::Enter)] C::TakeKnob, 10 "word-take" "help-take-knob"),
    bind!(Setting "Esc" [key(K::Esc)] C::LeaveKnob, 20 "word-leave" "help-leave-knob"),

    bind!(Copied "Esc" [key(K::Esc), key(K::Enter), on('c'), on('q')] C::CloseCopied, 10 "word-close" "help-close-copied"),

    bind!(Past "Esc" [key(K::Esc)] C::Present, 8 "word-present" "help-present"),

    bind!(Running "Space" [on(' ')] C::Step, 10 "word-step" "help-step"),
    bind!(Running "F5" [key(K::F(5))] C::RunAgain, 11 "word-run-again" ""),
    bind!(Running "F5" [key(K::F(5))] C::RunAll, 11 "word-run" "help-run"),
    bind!(Running "Enter" [key(K::Enter)] C::GoOn, 9 "word-reasons" "help-to-reasons"),
    bind!(Bursting "Esc" [key(K::Esc)] C::StopBurst, 7 "word-burst-stop" "help-burst-stop"),
    bind!(Running "F6" [key(K::F(6))] C::BurstAgain, 8 "word-burst-more" ""),
    bind!(Running "F6" [key(K::F(6))] C::Burst, 13 "word-burst" "help-burst"),
    bind!(Running "F6 F6" [key(K::F(6))] C::BurstAgain, 250 "" "help-burst-again"),
    bind!(Running "Shift-F6" [shift(K::F(6))] C::BurstMore, 34 "word-burst-more" "help-burst-more"),
    bind!(Running "r" [on('r')] C::Reset, 20 "word-reset" "help-reset"),
    bind!(Running "N" [on('N')] C::Network, 35 "word-network" "help-network"),

    bind!(Knobs "←→" [key(K::Left), on('h'), on('-')] C::TurnBack, 8 "word-turn" "help-turn"),
    bind!(Knobs "→" [key(K::Right), on('l'), on('+'), on('=')] C::TurnOn, 250 "" ""),
    bind!(Knobs "Enter" [key(K::Enter)] C::TypeKnob, 12 "word-type" "help-type-knob"),
    bind!(Knobs "Backspace" [key(K::Backspace), key(K::Delete), ctrl('h')] C::Untouch, 16 "word-untouch" "help-untouch"),
    bind!(Knobs "D" [on('D')] C::UntouchAll, 40 "word-untouch-all" "help-untouch-all"),

    bind!(Calls "Enter" [key(K::Enter), on('e')] C::Edit, 12 "word-edit" "help-edit-call"),
    bind!(Calls "i" [on('i'), key(K::Insert)] C::Insert, 14 "word-insert" "help-insert"),
    bind!(Calls "a" [on('a')] C::Append, 13 "word-append" "help-append"),
    bind!(Calls "Delete" [key(K::Delete), ctrl('d'), key(K::Backspace)] C::Remove, 16 "word-remove" "help-remove"),

    bind!(Bytes "←→" [key(K::Left), on('h')] C::Left, 15 "word-bytes" "help-bytes"),
    bind!(Bytes "→" [key(K::Right), on('l')] C::Right, 250 "" ""),
    bind!(Bytes "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Bytes "End" [key(K::End)] C::Last, 250 "" ""),

    bind!(Trace "←→" [key(K::Left), on('h'), key(K::Up), on('k')] C::EventBefore, 14 "word-scrub" "help-scrub-trace"),
    bind!(Trace "→" [key(K::Right), on('l'), key(K::Down), on('j')] C::EventAfter, 250 "" ""),
    bind!(Trace "Home" [key(K::Home)] C::FirstEvent, 250 "" ""),
    bind!(Trace "End" [key(K::End)] C::Present, 250 "" ""),

    bind!(Lab "K" [on('K')] C::Kernel, 36 "word-kernel" "help-kernel"),
    bind!(Lab "[ ]" [on('[')] C::EventBefore, 17 "word-scrub" "help-scrub"),
    bind!(Lab "]" [on(']')] C::EventAfter, 250 "" ""),
    bind!(Lab "↑↓" [key(K::Up), on('k')] C::Up, 18 "word-row" "help-rows"),
    bind!(Lab "↓" [key(K::Down), on('j')] C::Down, 250 "" ""),
    bind!(Lab "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(Lab "PageDown" [key(K::PageDown)] C::PageDown, 250 "" ""),
    bind!(Lab "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Lab "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Lab "d" [on('d')] C::OtherWay, 31 "word-other-way" "help-other-way"),
    bind!(Lab "e" [on('e')] C::Edit, 32 "word-edit-calls" "help-edit"),
    bind!(Lab "u" [on('u'), ctrl('_'), ctrl('/'), ctrl('7')] C::Undo, 60 "word-undo" "help-undo"),
    bind!(Lab "Ctrl-Y" [ctrl('y')] C::Redo, 70 "word-redo" "help-redo"),
    bind!(Lab "Tab" [key(K::Tab)] C::NextPane, 19 "word-next-pane" "help-panes"),
    bind!(Lab "Shift-Tab" [key(K::BackTab)] C::LastPane, 250 "" "help-last-pane"),
    bind!(Lab "R" [on('R')] C::Again, 22 "word-again" "help-again"),
    bind!(Lab "c" [on('c')] C::Copy, 75 "word-copy" "help-copy"),
    bind!(Lab "x" [on('x')] C::Hex, 80 "word-hex" "help-hex"),
    bind!(Lab "Space" [on(' ')] C::NoStep, 250 "" ""),
    bind!(Lab "P" [on('P')] C::Project, 91 "word-projector" "help-projector"),
    bind!(Lab "Esc" [key(K::Esc)] C::Back, 90 "word-home" "help-home"),
    bind!(Lab "m" [on('m')] C::Map, 12 "word-map" "help-map"),

    bind!(Map "←→↑↓" [key(K::Left), on('h')] C::Left, 10 "word-choose" "help-map-choose"),
    bind!(Map "↑↓" [key(K::Up), on('k')] C::Up, 11 "word-choose" ""),
    bind!(Map "→" [key(K::Right), on('l')] C::Right, 250 "" ""),
    bind!(Map "↓" [key(K::Down), on('j')] C::Down, 250 "" ""),
    bind!(Map "PageUp" [key(K::PageUp)] C::PageUp, 250 "" ""),
    bind!(Map "PageDown" [key(K::PageDown)] C::PageDown, 250 "" ""),
    bind!(Map "Home" [key(K::Home)] C::First, 250 "" ""),
    bind!(Map "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Map "Enter" [key(K::Enter), on('w')] C::MakeHappen, 5 "word-make" "help-map-make"),
    bind!(Map "Enter" [key(K::Enter)] C::Open, 5 "word-open-place" "help-map-open"),
    bind!(Map "n" [on('n')] C::NextUnseen, 20 "word-unseen" "help-map-unseen"),
    bind!(Map "F5" [key(K::F(5))] C::RunAgain, 25 "word-run-again" "help-map-run"),
    bind!(Map "d" [on('d')] C::OtherWay, 30 "word-other-way" ""),
    bind!(Map "x" [on('x')] C::Hex, 80 "word-hex" ""),
    bind!(Map "Esc" [key(K::Esc), on('m')] C::Back, 15 "word-back" "help-map-back"),

    bind!(Files "Ctrl-S" [ctrl('s')] C::Save, 15 "word-save" "help-save"),
    bind!(Files "F12" [key(K::F(12))] C::SaveAs, 250 "" "help-save-as"),
    bind!(Files "Ctrl-O" [ctrl('o')] C::OpenFile, 250 "" "help-open-file"),
    bind!(Lab "L" [on('L')] C::Likely, 34 "word-likely" "help-likely"),

    bind!(Likely "↑↓" [key(K::Up), on('k')] C::Up, 20 "word-choose" "help-likely-choose"),
    bind!(Likely "↓" [key(K::Down), on('j')] C::Down, 250 "" ""),
    bind!(Likely "←→" [key(K::Left), on('h'), on('-')] C::Left, 12 "word-edit" "help-likely-change"),
    bind!(Likely "→" [key(K::Right), on('l'), on('+')] C::Right, 250 "" ""),
    bind!(Likely "Enter" [key(K::Enter), on(' ')] C::Guess, 10 "word-guess" "help-likely-guess"),
    bind!(Likely "Esc" [key(K::Esc)] C::StopRuns, 9 "word-burst-stop" "help-likely-stop"),
    bind!(Likely "Tab" [key(K::Tab)] C::NextPane, 40 "word-next-pane" "help-likely-panes"),
    bind!(Likely "Shift-Tab" [key(K::BackTab)] C::LastPane, 250 "" ""),
    bind!(Likely "v" [on('v')] C::Sweep, 30 "word-sweep" "help-likely-sweep"),
    bind!(Likely "s" [on('s')] C::SaveRuns, 35 "word-save" "help-likely-save"),
    bind!(Likely "o" [on('o')] C::Unguessed, 15 "word-unguessed" "help-likely-unguessed"),
    bind!(Likely "L" [on('L'), key(K::Esc)] C::Back, 50 "word-lab" "help-likely-back"),

    bind!(Lab "S" [on('S')] C::SaveAs, 250 "" "help-save-as-letter"),
    bind!(Lab "w" [on('w')] C::Happen, 11 "word-happen" "help-happen"),
    bind!(Lab "w" [on('w')] C::Attempt, 11 "word-attempt" "help-attempt"),
    bind!(Lab "W" [on('W')] C::HappenAll, 29 "word-happen-all" "help-happen-all"),
    bind!(Projector "Space" [on(' ')] C::Step, 10 "word-step" "help-step"),
    bind!(Projector "F5" [key(K::F(5))] C::RunAgain, 11 "word-run-again" ""),
    bind!(Projector "F5" [key(K::F(5))] C::RunAll, 11 "word-run" "help-run"),
    bind!(Projector "Enter" [key(K::Enter), on(' ')] C::Reveal, 12 "word-show-next" "help-show-next"),
    bind!(Projector "PageDown" [key(K::PageDown), key(K::Down), on('j')] C::PageDown, 13 "word-next-page" "help-next-page"),
    bind!(Projector "PageUp" [key(K::PageUp), key(K::Up), on('k')] C::PageUp, 250 "" "help-page-before"),
    bind!(Projector "Home" [key(K::Home)] C::First, 250 "" "help-first-page"),
    bind!(Projector "End" [key(K::End)] C::Last, 250 "" ""),
    bind!(Projector "←→" [key(K::Left), on('h')] C::Left, 250 "" "help-point"),
    bind!(Projector "→" [key(K::Right), on('l')] C::Right, 250 "" ""),
    bind!(Projector "N" [on('N')] C::Network, 20 "word-network" "help-network"),
    bind!(Projector "d" [on('d')] C::OtherWay, 21 "word-other-way" "help-other-way"),
    bind!(Projector "r" [on('r')] C::Reset, 250 "" "help-reset"),
    bind!(Projector "x" [on('x')] C::Hex, 250 "" "help-hex"),
    bind!(Projector "b" [on('b'), on('.')] C::Blank, 250 "" "help-blank"),
    bind!(Projector "t" [on('t')] C::Theme, 250 "" "help-theme-hall"),
    bind!(Projector "Esc" [key(K::Esc), on('P')] C::Back, 90 "word-lab" "help-leave-projector"),

    bind!(Everywhere "t" [on('t')] C::Theme, 95 "word-theme" "help-theme"),
    bind!(Everywhere "M" [on('M')] C::Mouse, 250 "" "help-mouse"),
    bind!(Everywhere "?" [on('?'), key(K::F(1))] C::Help, 100 "word-help" "help-help"),
    bind!(Everywhere "q" [on('q')] C::Quit, 110 "word-quit" "help-quit"),
];
