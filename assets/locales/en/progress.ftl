# What the room `progress` says: about files that last. No sentence blames; each says what is kept, and where.

progress-no-home = There is no home directory, so nothing is kept. Set { $variable } to a folder.
progress-busy = { $file } is held by another program, so this was not kept. The next change is tried again.
progress-cannot-keep = { $file } cannot be written: { $why }. What it held before is still there.
progress-cannot-read = { $file } cannot be read: { $why }. It is left alone.
progress-damaged = { $file } is damaged (line { $line }, column { $column }).
progress-newer = { $file } is of version { $version }, which is newer than this program.
progress-set-aside = { $what } It is kept as { $kept }; a new one is begun.
progress-left-alone = { $what } It is left alone, because nothing is to be written.

## Settings
settings-no-toml = This is no TOML: { $why }. The settings are the usual ones until it is mended.
settings-wrong-value = { $key } cannot be this. It can be: { $choices }.
settings-version = This file is of another version than { $version }. What is known of it is used.
settings-unknown-key = There is no setting { $key }; it is left in the file. There are: { $known }.
settings-unusable = { $file } is no TOML.

## Unsaved work
drafts-damaged = Unsaved work in { $file } is damaged.
drafts-set-aside = { $what } It is kept as { $kept }.
