
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
