
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
cli-hint-rules = add `--dialect v3`, or leave the rules out
cli-hint-protected = nothing was overwritten; name another file
cli-hint-changed = nothing was overwritten: `vbot-sync sync --corrections FILE` sends the corrections in it; give the new workbook another name (`--xlsx { $name }`), or move the old one away
cli-hint-exists = `--out FILE` writes to another file, `--stdout` prints the configuration
cli-hint-not-empty = name a folder that is empty or does not exist yet: `vbot-sync demo DIR`
cli-hint-unrecognised = customers need a column for their phones or e-mails, catalogues one for the code and one for the name; other headers can be named in `[source.columns]`
cli-hint-pointless = `--entity` is for `export records` and `export calls`, `--run` for `export calls` and `export runs`
cli-hint-several-tables = name one, such as `--entity customer`; `--format ndjson` and `--format xlsx` hold all of them
cli-hint-out = `--out FILE` writes it to a file
cli-hint-out-dir = `--out DIR` writes the certificate elsewhere
cli-hint-certify = `vbot-sync certify RUN` writes one: certificate.json
cli-hint-history = `vbot-sync history` lists the runs
cli-hint-nearest = did you mean { $nearest }?
cli-hint-unmanaged = { $entity } has no source in the configuration
cli-hint-exact = codes are compared exactly, including their case

## cli/usage.rs

cli-language-unknown = { $variable } is “{ $code }”, which is no language of vbot-sync: en or vi

## cli/notice.rs

notice-error = error
notice-refused = refused
notice-because = because
notice-hint = hint

## cli/args/overrides.rs, cli/args/selection.rs

cli-none-of = `{ $name }` is none of { $known }
cli-no-number = `{ $text }` is not a whole number
cli-no-number-above = `{ $text }` is not a whole number above 0
cli-write-number = write ENTITY=NUMBER, for example customer=120
cli-write-duration = write ENTITY=DURATION, for example customer=48h
cli-write-rename = write ENTITY.OLD=NEW, for example customer.KH0001=KH0900
cli-write-column = write ENTITY.COLUMN, for example customer.customer_email
cli-write-condition = write HEADER=TEXT, for example "Chi nhánh=Hà Nội"
cli-blank-code = a code is blank
cli-blank-header = the header is blank

## cli/meant.rs

cli-meant-plan = `vbot-sync plan` shows what would be sent, and sends nothing
cli-meant-check = `vbot-sync check` reads and validates the sheets, and sends nothing
cli-meant-sync = `vbot-sync sync` plans and sends; `vbot-sync plan` shows it first
cli-meant-undo = `vbot-sync undo` plans the way back from a run
cli-meant-history = `vbot-sync history` lists past runs
cli-meant-resume = `vbot-sync resume` finishes a stopped run
cli-meant-init = `vbot-sync init FILES…` writes a configuration from your spreadsheets
cli-meant-sandbox = `vbot-sync sandbox` runs a simulated server on this machine
cli-meant-key = a token or key is never typed into a command: set VBOT_TOKEN, or VBOT_API_KEY for v3
cli-meant-yes = `--yes` sends without asking
cli-meant-rate = set `rate` under [limits] in the configuration

## cli/commands/init_screen.rs

init-written = written: { $path }
init-mapped = { $rows }, { $mapped } of { $all } columns mapped
init-left-out = left out  { $name }: { $why }
init-no-catalogue = { $path } is not needed: customers refer to nothing that the files do not list
init-proposed = { $count } of { $entity }
init-catalogue = written: { $path } ({ $counts })
init-incomplete = The rows can't be checked yet: a required column is missing.
init-unchecked = The rows can't be checked yet: { $reason }
init-more-problems = `vbot-sync check` shows all problems
init-more = and { $count } more
init-complete = Complete { $path } in Excel: the account's codes, names and types
init-next = What to do next:
init-edit = Read { $name } and edit these lines:
init-read = Read { $name }: nothing in it has to be changed
init-fill-in = fill in `{ $key }`
init-perhaps = and if you need them:
init-line = line { $line }:
init-check = reads and validates every row; nothing is sent
init-plan = what would be sent
init-sync = shows that again, asks, and sends it
cli-unanswered = the questions were not answered to the end: nothing was written
cli-no-column = no table has a column “{ $header }”
cli-write-map = write COLUMN=TARGET, for example "Mã hồ sơ=customer_no"
cli-write-default = write ATTRIBUTE=VALUE, for example customer_type_code=LE
cli-no-target = `{ $word }` is none of { $known }; a custom field is fields.CODE, and - leaves a column out

