# The comments of a proposed configuration, and what is left to do in it.

## infer/text.rs

infer-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}

## infer/columns.rs

infer-sure = sure
infer-decided = as you said
infer-likely = likely ({ $why })
infer-check = CHECK ({ $why })
infer-parts-of-name = parts of a name, joined by blanks
infer-rival = not every row has its own, but every row has its own “{ $header }”
infer-one-unusual = one has an unusual header
infer-blank = blank in every row
infer-codes-shared = some rows have none, or share one
infer-some-no-phones = not all of them look like phone numbers
infer-no-phones = the header says so, but hardly any value looks like a phone number
infer-many-choices = more than { $count } different values
infer-no-choices = its values do not look like a list of choices
infer-odd-values = the header says so, the values do not look like it
infer-unusual = an unusual header, but the values agree

## infer/entity.rs, infer/draft.rs

infer-no-header = it has no header
infer-header-is-record = it has no header: row { $row } is a record (“{ $text }”): put a row with the names of the columns above it
infer-about-else = it looks like orders, goods or staff because of “{ $header }”, though { $known } of its columns would do for customers
infer-customers = rows with a phone or an e-mail address
infer-perhaps-customers = perhaps: values that look like phones or e-mail addresses; no header says so
infer-several-kinds = its headers would do for several kinds of catalogue
infer-catalogue = a code and a name in each of { $count } rows
infer-without-phones = phones or e-mails are missing: customers have such headers, but no column has phone numbers or e-mail addresses, and nothing says which catalogue it is
infer-without-code = its code or its name is missing: a catalogue has both in each row, and no two rows have the same
infer-unknown-headers = its headers are none that are known

## infer/source.rs

infer-group-codes = codes of groups, while customers name their group: translate them below
infer-rows-in-files = { $rows } in { $count } files with the same headers
infer-only-sheet = the only one
infer-found = found
infer-header-found = found; written out, it is no longer looked for
infer-usual-headers = only the columns listed below are read
infer-old-font = typed with an old font: look whether accents are right in `check`
infer-plain-letters = found, but all letters are plain
infer-by-words = found by its Vietnamese words: look whether accents are right in `check`
infer-no-name = column { $column } has no header and can't be mapped: { $examples }
infer-columns = attribute = header
infer-in-doubt = is `{ $name }` really { $value }? ({ $why }) If so, remove the #

## infer/missing.rs

infer-no-column = no column was found for `{ $name }`, which every { $entity } needs: write its header and remove the #
infer-candidate = required; no header says so, but its values would do: { $examples }
infer-phone-as-code = no column has a code; each customer has its own phone, which can be the code in one form: { $examples }
infer-phone-code-task = no column was found for `{ $name }`: remove the # to use each customer's first phone as its code, or write another header
infer-none-found = required, and no column was found for it
infer-name-one = no column was found for `{ $name }`: name one value for all here and remove the #, or a column above
infer-default = required, and no column was found: remove the # and name one { $by ->
    [type] type
    [name] for all, by its name
   *[code] for all, by its code
}
infer-default-of = { infer-default } of { $known }
infer-defaults = used for a blank cell or a missing column

## infer/lists.rs

infer-many-values = “{ $header }” has more than { $count } different values: see that the account has them
infer-not-listed = “{ $header }” has more than { $count } different values, so they are not listed
infer-not-in-catalogue = { $rows }: the catalogue has no such { $entity }
infer-strange-values = `{ $attribute }`: the catalogue has no { $entity } for { $names }; their rows are rejected
infer-values = what the sheet says = the { $entity }'s { $by ->
    [name] name
   *[code] code
}
infer-groups-called = the account must have groups called { $all }, or [source.values] says which are meant
infer-no-groups = no sheet of groups was given: the account must have groups of these names, or say which are meant
infer-codes-needed = the account must have the codes { $all }
infer-sent-unchanged = sent unchanged; the account must have them: { $all }
infer-put-in-codes = put in the account's codes for { $all } and remove the #
infer-codes-made-up = no catalogue was given, so the codes are made up: put in the account's and remove the #
infer-field-type = `field_type`: “{ $value }” is not a type that is known
infer-unknown-type = CHECK: not a type that is known
infer-types = what the sheet says = the API's type

