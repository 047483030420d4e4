
## cli/error.rs

cli-no-terminal = there is no terminal to ask on; pass --yes to send without asking (`vbot-sync plan` shows what would be sent)
cli-one-config = several --config are given, but { $command }
cli-outside-window = it is { $time }, outside the window { $window }: nothing was started
cli-faults = --faults: { $reason }
cli-rules = --v3-rules: { $reason }
cli-rules-of-v3 = --v3-rules are for --dialect v3, and this sandbox speaks { $dialect }
cli-output = the result can't be written
cli-unwritable = { $path } can't be written
cli-protected = { $path } is a file that vbot-sync itself reads or keeps
cli-exists = { $path } exists already and is not overwritten
cli-changed = { $path } exists already and is not what `failures` wrote: it may contain corrected rows
cli-not-empty = { $path } is not empty, and nothing in it is overwritten
cli-unrecognised = nothing was recognised in these files ({ $files })
cli-unknown = nothing is known about { $entity } { $code }: no row, no record, no call
cli-no-folder = run { $run } has left no folder
cli-no-certificate = { $path } is no certificate
cli-unknown-run = there is no run { $run } in the history
cli-pointless = { $option } says nothing about this table
cli-several-tables = a CSV file has one table, and the records of five entities are five tables
cli-workbook-on-terminal = a workbook can't be shown on a terminal

## cli/usage.rs

cli-language-unknown = { $variable } is “{ $code }”, which is no language of vbot-sync: en or vi

## cli/notice.rs

notice-error = error
notice-refused = refused
notice-because = because
notice-hint = hint