## cli/commands/init_questions.rs, cli/prompts.rs

init-ask-begin = What you leave blank is marked FILL-IN in the configuration.
init-ask-url = The address (URL) of the account's API
init-ask-vbot-id = The account's number (vbot_id)
init-ask-project = The project's code (project_code)
init-ask-column = The column with { $what } (`{ $name }`)
init-ask-for-all = no column: one value for all customers
init-ask-later = none of these; I will write it into the file
init-ask-default = { $what } of all customers (`{ $name }`), as the account has it
init-ask-fields = The columns that are custom fields of the account
init-ask-some = (blank bar to choose, Enter to go on)
init-ask-code = The code of the account's field for “{ $header }”
init-what-code = the customer's code
init-what-name = the customer's name
init-what-phones = the customer's own phone
init-what-email = the customer's e-mail address
init-what-address = the customer's address
init-what-status = the status
init-what-type = the type
init-what-group = the group

## cli/commands

cli-nothing-sent = nothing was sent
cli-stops-at = Sending stops at { $ends }.
cli-ask-send = { $calls ->
    [one] Send this { $calls } call to { $server }?
   *[other] Send these { $calls } calls to { $server }?
}
cli-other-plan = the saved plan is { $id }, not { $expected }; nothing was sent
cli-hint-expect = if it was approved, add --expect { $id }
cli-nothing-to-resume = there is nothing to resume
cli-ask-adopt = Does { $server } already hold exactly this, so that nothing has to be sent?
cli-nothing-recorded = nothing was recorded
cli-no-snapshot = there is no snapshot yet, so there is nothing to keep
cli-snapshot-is-of = the snapshot already belongs to { $account }
cli-ask-same = Is { $now } the same account as { $before }, with all its records?
cli-snapshot-unchanged = the snapshot is unchanged
cli-snapshot-moved = the snapshot of { $before } now belongs to { $now }; nothing was sent
cli-ask-store = Store this in the snapshot?
cli-stored = Run { $run }: { $stored } records were read from the account and stored; nothing was sent.
cli-status-nothing = Nothing has been sent yet: there is no snapshot at { $path }.
cli-status-first = Next: `vbot-sync plan` shows what a first sync would send.
cli-status-finished = Nothing is unfinished. Next: `vbot-sync plan` shows what has changed since.
cli-status-unfinished = Run { $run } is unfinished:
cli-status-planned = calls not sent yet
cli-status-unknown = calls may or may not have been applied; they are settled first
cli-status-rejected = calls were refused by the server
cli-status-blocked = calls are blocked, because a call that they depend on was refused
cli-status-tried = last tried { $at }
cli-status-next = Next: `vbot-sync resume` finishes it; `vbot-sync sync` settles what is unknown and makes a new plan.
cli-hint-override = if that is right, add { $flag }

## What commands say on the way

cli-no-report = there is no report on this run, because its calls can't be read: { $error }
cli-unwritten = { $name } can't be written: { $error }
cli-written = written: { $name }
cli-no-metrics = the metrics can't be written to { $path }: { $error }
cli-empty-table = nothing has been sent yet: there is no snapshot at { $state }, so the table is empty
cli-good-rows = { $good } { $good ->
    [one] row is good
   *[other] rows are good
}, { $rejected } rejected
cli-corrections-kept = corrections without further use can't be removed: { $error }
cli-accepted = { $count ->
    [one] { $count } record of the account is in the snapshot now
   *[other] { $count } records of the account are in the snapshot now
}
cli-plan-saved = plan { $id } is saved: `vbot-sync apply { $path }` sends it once, as long as nothing has changed
cli-failures-written = written: { $path }; correct the rows there, then `vbot-sync sync --corrections { $path }` sends them, or `vbot-sync failures --learn { $path }` does so every night
cli-sandbox = a VBot server that forgets everything when it ends (Ctrl-C)
    { $access }
    its account: GET { $url }/sandbox/state, its requests: GET { $url }/sandbox/log
