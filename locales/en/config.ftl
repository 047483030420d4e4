
# Errors of the configuration, without the place in the file.

## config/error.rs

config-missing = there is no such configuration file
config-unreadable = the configuration can't be read
config-not-utf8 = the configuration is not UTF-8 text
config-wrong-type = { $name }{ $expected }
config-unknown-key = unknown key `{ $key }`{ $place }
config-secret = `{ $key }`{ $place }: secrets never belong in this file
config-no-source = there is no [[source]], so there is nothing to read
config-no-account = the section [api] is missing
config-missing-key = missing key `{ $key }` in { $section }
config-fill-in = `{ $key }` still has to be filled in: it says FILL-IN
config-blank = `{ $key }` is blank
config-amount = `{ $key }`: { $error }
config-out-of-bounds = `{ $key }` is not between { $least } and { $most }
config-no-choice = `{ $key }` is `{ $word }`, not one of { $choices }
config-no-tenant = `{ $key }` has no place under dialect v3, where the API key says which account is meant
config-fields-of-v3 = [api.v3] has no place under dialect { $dialect }
config-field-code = `{ $code }` is no code of a field: it may have letters, digits, `_` and `-`
config-field-twice = the field `{ $code }` is named twice
config-not-named = `{ $name }` is mapped, but [api.v3] names no field for it
config-no-description = `{ $key }` is mapped, but an option of v3 has no description
config-url-scheme = `base_url` starts with neither https:// nor http://
config-url-query = `base_url` has a blank, a `?` or a `#` in it
config-url-user = `base_url` has a user in it, and secrets never belong in this file
config-url-host = `base_url` names no host
config-url-port = the port in `base_url` is not a number up to 65535
config-notification-url = `{ $text }` is no URL with https:// or http://, and no `env:NAME` or `file:PATH` that has one
config-no-program = `command` names no program
config-no-chat = `form = "telegram"` needs a `chat_id`
config-sheet = `sheet` is neither a sheet's name nor its number from 1
config-encoding = `encoding`: `{ $name }` is not the name of an encoding
config-text-encoding = `text_encoding` is `{ $name }`, not one of auto, tcvn3, vni, unicode
config-unknown-attribute = unknown attribute `{ $name }` in [source.{ $section }]
config-other-entity = `{ $name }` belongs to { $owner }, and this source is { $entity }
config-constant-values = `{ $key }` is a constant and has no values
config-key-default = `{ $key }` tells records apart and can't have a default
config-constant-default = `{ $key }` is a constant and needs no default
config-kept-default = `{ $key }` has both a default and `blank = "keep"`
config-no-fields = only customers have custom fields, so [source.fields] has no place here
config-blank-field = a field's code in [source.fields] is blank
config-blank-value = a blank cell is no value that could be translated
config-same-keys = two keys of this table differ in nothing but blanks or the spelling of accents
config-constant-key = a constant would make every row the same record
config-phone-key = `phone` is for codes
config-phone = `phone` can only be `true`, and has no other form beside it
config-required-form = `date` and `number` are for custom fields and for attributes that may be left out
config-joined-phones = phones are collected from their columns and never joined
config-nothing-to-join = `join` has nothing to join: `column` names one header
config-alone = `{ $key }` means nothing without `{ $other }`
config-date-and-number = a column is a `date` or a `number`, not both
config-constant-and-more = a `constant` stands alone, without `{ $key }`
config-no-column = the column names no `column`
config-blank-header = the column's header is blank
config-no-header = a column is a header or a list of headers, in quotes
config-no-headers = the list of headers is empty
config-blank-cells = `blank` is neither `keep` nor `clear`
config-write = `write` is not one of `always`, `create`, `if-empty`
config-write-if-empty = `write = "if-empty"` needs `dialect = "v3"`, because an account of v1 or v2 can't be read; `write = "create"` sends the value with the create only
config-if-empty-lookup = `write = "if-empty"` is for columns of customers
config-create-only-key = `write` has no effect here: this column tells records apart
config-no-text = `{ $key }` is not a text in quotes
config-empty-split = `split` is empty
config-part = `part` is neither 1, 2 … from the front nor -1, -2 … from the end
config-number = `number` is not `true`
config-date = `date` is `{ $text }`, which writes no date
config-date-order = `date_from` is not one of `dmy`, `mdy`, `ymd`
config-decimal-mark = `decimal` is neither `,` nor `.`
config-no-moment = `learned` is not a date and time with an offset
config-corrected-twice = this cell has a correction already, in line { $line }
config-hint-meant = did you mean `{ $meant }`?
config-hint-encodings = for example auto, utf-8, utf-16le, windows-1258, windows-1252, tcvn3 or vni
config-hint-missing = `--config FILE` names another; `vbot-sync init FILES…` writes one from your spreadsheets
config-hint-utf8 = save it as UTF-8 in the editor
config-hint-escape = in double quotes a backslash starts an escape: write paths with `/`, or between single quotes
config-hint-string = write the value in double quotes
config-hint-correction = each correction begins with [[correction]], in two brackets
config-hint-sources = there may be several sources, so write [[source]] with two brackets
config-hint-secret = set VBOT_TOKEN, or VBOT_USERNAME and VBOT_PASSWORD, in the environment; with _FILE at its end each names a file to read it from
config-hint-no-source = add one with an `entity` and a `path`
config-hint-no-account = it says which account is meant: base_url, vbot_id and project_code
config-hint-remove = remove the line
config-hint-v3 = it belongs to `dialect = "v3"`
config-hint-one-meaning = each field has one meaning
config-hint-no-description = remove its column from the mapping and from the sheet
config-hint-text-encoding = it is for workbooks typed with old Vietnamese fonts; for text files there is `encoding`
config-hint-notification = for example `env:NOTIFY_URL`, with the URL in that variable of the environment
config-hint-program = it is a list: the program, then each argument, such as `command = ["./notify.sh", "night"]`
config-hint-chat = it is the chat's number, or the name of a channel, such as `"@name"`
config-hint-blank-value = [source.defaults] says what a blank cell stands for
config-hint-moment = for example 2026-11-29T22:15:00+07:00
config-hint-corrected-twice = remove one of the two; the sheet's cell shows which one fits
config-hint-date = a day, a month and a year are `%d/%m/%Y`; `%H:%M:%S` is the time

## config/amount_error.rs

config-duration = `{ $text }` is not a duration such as 30s, 5m or 1h30m
config-rate = `{ $text }` is not a rate such as 10/s, 600/min or 36000/h
config-too-slow = the rate `{ $text }` would send nothing
config-slow = the rate `{ $text }` is less than one request an hour; write it with the unit that is meant, such as 10/s
config-too-fast = the rate `{ $text }` is above { $most }/s
config-share = `{ $text }` is neither a percentage such as 10% nor a whole number
config-too-much = `{ $text }` is more than everything

## config/suggestion.rs

config-hint-allowed = allowed are { $names }
config-hint-add = add `{ $key } = "CODE"` under [api.v3], with the code of the account's { $kind } field