## infer/fields.rs

infer-not-used = not used: { $examples }
infer-perhaps-field = perhaps { $line }: if so, remove the #
infer-fields-made-up = { $count ->
    [one] { $count } more column could be a custom field: put in the code of the account's field and remove the #
   *[other] { $count } more columns could be custom fields: put in the codes of the account's fields and remove the #
}
infer-fields-listed = custom field code = header; codes of the sheet of fields
infer-fields-unlisted = custom field code = header; the codes are made up: put in the account's and remove the #
infer-header-twice = the header occurs twice, and only the first is read
infer-known-field = the field “{ $label }”: { $examples }
infer-near-field = likely, if it is the field “{ $label }”: { $examples }
infer-unlisted-field = not in the sheet of fields: { $examples }
infer-running-number = only a number of the row
infer-label = only what kind of entry the next column has
infer-counted = kept by the old system itself; every change of it would be a call
infer-made-up = CHECK (the code is made up), { $kind }: { $examples }
infer-dates = dates
infer-dates-unclear = dates, taken as day first
infer-dates-mixed = dates, some day first and some month first
infer-phones = phones
infer-emails = e-mails
infer-numbers = numbers
infer-same = always the same
infer-choices = { $count } different texts
infer-texts = texts

## infer/page.rs

infer-fill-in = FILL IN: { $what }
infer-base-url = the [URL] of the account
infer-vbot-id = the account's number
infer-project-code = the project, for example PR20210223152
infer-head =
    With the line above, editors that know TOML schemas complete and check this file, once
    `vbot-sync schema > vbot-sync.schema.json` has been run beside it.

    Proposed by `vbot-sync init` from the headers and values of the sheets. Read it before the first
    sync: each mapping ends with a note on how sure it is and a few values of the column. A suggestion
    behind a `#` does nothing until you remove the `#`. A line marked CHECK may be wrong: the codes of
    custom fields, for example, are made up from the headers if no sheet lists the fields. Then:

      vbot-sync check              # reads and validates every row; nothing is sent
      vbot-sync plan               # what would be sent
      vbot-sync sync               # shows that again, asks, and sends it

    Credentials never belong in this file. They are read from the environment: VBOT_TOKEN, or
    VBOT_USERNAME and VBOT_PASSWORD, for v3 VBOT_API_KEY; each also as …_FILE, a path to read it from.
infer-v3 = remove the # where a sheet has it, and write the code of the account's field
infer-v3-select = a SELECT field: its options are the { $what ->
    [status] statuses
    [type] types
   *[group] groups
}
infer-v3-string = a STRING field
infer-v3-phones = the first phone, then PHONE fields for further ones
infer-rate = never more requests in any second, retries included
infer-concurrency = calls in flight at once
infer-attempts = per call, including the first
infer-wait = how long to wait while the server is down; then the run stops and can be resumed
infer-state = the snapshot: what vbot-sync knows the account holds
infer-deletes = false: rows missing from the sheet are reported, not deleted
infer-renames = finds a changed code even if no column has the old one
infer-cascade = true: when a group is renamed, the server updates its customers
infer-create-missing = true: creates what appears only in customer rows, even if it has no source
infer-exists = a record that exists already is taken over with a full update
infer-missing = a record that is missing from the account is created again
infer-national = 0912345678 · e164: +84912345678 · raw: as in the sheet
infer-safety = beyond these nothing is sent until you allow it
infer-sources = The sources. Paths are relative to this file.
infer-left-out = Left out:

## infer/source.rs

infer-mark = { $colour }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
infer-marks = CHECK: rows are filled with colours ({ $marks }), which no column has: if they mean a status, write it into a column
