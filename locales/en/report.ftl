# What people can do about rows, and why a plan is refused.

## report/hints.rs

hint-waits = correct the record that it waits for; this one is sent after it
hint-repaired = the rows are sent as repaired; look at the first of each kind
hint-left-out = nothing of these rows is sent; where one is a record, give it a code of its own
hint-hidden = in Excel, show all rows, and delete those that are not to be sent
hint-repeated = one of the rows is enough; no row is held for it
hint-unchanged = it is sent unchanged; correct the cell
hint-not-held = correct the cell; no row is held for it
hint-date = correct the cell; where the whole column is written so, set `date_from`
hint-number = correct the cell; where the whole column is written so, set `decimal`
hint-header = give each column a header of its own
hint-formula = correct the formula in Excel, or write the value instead
hint-quote = look for a quote that is not closed, or a delimiter too many, and correct it in the sheet itself
hint-swallowed = take the quote out in the sheet itself: the rows below come back with it
hint-cut-off = copy or export the file again: rows behind this one may be missing
hint-letters = type the cell again in Unicode, or set `text_encoding` where the whole sheet is typed with that font
hint-merged = in Excel, unmerge the cells and fill the value in, or set `merged = "fill"` in the [[source]]
hint-required = fill in the cell, or give the attribute a value under [source.defaults]
hint-twin = correct the code, or, where they are two records that differ in case, set `codes = "exact"` in [sync]
hint-code = give the row the code that its record has, or is to have
hint-reference = correct the value, add it to its catalogue, or translate it under [source.values]
hint-duplicate = leave one of the rows, or give the other record a code of its own
hint-identity = leave one of the rows, or give the other record an identity of its own
hint-group-name = give the group a name that no other group has
hint-previous = leave the old code in one of the rows only
hint-taken = correct the other row first: this one can be sent once it is free
hint-cell = correct the cell
hint-refused = the server does not take a value as it is: compare what it says with the cells
hint-missing = the record, or something that it names, is not in the account; see `on_missing` in [sync]
hint-exists = the code is in use in the account already; see `on_exists` in [sync]
hint-compare = compare what the server says with the cells
hint-settled = nothing is to be done by hand: the next run settles it first

## report/messages/guards.rs

guard-deletes-all = all { $deletes } { $entity } records would be deleted and none would be left
guard-deletes = { $deletes } of { $known } { $entity } records would be deleted; at most { $allowed } may be ({ $limit })
guard-updates = { $updates } of { $known } { $entity } records would be updated; at most { $allowed } may be ({ $limit }); { $target } changes in { $rows } of them
guard-nothing = nothing
guard-renames = { $entity }: { $renames } of { $known } codes { $change } ({ $first }); at most { $allowed } may change ({ $limit })
guard-source-missing = there is no file { $source }, but { $known } { $entity } records are in the snapshot
guard-source-empty = { $source } has no row, but { $known } { $entity } records are in the snapshot
guard-rows = { $place } has { $rows } rows; at the last successful run it had { $before }
guard-rows-follow = { $place } has { $rows } rows; at the last successful run { $follows } had { $before }
guard-column = { $place } no longer has the column for { $target }{ $headers }, which was there at the last successful run
guard-column-files = { $more ->
    [one] { $place } and { $more } more file no longer have the column for { $target }{ $headers }, which was there at the last successful run
   *[other] { $place } and { $more } more files no longer have the column for { $target }{ $headers }, which was there at the last successful run
}
guard-undone = run { $by } has undone run { $run }, and neither a sheet nor the configuration has changed since then: the same changes would be sent again
guard-stale = { $place } was last changed { $age } ago, and may be { $limit } old (`max_age`)
guard-limit = limit { $count }
guard-change = would change
guard-zeros-lost = lost their leading zeros
guard-zeros-gained = got leading zeros
guard-case = differ in case only
guard-look-alike = differ in blanks, accents or look-alike letters only
guard-prefix-got = got “{ $new }” at their beginning
guard-prefix-lost = lost “{ $old }” at their beginning
guard-prefix = got “{ $new }” in place of “{ $old }” at their beginning
guard-suffix-got = got “{ $new }” at their end
guard-suffix-lost = lost “{ $old }” at their end
guard-suffix = got “{ $new }” in place of “{ $old }” at their end
guard-file = { $rows ->
    [one] { $file } ({ $rows } row)
   *[other] { $file } ({ $rows } rows)
}
guard-file-missing = { $rows ->
    [one] { $file } is missing: it was there at the last successful run, with { $rows } row, and no new file of { $source } takes its place
   *[other] { $file } is missing: it was there at the last successful run, with { $rows } rows, and no new file of { $source } takes its place
}
guard-files-missing = { $count } files of { $source } are missing that were there at the last successful run: { $files }