cli-sandbox-yours = (yours)
cli-sandbox-token = token: VBOT_TOKEN={ $secret }, or VBOT_USERNAME=sandbox VBOT_PASSWORD=sandbox
cli-sandbox-key = key: VBOT_API_KEY={ $secret }
cli-overheard = `base_url` is http://, so others on the network can read the token and every customer: use https://
cli-exposed = { $name } names { $path }, which every user of this machine can read: run `chmod 600` on it
cli-own-zone = of this machine
cli-unknown-zone = the time zone { $named } is not known, so times of day are taken as UTC: set TZ to a name such as Asia/Ho_Chi_Minh, or to <+07>-7
cli-no-event = an event can't be written as JSON: { $error }
cli-unrecorded = this run can't be recorded in the history: { $error }
cli-no-journal = the journal of run { $run } can't be read: { $error }
cli-file-changed = { $file } has changed since it was read, so its rows are not in the workbook of failed rows
cli-no-failed-rows = the workbook of failed rows has no rows of the sheets: { $error }
cli-no-temporary = the folder for temporary files can't be written
cli-examples-only = { $report } of this run lists examples of each kind of call; `--html FILE` lists every call
cli-no-run-folder = the folder of this run can't be written to { $root }: { $error }
cli-run-folder-kept = a folder of a forgotten run can't be removed from { $root }: { $error }
cli-left-out = { $name } is left out of the folder of this run: { $error }
cli-stopping = stopping (again to stop at once)
cli-no-window = `{ $text }` is not a window of time such as 22:00-06:00
cli-no-time = `{ $text }` is not a time of day such as 05:30
cli-certificate-form = it has the form { $form }
cli-one-state = --state names one file
cli-one-command = this command, or one of its options, is for one configuration
cli-ended = { $words }, exit { $exit }
cli-not-begun = not begun, because a signal stopped the command
cli-unknown-project = unknown project
cli-end-done = done
cli-end-look = finished, with rows or calls to look at
cli-end-refused = refused
cli-end-stopped = stopped
cli-end-changes = there are changes
cli-end-locked = another run is at work
cli-end-failed = failed
cli-wait-unanswered = the server may still be processing a request that it did not answer, and the remaining calls use the same codes
cli-waiting = {" "}(waiting for the server)
cli-asked = the server asks for it
cli-wait-seconds = waiting { $seconds } s: { $reason }
cli-wait = waiting { $wait }: { $reason }
cli-sending-stops = sending stops at { $ends }
cli-stops = , stops at { $ends }
cli-bar-calls = calls
cli-bar-left = { $eta } left
cli-progress = { $done } of { $calls } calls, { $failed } failed, { $rate }/s, { $left } left{ $ends }
cli-reading = reading { $name }
cli-comparing = { $name }: { $rows } rows; comparing
cli-reading-again = reading once more
cli-reading-account = reading the account
cli-reading-left = , { $left } left
cli-reading-pages = { $step }: { $read } of { $of } { records-of }{ $left }
cli-demo-begins = A sandbox server listens on { $url }; all files are in { $files }.
cli-demo-night-1 = Night 1: the first export is synced into an empty account
cli-demo-night-2 = Night 2: the next export; first the plan, then the sync
cli-demo-left = Planned once more: { $count } calls left to send.
cli-demo-files = See { $folder }: plan-night-2.html (for a browser), .xlsx, .txt and .json, account.json (what the sandbox holds), runs/ (what each run leaves), exports/, vbot-sync.toml;
    `vbot-sync status` and `vbot-sync plan` work there.
cli-waits-until = waiting for the server until { $until } at most: { $reason }
cli-back = the server is back, after a wait of { $wait }
cli-stopping-because = stopping: { $reason } (in flight: { $count })
cli-pages-written = written: { $folder } ({ $count ->
    [one] { $count } page
   *[other] { $count } pages
})
cli-still-in-corrections = rows that failed are still in { $file }, so they are not in the workbook of failed rows
cli-yes-or-no = { $question } [y/N]{" "}
