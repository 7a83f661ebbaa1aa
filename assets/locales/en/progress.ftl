# What the room `progress` says: about files that last. No sentence blames; each says what is kept, and where.

progress-no-home = There is no home directory, so nothing is kept. Set { $variable } to a folder.
progress-busy = { $file } is held by another program, so this was not kept. The next change is tried again.
progress-cannot-keep = { $file } cannot be written: { $why }. What it held before is still there.
progress-cannot-read = { $file } cannot be read: { $why }. It is left alone.
progress-damaged = { $file } is damaged (line { $line }, column { $column }).
progress-newer = { $file } is of version { $version }, which is newer than this program.
progress-set-aside = { $what } It is kept as { $kept }; a new one is begun.
progress-left-alone = { $what } It is left alone, because nothing is to be written.
