
## store/refusal.rs

refusal-only-looking = it was opened only to look at
refusal-unfinished = run { $run } is neither finished nor superseded
refusal-ended = run { $run } has ended for good, or was never begun
refusal-calls-left = run { $run } can't be finished with { $left } calls left
refusal-calls-in-doubt = run { $run } can't be superseded with { $doubtful } calls in doubt
refusal-no-call = run { $run } has no call { $call }
refusal-transition = call { $call } of run { $run } is { $now } and can't become { $asked }
refusal-note = a note on { $entity } { $code }, which it does not have
refusal-taken = { $entity } { $from } can't become { $to }, which is taken
refusal-not-known = { $entity } { $from } can't become { $to }: it does not know { $from }

## store/error.rs

store-sqlite = { $sqlite }
store-json = could not be written
store-refused = refused a change: { $reason }
store-gone = was removed or replaced while it was in use
store-log-left = can't be looked at without the right to write beside it: a run is at work, or has left a log (its name ends in -wal)
store-changing = was written to while it was looked at without the right to write beside it
store-folder = is a folder, not a snapshot file
store-not-ours = is a database of another program
store-newer = was written by a newer version of vbot-sync
store-unknown = was written by a version of vbot-sync that was never released
store-unfinished = has an unfinished run { $run }, and only the program that began it can finish it
store-late = was written by an earlier version, and a request of its last run may still be at work
store-other-account = belongs to { $owner }, not to { $tenant }
store-no-folder = the folder of { $file } does not exist
store-locked = another run holds { $path }{ $holder }
store-no-lock = { $path } can't be made or locked
store-closed = the journal is closed
store-no-thread = the plan could not be journalled, for want of a thread
store-unmade = the plan could not be journalled, by a fault of the program
store-hint-bug = this is a fault of vbot-sync itself; the snapshot was left as it was
store-hint-restore = keep the file aside and restore it from a backup; without one, a sync into a new file takes over the records that exist
store-hint-gone = put the file back as it was, then run again: what was in flight is settled first
store-hint-log-left = run `vbot-sync status` as a user who may write the snapshot and its folder, which takes the log in, or give this user that right
store-hint-changing = run it again when the run has ended; nothing was written
store-hint-folder = name a file in `path` of [state]
store-hint-not-ours = check `path` in [state]; the file was left as it was
store-hint-newer = use that version; the file was left as it was
store-hint-unknown = name another file in `path` of [state]: a sync into a new one takes over the records that exist
store-hint-unfinished = run `vbot-sync resume` with that version of the program first; the file was left as it was
store-hint-late = run it again an hour after that run; the file was left as it was
store-hint-moved = where it is the same account under a new address or dialect, `vbot-sync adopt --same-account` keeps the snapshot for it; give every other account a `path` of its own in [state]
store-hint-other-account = give every account a `path` of its own in [state]
store-disk-full = can't grow: the disk is full
store-hint-disk-full = free some space and run again; the last change was not made, and all before it is safe
store-read-only = can't be written: the file or its folder is read-only
store-hint-read-only = give this user the right to write the file and its folder; nothing was changed
store-no-snapshot = is not a snapshot of vbot-sync
store-corrupt = is damaged
store-unopened = can't be opened
store-hint-unopened = check `path` in [state], and that this user may read and write the file and its folder
store-in-use = is in use by another program
store-hint-in-use = wait until that program has finished, then run again; nothing was changed
store-disk-error = can't be read or written: the disk reports an error
store-hint-disk-error = check the disk, then run again; the last change was not made
store-unused = could not be used
store-unreadable = holds something that can't be read
store-hint-no-folder = create { $folder }, or change `path` in [state]
store-hint-locked = wait until it has finished, or end it; the lock goes with its process
store-hint-no-lock = the snapshot's folder must be writable, on a disk that knows file locks
store-hint-no-thread = nothing was sent; end some other program and run it again
store-hint-unmade = nothing was sent; please report it, with what was printed before
store-hint-closed = run `vbot-sync status` to see what is unfinished

## What an error is about

store-account-copy = the temporary copy of the account
store-no-file = something else than a file is there
store-the-snapshot = the snapshot
store-crashed = its process ended without finishing the run
