
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

## sync/certify_error.rs

certify-no-run = there is no run { $run }
certify-none-finished = no run that has sent a call is finished yet
certify-unfinished = run { $run } is not finished
certify-given-up = run { $run } was never finished: a newer plan took its place
certify-nothing-sent = run { $run } has not sent a plan of its own, so there is nothing to certify
certify-not-counted = run { $run } was recorded by an older version, which did not count what became of each row
certify-snapshot-unknown = the snapshot after run { $run } is not known any more
certify-sum = the rows of { $path } don't add up: more have a fate than were read
