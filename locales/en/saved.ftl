
## saved/error.rs

saved-taken = { $path } is there already and is no saved plan
saved-unwritable = the plan can't be written to { $path }
saved-unreadable = { $path } can't be read
saved-refused = { $path } { $reason }
saved-call = a call of the saved plan can't be read
saved-foreign = is no saved plan
saved-newer = was saved by a newer version of vbot-sync
saved-older = was saved by an older version of vbot-sync
saved-damaged = is damaged: it is not what was written, or not all of it
saved-unread = can't be read to its end: { $reason }
saved-hint-taken = nothing was overwritten; name another file after --out
saved-hint-unreadable = `vbot-sync plan --out FILE` saves a plan
saved-hint-newer = apply it with that version
saved-hint-account = `--config FILE` names the configuration that it belongs to
saved-hint-age = { saved-hint-again }, or say --max-age { $hours }h
saved-hint-stale = { saved-hint-again }; nothing was sent
saved-hint-again = make it again with `vbot-sync plan --out FILE`

## saved/seal.rs

saved-account = the saved plan is stale: it was made for { $account }
saved-program = the saved plan is stale: it was made by version { $version } of vbot-sync
saved-configuration = the saved plan is stale: the configuration has changed since: { $keys }
saved-snapshot = the saved plan is stale: the snapshot has changed since, so what it says of the account is no longer true
saved-age = the saved plan is stale: it was made { $age } ago, and a plan may be { $limit } old
