# What people can do about rows, and why a plan is refused.

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
report-server-says = the server says: { $answer }
remedy-token = Put a valid token into VBOT_TOKEN (or its _FILE), or check VBOT_USERNAME and VBOT_PASSWORD; then:
remedy-key = Make a key in VBot's console (“Cài đặt nhóm”, “Api Key”) and put it into VBOT_API_KEY (or its _FILE); then:
remedy-forbidden = Check `vbot_id` and `project_code` in [api], and that the token's user may change the CRM; then:
remedy-redirected = Correct `base_url` in [api] (`https`, the host, the path), or remove the proxy or login page in between; if the account's address has changed, confirm it with `vbot-sync adopt --same-account`; then:
remedy-down = Check `base_url` in [api], and wait until the server is up again; then:
remedy-mapping = Compare what the server says with [source.columns] and [source.values]; then:
remedy-canary = Look at what the server says of these rows; what can stay as it is:
remedy-canary-differs = Look at the customer in VBot: either someone has changed it, or [api.v3] and the types of the fields don't fit the account; `vbot-sync drift` compares all; what can stay as it is:
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