## report/issues.rs

issues-hint = hint: { $remedy }
issues-suggestions = { $count ->
    [one] { $count } record
   *[other] { $count } records
} may only have another code (a delete and a create would lose the call history)
issues-errors = { errors } in the sheets
issues-warnings = { warnings } in the sheets
issues-both = { $errors } and { $warnings } in the sheets
issue-error = error:
issue-warning = warning:
guards-heading = Refused: please look twice before this is sent
guards-flag = if that is right: { $flag }

## report/failures.rs

failures-more = … and { $count } more of { $file }; --xlsx has all
failures-answer = the server says: { $answer }
answer-error = { $message } (error { $error })
failures-no-row = { $record } (no row is about it now)
failures-none = Everything got through.
failures-rows = { $rows } did not get through.
failures-calls = { $calls } without a row did not get through.
failures-both = { $rows } and { $calls } without a row did not get through.

## report/reasons.rs

reasons-follow = { $count } { $entity } { $count ->
    [one] update only follows
   *[other] updates only follow
} a changed code or group name (`renames_cascade = true` leaves them to the server).
reasons-task = { $count } { $entity } { $operation }
reasons-left-out = Left out: { $tasks }. They are neither sent nor lost: the next plan has them again.
reasons-missing = { creates } only because customers refer to records that no sheet has.
reasons-detours = { calls } to swap codes or names.
reasons-held = Held: { $rows } whose rows have errors; nothing is sent or deleted for them.

## report/summary.rs

summary-plan = { $verdict } Plan { $plan }.
verdict-nothing-refused = Nothing to send, and a guard refuses the plan.
verdict-refused = { $calls }: none is sent unless you override the guards.
verdict-price = { $calls }: { $price }.
verdict-calls = { $calls }.
verdict-no-undo = Nothing to undo.
verdict-left-out = Nothing to send: every call is left out.
verdict-nothing = Nothing to do.
verdict-unchanged = Nothing to do: { $count ->
    [one] { $count } record is
   *[other] { $count } records are
} in the account as the sheets have them.
verdict-held = Nothing to send: { $unchanged ->
    [one] { $unchanged } record is
   *[other] { $unchanged } records are
} unchanged, { $held ->
    [one] { $held } row is
   *[other] { $held } rows are
} held.

## report/table.rs

column-unchanged = unchanged
column-held = held
table-total = total
column-new = new
column-changed = changed
column-moved = other code
column-gone = gone

## report/check.rs

