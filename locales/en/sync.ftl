
## sync/error.rs

sync-unfinished = run { $run } is unfinished
sync-unfinished-before = run { $run } is unfinished, and belongs to the account as it was
sync-unreached = the server can't be reached: { $reason }
sync-field-missing = the account has no field `{ $code }`, which `{ $key }` of [api.v3] names
sync-field-type = the field `{ $code }`, which `{ $key }` of [api.v3] names, has the type { $kind }, and not { $wanted }
sync-field-remapped = `{ $key }` of [api.v3] is { $now }, and the snapshot has what was sent to { $then }: those values would stay there, and the other field would lack them
sync-fields-unread = the account's fields can't be read: { $message } ({ $code })
sync-account-unread = the account can't be read: { $reason }
sync-account-changing = the account changed again and again while it was read, so what it holds is not confirmed
sync-no-snapshot = there is no snapshot yet, so there is nothing to compare the account with
sync-busy = the run was stopped, since its outcomes could not be noted
sync-sending = sending has broken down
sync-no-runtime = the rehearsal can't begin
sync-no-corrections = { $path } is no workbook of failed rows
sync-foreign-rows = { $path } corrects rows of { $listed }, which is no source of the configuration
sync-no-column = { $path } [{ $sheet }] no longer has the column for { $column }
sync-unwritable = { $path } can't be written
sync-reading = the sheets could not be read, by a fault of the program
sync-missing-column = { $without }
sync-letters-lost = { $file }: { $damaged } of { $texts } texts have lost letters, the first in row { $row }
sync-no-run = there is no run { $run }
sync-condition-column = --where: no source has a column “{ $column }”
sync-no-record = --rename { $typed }: the snapshot has no { $entity } { $code }
sync-no-row = --rename { $typed }: no row that could be used has the { $entity } code { $code }
sync-hint-unfinished = `vbot-sync resume` finishes it; `vbot-sync sync` settles what is in doubt and plans afresh
sync-hint-unfinished-before = put [api] back as it was and run `vbot-sync resume` to its end; then change [api] and run this again
sync-hint-applied = `vbot-sync status` tells whether that run is finished, `vbot-sync plan` what is left
sync-hint-busy = wait until the other program has finished; `vbot-sync resume` then finds out what became of the calls that were on their way, and goes on
sync-hint-unreached = nothing was sent; `vbot-sync resume` or `vbot-sync sync` tries again
sync-hint-key-stored = make a key in VBot's console (“Cài đặt nhóm”, “Api Key”) and put it into VBOT_API_KEY (or its _FILE); nothing was stored
sync-hint-account-unread = nothing was concluded and nothing was stored
sync-hint-account-changing = try again when fewer people work in it; nothing was stored
sync-hint-no-snapshot = `vbot-sync adopt --from-account` stores what the account holds
sync-hint-needs-v3 = under v1 and v2 the snapshot is the only memory of the account
sync-hint-key-sent = make a key in VBot's console (“Cài đặt nhóm”, “Api Key”) and put it into VBOT_API_KEY (or its _FILE); nothing was sent
sync-hint-field-missing = make the field in VBot's console, or correct its code in [api.v3]; no customer was sent
sync-hint-field-remapped = write `{ $key } = { $then }` under [api.v3] again; or read the account anew with `vbot-sync adopt --from-account`, and the next plan sends what the other field lacks
sync-hint-field-type = a field never changes its type: name another field in [api.v3]; no customer was sent
sync-hint-no-corrections = `vbot-sync failures --xlsx FILE` writes one; its last sheet has to stay in it
sync-hint-foreign-rows = write the workbook again with `vbot-sync failures --xlsx FILE`
sync-hint-no-column = leave the columns as they were, and correct the cells only
sync-hint-reading = nothing was sent; please report it, with what was printed before
sync-hint-question-marks = there are question marks in place of letters, as Excel writes them: save it as “CSV UTF-8”, not as “CSV”
sync-hint-double-encoded = its letters were encoded twice: export it again, and open it as UTF-8 wherever it is opened on the way
sync-hint-history = `vbot-sync history` lists the runs
sync-hint-meant = did you mean “{ $near }”?
sync-hint-codes = the code up to now comes first, the code in the sheets second
sync-headers-more = { $first } and { $more } more
sync-hint-header = did you mean “{ $suggestion }”? The headers are { $headers }
sync-hint-map = map it under [source.columns], or give it a value under [source.defaults]; the headers are { $headers }
sync-hint-headers = the headers are { $headers }

## sync/certify_error.rs

certify-no-run = there is no run { $run }
certify-none-finished = no run that has sent a call is finished yet
certify-unfinished = run { $run } is not finished
certify-given-up = run { $run } was never finished: a newer plan took its place
certify-nothing-sent = run { $run } has not sent a plan of its own, so there is nothing to certify
certify-not-counted = run { $run } was recorded by an older version, which did not count what became of each row
certify-snapshot-unknown = the snapshot after run { $run } is not known any more
certify-sum = the rows of { $path } don't add up: more have a fate than were read
certify-unchanged = the journal of run { $run } leaves { $rows } rows of { $entity } without a call, but its plan found { $records } unchanged records
certify-hint-history = `vbot-sync history` lists the runs
certify-hint-runs = `vbot-sync history` lists the runs; a run of sync, apply, resume or undo can be certified
certify-hint-resume = `vbot-sync resume` finishes it; then it can be certified
certify-hint-given-up = certify the run that took its place
certify-hint-version = runs of this version can be certified
certify-hint-sent = certify a run that has sent a call
certify-hint-unchanged = the journal was changed after the run: restore the snapshot file from a backup; no certificate was written
certify-hint-report = please report it, with the run's report; no certificate was written

sync-or = or
sync-column-needed = there is no column for { $name }, which every { $entity } needs
sync-column-usual = there is no column “{ $first }”, or with another usual header, for { $name }
sync-column-wanted = there is no column “{ $wanted }” for { $name }
sync-applied = the saved plan was applied already, by run { $run } of { $started }
sync-needs-v3 = { $what } reads the account, which is only possible with dialect v3, and this one is { $dialect }

## Ends of runs and answers on the stage

sync-second-signal = a second signal ended it at once
sync-breaks-off = the answer breaks off
sync-closed = it was closed without an answer
