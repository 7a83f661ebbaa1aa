# What open, save, unsaved work, settings and the list of home say.

## Home
home-go-on = Go on
home-new = new calls
home-lab-unsaved = { $name } · not saved
home-unsaved = { $name } · { $what }
home-unsaved-ago = { $name } · { $ago } · { $what }
home-ago-moment = a moment ago
home-ago-minutes = { $minutes } min ago
home-ago-hours = { $hours } h ago
home-ago-days = { $days ->
    [one] a day ago
   *[other] { $days } days ago
  }
home-unsaved-calls = { $calls ->
    [one] one call, not saved
   *[other] { $calls } calls, not saved
  }
home-unsaved-calls-line = { $calls ->
    [0] a line, not saved
    [one] one call and a line, not saved
   *[other] { $calls } calls and a line, not saved
  }
home-unsaved-line = a line, not saved
home-unsaved-answers = { $answers ->
    [one] one answer given
   *[other] { $answers } answers given
  }
home-worksheet-about = { $file } · { $calls ->
    [one] one call
   *[other] { $calls } calls
  }
home-recent-about = in { $folder }
home-recent-missing = not there any more: { $folder }
home-practice-about = level { $level }{ $rows ->
    [0] { "" }
    [one] { " · one row to look at again" }
   *[other] { " · " }{ $rows } rows to look at again
  }
home-settings = Settings
home-settings-about = colours, spelling, mouse

## The lab
lab-changed = { " · not saved: Ctrl-S" }

## Open and save
keep-title-open = open a worksheet
keep-title-save = save the calls as a worksheet
keep-title-ask = a question
keep-answers = y yes   n no
keep-new-name = calls.md
keep-about-open = Worksheets are Markdown files (.md). Tab completes, ↑↓ chooses, Enter opens.
keep-about-save = Enter saves in { $folder }. A worksheet that was opened keeps its text; only calls and knobs change.
keep-about-save-proposed = Enter saves in { $folder } under this name; what you type replaces it, ← keeps it to be changed. Only calls and knobs of a worksheet change.
keep-no-folder = There is no such folder, or it cannot be read.
keep-no-name = Type a path, or choose a file with ↑ and ↓.
keep-no-calls = There is no call to save yet.
keep-no-worksheet = { $place }: { $why }
keep-findings = { $findings ->
    [one] One place of the worksheet was not understood: line { $line }, column { $column }: { $why }
   *[other] { $findings } places of the worksheet were not understood, the first at line { $line }, column { $column }: { $why }
  }
keep-no-room = These calls do not fit where this worksheet's calls stood. F5 still runs them; copy them into a new worksheet.
keep-saved = Saved as { $file }.
keep-saved-knobs = Saved as { $file }, with its knobs: { $knobs }.
keep-saved-typing = Saved as { $file }. The line being typed is no call yet; it is kept aside.
keep-not-saved = { $file } cannot be written: { $why }. Nothing is lost: the calls are still here.
keep-no-file = { $file } is neither a file nor a folder. A worksheet is a file.
keep-ask-replace = { $file } exists already. Replace it?
keep-ask-changed = { $file } was changed by another program since it was read here. Replace it with what is here?
keep-left-alone = Nothing was written. S saves under another name.
keep-open-already = This worksheet was open already, with changes that are not saved.
keep-open-changed = This worksheet was open already, with changes that are not saved; the file was changed meanwhile, too.

## Unsaved work
keep-ask-restore = { $file } has changes or answers from a chunkscope that has ended. Go on with them?
keep-ask-restore-new = Calls that were typed here were not saved when chunkscope ended. Go on with them?
keep-restore-later = They stay where they are; home offers them.
keep-restored = It is as it was left. Ctrl-S saves it.
keep-restored-answers = { $answers ->
    [one] One answer is back. What ran is not: the calls run again.
   *[other] { $answers } answers are back, of all rounds. What ran is not: the calls run again.
  }
keep-restored-without = The calls are as they were left, but not their worksheet. { $why }
keep-restored-part = { $calls ->
    [one] One call could not be read again.
   *[other] { $calls } calls could not be read again.
  } The rest is as it was left.
keep-gone = This is open in another chunkscope now.
keep-ask-discard = { $labs ->
    [one] This was never saved. Throw it away?
   *[other] This and what was left with it, { $labs } in all, was never saved. Throw all of it away?
  }
keep-unkept = Unsaved work cannot be kept: { $why } Save it with Ctrl-S.
keep-ask-quit = What was typed is not saved, and it cannot be kept for the next start. Leave it?

## Settings
settings-title = settings
settings-finding = { $place }: { $why }
settings-fixed = this run: { $how }
settings-colourless = This run has no colours: { $how }.
settings-where = Kept in { $file }. Recent files and unsaved work: { $data }.
settings-read-only = Nothing is written in this run (--no-save). The file is { $file }.
settings-nowhere = There is no home directory, so settings hold for this run only.
settings-defaults-set = All settings are the usual ones again.
settings-theme = theme
settings-theme-dark = dark
settings-theme-light = light
settings-theme-black = high contrast, black
settings-theme-white = high contrast, white
settings-theme-about = what suits the terminal's background
settings-palette = colours
settings-palette-own = colour-blind safe
settings-palette-terminal = the terminal's 16
settings-palette-about = Okabe and Ito's, or the terminal's
settings-spelling = spelling
settings-spelling-c = C
settings-spelling-python = Python
settings-spelling-about = what Tab offers in an empty lab
settings-ascii = signs
settings-ascii-off = boxes
settings-ascii-on = ASCII only
settings-ascii-about = ASCII where boxes do not line up
settings-mouse = mouse
settings-mouse-on = on
settings-mouse-off = left to the terminal
settings-mouse-about = clicks and wheel, or selecting text

## Footer
word-settings = settings
word-off-list = off the list
word-take = take it
word-defaults = the usual ones
word-save = save
word-open-file = open a file

## Help
keys-ask = A question
keys-path = A path
keys-settings = Settings
keys-files = Files
help-settings = Settings: colours, spelling, mouse.
help-settings-home = Settings.
help-off-list = Take it off the list; unsaved work is asked for.
help-ask-yes = Yes.
help-ask-no = No; Esc too.
help-path-take = Open it, or save there.
help-path-complete = Complete the path.
help-path-choose = Choose a file of the list.
help-path-leave = Leave it; nothing is opened or written.
help-settings-choose = Choose a setting.
help-settings-change = Change it; it holds at once.
help-settings-defaults = The usual value for each.
help-settings-back = Back. What was changed is kept.
help-save = Save the calls in their worksheet; new calls: ask where.
help-save-as = Save under another name, also while typing.
help-save-as-letter = Save under another name.
help-open-file = Open a worksheet. What is open here is kept.

# Results for other programs
export-ending = The name ends in .csv for a table, or in .json.
export-failed = { $file } cannot be written: { $why }. Nothing that is shown here is lost.
export-left-alone = Nothing was written; the file is as it was.