check-rows = rows
check-rejected = rejected
check-header = header
check-encoding = encoding
check-delimiter = delimiter
check-file = file
check-newest = the newest of { $count } files; not read: { $files }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
check-from = { $name } from { $headers }
check-guessed = found by their headers: { $columns }
check-constant = { $name } (a constant)
check-create-only = sent with a create only (updates of v1 and v2 repeat the value last sent)
check-if-empty = sent only while the account has no value (if-empty)
check-unused = not used: { $columns }
check-unusable = { $place } (can't be used)
check-tab = tab
check-hidden = a hidden sheet

## report/changes.rs

changes-missing = customers name it
changes-detour = part of a swap
changes-more = and { $more } more
changes-again = sent again
value-blank = (blank)

## report/excerpt.rs

excerpt = it lists { $calls } of { $all_calls } calls and { $issues } of { $all_issues } issues, at most { $examples } of each kind; the counts are those of the whole plan

## report/call_outcome.rs

outcome-word = { $outcome ->
    [applied] applied
    [recorded] recorded
    [skipped] skipped
    [failed] failed
    [blocked] blocked
    [unknown] unknown
   *[remaining] remaining
}
outcome-applied = acknowledged by the server
outcome-recorded = recorded as already sent, without a request
outcome-skipped = left as the account has it
outcome-failed = refused by the server
outcome-blocked = not sent, because a call that comes first was refused
outcome-unknown = sent without a clear answer; the next run settles it
outcome-remaining = not sent

## report/adoption.rs

adopt-nothing = The snapshot already matches the sheets.
adopt-prospect = { changes } of the snapshot, without a call: from then on the account is taken to hold what the sheets say, and only what changes in them is sent.
adopt-held = { rows-held }: the snapshot keeps what it had for them.
adopt-done = Run { $run }: { changes } of the snapshot; nothing was sent.
adopt-read = { records-of }: { $ours } ours, { $others } not ours, { $missing } not in the account

## report/drift.rs

drift-more = and { $count } more { $state }
drift-counts = { records-of }: { $same } the same, { $changed } changed there, { $gone } gone there, { $not_ours } not ours, { $unreadable } unreadable
drift-sample = { $asked } of { $all } customers looked at, { $drifted } not as in the snapshot: with 95 % confidence at most { $most } % of all are.
drift-none = The account is as the snapshot has it.
drift-some = { $count ->
    [one] { $count } record of the account differs from the snapshot.
   *[other] { $count } records of the account differ from the snapshot.
}
drift-unsure = The account changed while it was read, so records that are not ours may be missing here.
drift-changed = changed there
drift-gone = gone there
drift-not-ours = not ours
drift-unreadable = unreadable
drift-by = by member { $member }

## report/history.rs

history-none = No run is recorded yet.
history-run = run
history-command = command
history-started = started
history-took = took
history-state = state
history-exit = exit
history-applied = applied
history-failed = failed
history-held = held
history-source = source
history-failures = { calls } did not get through:
history-issues = { $count ->
    [one] { $count } issue:
   *[other] { $count } issues:
}
history-issue = { $message } ({ $rule }) in { $place }
history-not-ended = not ended
history-finished = finished
history-after = { $ended }, after { $duration }
history-reason = reason
history-unknown = unknown
history-by = by
history-user = { $user } on { $host }, version { $version }
history-rows = rows
history-read = { $rows } read, { $held } held
exit-code = exit { $exit }

## report/learned.rs

learned-nothing = Nothing was learned.
learned-some = { $count ->
    [one] { $count } correction was learned
   *[other] { $count } corrections were learned
}, now in { $file }: from now on every run applies them while the sheets say what they say now.
learned-unchanged = { $count ->
    [one] { $count } row was
   *[other] { $count } rows were
} not changed in the workbook.
learned-not = not learned: { $reason }
learned-all-applied = { $count ->
    [one] { $count } learned correction
   *[other] { $count } learned corrections
}, applied
learned-applied = { $count ->
    [one] { $count } learned correction
   *[other] { $count } learned corrections
}, { $applied } applied
learned-more-columns = … and { $count ->
    [one] { $count } more column
   *[other] { $count } more columns
}
learned-more = and { $count } more
learned-dropped = will be dropped
learned-dropped-cells = { $count ->
    [one] { $count } correction is
   *[other] { $count } corrections are
} dropped from { $file }: { $cells }
learned-today = learned today
learned-yesterday = learned 1 day ago
learned-ago = learned { $days } days ago

## report/found.rs

found-records = { $count } records of { $entity } fit “{ $text }”:
found-in-snapshot = only in the snapshot
found-hint = hint: give the code of one of them, such as `{ $command }`

## report/rehearsal.rs

rehearsal-differs = { $entity } { $code } would not be as the sheets want it
rehearsal-tried = Tried: { $known }. Only the real server knows: { $unknown }.
rehearsal-nothing = Nothing to rehearse: the plan has no call.
rehearsal-nothing-differs = The plan has no call, but the account would not be as the sheets want it.
rehearsal-only-call = the only call is accepted
rehearsal-all-calls = all { $calls } are accepted in this order
rehearsal-some-calls = { $accepted } of { $calls } are accepted
rehearsal-refused = { $count ->
    [one] { $count } is
   *[other] { $count } are
} refused
rehearsal-rest = { $count ->
    [one] { $count } is
   *[other] { $count } are
} not brought to an end
rehearsal-stops = the run stops early ({ $reason })
rehearsal-equal = the account ends as the sheets want it
rehearsal-unequal = the account does not end as the sheets want it
rehearsal-verdict = Rehearsal of plan { $plan }: { $calls }, and { $end }.
rehearsal-time = It takes { $duration } with { $requests } at { $rate }; begun now, it ends on { $ends }. That holds as long as VBot answers within { $slowest }; slower answers make it longer (`concurrency`).
stage-keys = the keys that a call needs
stage-exists = codes that exist already
stage-missing = records that are missing
stage-references = what customers refer to
stage-in-use = what is in use
stage-group-names = names of groups
stage-cascade = whether customers follow a lookup that gets another code or name
stage-folding = whether codes that differ only in case are one
stage-values = which values it accepts
stage-others = what others have changed in the account
stage-permissions = what the token's user may do
stage-rate-limit = how many requests it takes
stage-answer-time = how long its answers take

## report/notification.rs

notice-run = run { $run } (`{ $command }`)
notice-outcome = { $project }: { $name } { $ending }{ $exit }, after { $time }
notice-created = created
notice-updated = updated
notice-moved = changed in code
notice-deleted = deleted
notice-nothing = { calls } applied
notice-failed = failed
notice-blocked = blocked
notice-unknown = unknown
notice-remaining = not sent
notice-held = { $count ->
    [one] { $count } row held
   *[other] { $count } rows held
} ({ $fresh } new)

## report/status.rs

status-snapshot = snapshot
status-account = account
status-records = records
status-last-run = last run
status-success = success
status-none = none yet
status-run = { $run } (`{ $command }`) of { $started }: { $ending } at { $at }{ $exit }{ $reason }
status-ends = ends about { $time }
status-reading = `{ $command }` has been running since { $since }; it has not begun to send.
status-sending = `{ $command }` has been running since { $since }: { $done } of { $calls }{ $ends }.
status-held = { $count ->
    [one] { $count } row was
   *[other] { $count } rows were
} held at the last run:
status-row = row
status-no-code = without a code

## report/certificate.rs

certificate-unhashed = note: { $file }: its hash is not known, because the run's process died; it was not compared
certificate-no-previous = note: the certificate before is not there, so it was not compared
certificate-moved-on = note: the snapshot has moved on by run { $run }; compared was the snapshot before that run
certificate-confirmed = The certificate of run { $run } is confirmed.
certificate-differs = The certificate of run { $run } differs in { $count ->
    [one] { $count } point
   *[other] { $count } points
}.
certificate-figure = { $name }: the certificate has { $certified }, the journal { $found }
certificate-sheet-changed = { $file }: the file has changed since the run read it
certificate-sheet-unread = { $file }: the file can't be read: { $error }
certificate-snapshot-changed = snapshot: it was changed after the run, but by no run
certificate-no-history = run: { $reason }
certificate-previous-changed = previous: the certificate before is another one than this one names

## report/run_end.rs

end-stopped = Stopped early: { $reason }.
end-failed = { calls } failed
end-blocked = { calls } blocked by a failed one
end-unknown = { calls } may or may not have been applied; the next run settles that first
end-waits = waits for { $entity } { $code }
met-adopted = { $count ->
    [one] { $count } create met a record that was in the account already; it was taken over
   *[other] { $count } creates met a record that was in the account already; they were taken over
} with a full update (`on_exists = "adopt"`).
met-left-alone = { $count ->
    [one] { $count } create met a record that was in the account already; it was left alone
   *[other] { $count } creates met a record that was in the account already; they were left alone
} and not counted above (`on_exists = "skip"`).
met-recreated = { $count ->
    [one] { $count } update met no record in the account; it was created again
   *[other] { $count } updates met no record in the account; they were created again
} (`on_missing = "create"`).
met-absent = { $count ->
    [one] { $count } delete
   *[other] { $count } deletes
} met no record: it was gone already.
met-moved = { $count ->
    [one] { $count } change of code met no record at the old code and one at the new; it was taken over
   *[other] { $count } changes of code met no record at the old code and one at the new; they were taken over
} with a full update (`on_exists = "adopt"`).
met-created-anew = { $count ->
    [one] { $count } change of code met no record at either code; it was created again
   *[other] { $count } changes of code met no record at either code; they were created again
} (`on_missing = "create"`).
met-temporary-lost = { $count ->
    [one] { $count } record had a temporary code that is no longer in the account; it was given up
   *[other] { $count } records had a temporary code that is no longer in the account; they were given up
} and planned afresh (`on_missing = "create"`).
end-held = { $count ->
    [one] { $count } row was
   *[other] { $count } rows were
} held: nothing was sent or deleted for rows with errors.
end-remaining = { $count ->
    [one] { $count } call was
   *[other] { $count } calls were
} not sent.
stop-interrupted = Ctrl-C or a stop signal
stop-out-of-time = the allowed time is over
stop-unauthorised = the token is not accepted
stop-key-refused = the API key is not accepted
stop-forbidden = the account lacks the right
stop-redirected = the server answers with a redirect, which is not followed
stop-server-down = the server keeps failing
stop-canary = too many of the first calls, the canary, failed
stop-canary-differs = the account has the first calls, the canary, otherwise than it acknowledged
stop-half-way = a record keeps a temporary code or name
stop-mapping-wrong = nearly everything is refused, the mapping is probably wrong
count-failed = { $count ->
    [one] { $count } call failed
   *[other] { $count } calls failed
}
count-blocked = { $count ->
    [one] { $count } call blocked
   *[other] { $count } calls blocked
}
count-unknown = { $count ->
    [one] { $count } call in doubt
   *[other] { $count } calls in doubt
}
count-held = { $count ->
    [one] { $count } row held
   *[other] { $count } rows held
}
count-remaining = { $count ->
    [one] { $count } call not sent
   *[other] { $count } calls not sent
}
count-stopped = stopped early: { $reason }
end-nothing = Nothing was sent.
end-verdict = Run { $run }: { $applied } applied with { $requests } in { $time }.
remedy-token = Put a valid token into VBOT_TOKEN (or its _FILE), or check VBOT_USERNAME and VBOT_PASSWORD; then:
remedy-key = Make a key in VBot's console (“Cài đặt nhóm”, “Api Key”) and put it into VBOT_API_KEY (or its _FILE); then:
remedy-right = Check `vbot_id` and `project_code` in [api], and that the token's user may change the CRM; then:
remedy-redirect = Correct `base_url` in [api] (`https`, the host, the path), or remove the proxy or login page in between; if the account's address has changed, confirm it with `vbot-sync adopt --same-account`; then:
remedy-server = Check `base_url` in [api], and wait until the server is up again; then:
remedy-mapping = Compare what the server says with [source.columns] and [source.values]; then:
remedy-canary = Look at what the server says of these rows; what can stay as it is:
remedy-canary-differs = Look at the customer in VBot: either someone has changed it, or [api.v3] and the types of the fields don't fit the account; `vbot-sync drift` compares all; what can stay as it is:
next = Next:
next-check = shows the errors of the held rows
next-corrected = after the rows are corrected: sends only what is left
next-refused = why it was refused, and the flag that overrides it
next-resume = finishes this run without reading the sheets again
next-anew = reads the sheets again and makes a new plan

## report/explain.rs

explain-sheets = In the sheets
explain-snapshot = In the snapshot
explain-sent = Sent so far
explain-now = Now
explain-no-row = no row is about it
explain-unmanaged = its entity has no source, so it is not managed: nothing of it is compared, sent or deleted
explain-rejected = rejected, so its record is held
explain-code = code
explain-kept = (blank: kept as it was)
explain-temporary = this is a temporary code, on the way to { $goal }
explain-unsettled = it has to be sent again: something that it names has another code or name since, or the server has answered a call of it with nothing but 500
explain-moved = nothing under this code; its record was given the code { $code } by run { $run }
explain-nothing = nothing
explain-created = created by us
explain-adopted = it was in the account already and was taken over
explain-read = read: the account had it so when it was read
explain-assumed = assumed: `adopt` recorded it as already in the account
explain-acknowledged = as of { $at }, by run { $run }; { $how }
explain-attempts = after { $attempts } attempts
explain-run = run { $run }
explain-waits = waits for { $task } of { $entity }
explain-stays = { $name } stays { $stays } in the account (`write = "{ $rule }"`); the row has { $given }
explain-unread = { $name }: what the account has was never read (`write = "{ $rule }"`), so { $given } is not sent
why-create = it is not in the snapshot
why-delete = it has no row any more
why-update-no = its row has another code
why-update = its row differs from the snapshot
why-follows = only because a code or group name it refers to has changed
why-missing = customers refer to it and no sheet has it (`create_missing`)
why-detour = part of a swap that goes by a temporary code or name
explain-would = { $calls } would be sent.
explain-refused = { $calls } would be sent, but a guard refuses the plan as a whole.
nothing-unmanaged = its entity has no source
nothing-errors = its row has errors, so it is neither sent nor counted as deleted
nothing-kept-above = it has no row, and it is kept (see above)
nothing-kept = it has no row, and it is kept
nothing-left-to-account = the row differs only in values that are left to the account (see above)
nothing-matches = the row matches what VBot last accepted
nothing-at-all = there is no row and no record
nothing-other-code = its row is about a record that has another code
explain-nothing-to-send = Nothing to send: { $why }.
explain-was = was { $value }
