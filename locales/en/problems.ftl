# What is wrong: problems of rows, of the plan and of corrections.

correction-again = correct the sheet itself, or write the workbook again (`vbot-sync failures --xlsx FILE`) and correct the row there
problem-cell-error = `{ $target }` can't be read, its cell says { $error }
problem-cell-error-kept = `{ $target }` is left as it was, its cell says { $error }
problem-code-blank = the code is blank
problem-code-cell-error = the code can't be read, its cell says { $error }
problem-cell-unreadable = `{ $target }` can't be read: “{ $text }” { $fault }
problem-text-damaged = `{ $target }` has lost letters: “{ $text }” { $fault }
problem-required-blank = `{ $attribute }` is required but blank
problem-no-phone = `customer_phones` is required but holds no phone number
problem-nothing-to-keep = { $attribute } is blank, and nothing was sent before that could be kept
problem-cell-merged = `{ $target }` is required but blank, since its cell is merged over rows { $first } to { $last } and only row { $first } has the value (in Excel, unmerge the cells and fill the value in, or set `merged = "fill"` in the [[source]])
problem-row-damaged = the row can't be trusted: { $damage }
problem-date-unread = “{ $text }” { $fault }; `{ $target }` is left as it was
problem-number-unread = “{ $text }” is not a number; `{ $target }` is left as it was
problem-phone-sent-as-is = “{ $text }” { $doubt }; it is sent all the same
problem-phone-sent-as = “{ $text }” { $doubt }; it is sent as { $number }
problem-phone-left-out = “{ $text }” { $doubt } and is left out
problem-email-doubtful = “{ $text }” does not look like an e-mail address
problem-reference-moved = { $entity } `{ $old }` is now `{ $new }`: correct the cells, or paste { $line }
problem-reference-missing = there is no { $entity } `{ $name }`{ $near }
problem-reference-by-name = there is no { $entity } `{ $name }`, but it is the name of `{ $code }`: translate it under [{ $section }]
problem-reference-created = there is no { $entity } `{ $name }`, so it is created; but it is the name of `{ $code }`: translate it under [{ $section }]
problem-group-code-missing = there is no group with the code `{ $code }`{ $near }
problem-group-name-unknown = the name of the group `{ $code }` is not known, because groups have no source
problem-reference-blocked = it names { $entity } “{ $code }”, which can't be made what the sheets want
problem-field-blocked = it has a value under { $entity } “{ $code }”, which can't be made what the sheets want
problem-group-name-differs = the group's code `{ $code }` means “{ $known }”, but “{ $given }” is given as its name and is sent
problem-row-repeated = the record `{ $code }` stands in { $first } already, with the same content
problem-code-twin = { $twins }: if they are one record, write its code as it was; if its code was changed, say so with --rename or in a column for `previous_no`
problem-code-twice = the code `{ $code }` is used again in { $other }, with different data
problem-identity-twice = the identity `{ $identity }` is used again in { $other }, with different data
problem-group-name-twice = the group name `{ $name }` is used again in { $other }, with different data
problem-correction-outdated = it corrects what is no longer there: “{ $header }” was { $then } when the workbook was written, and is { $now } now{ $more }, in { $place }; { correction-again }
problem-correction-of-changed-row = it corrects what is no longer there: { $place } has changed since the workbook was written; { correction-again }
problem-correction-of-missing-row = the row that it corrects ({ $place }) is no longer in the sheets; take it out of the workbook, or { correction-again }
problem-correction-of-other-row = the code `{ $code }` is that of another row, in { $place }, which is not as the workbook has seen it; give it another code, or { correction-again }
problem-correction-unfounded = the workbook does not tell what { $place } said when it was written, and would change more than what is wrong there: “{ $header }” from { $now } to { $given }{ $more }; { correction-again }
problem-rows-left-out = { $count ->
    [one] { $place } is left out as { $reason }: “{ $text }”
   *[other] { $place } are left out as { $reason }: “{ $text }”
}
problem-rows-hidden = { $rows }, and read like any other
problem-cells-repaired = `{ $target }`: { $repair }
problem-cells-beyond = { $count ->
    [one] { $rows } “{ $text }”: if it belongs to the table, give the column a header
   *[other] { $rows } “{ $text }”: if they belong to the table, give the column a header
}
problem-rows-uneven = { $rows }: a delimiter is too many or missing where cells have moved; then put the text that holds it in quotes
problem-header-twice = several columns are called “{ $header }”, only the first is read
problem-dates-either-way = { $either } both day/month and month/day, which was read as day/month (`date_from = "dmy"` or `"mdy"` settles it)
problem-dates-mixed = { $either } both day/month and month/day, which was read as day/month, but { $others } month/day only (`date_from` settles it)
problem-dates-month-first = the column seems to be month/day: { $others } nothing else{ $either } (`date_from = "mdy"` or `"dmy"` settles it)
problem-numbers-either-way = { $either } { $mark } before three digits, which was read as the mark of thousands { $settles }
problem-numbers-mixed = { $either } { $mark } before three digits, which was read as the mark of thousands, but { $others } that it begins a fraction { $settles }
problem-numbers-fractions = { $either } { $mark } before three digits, which is not sent: { $others } that it may begin a fraction { $settles }
problem-value-unmapped = `{ $value }` in { $rows } has no entry under [source.values.{ $target }]{ $near }
problem-values-unmapped = { $more ->
    [0] and { $values } more values, in { $rows } rows, have no entry under [source.values.{ $target }]
   *[other] and more than { $values } more values, in { $rows } rows, have no entry under [source.values.{ $target }]
}
problem-letters-unclear = “{ $text }” may be typed with the old font { $name }, and may be meant as it stands: change the rows of that font to Unicode (in the sheet or in the program that it comes from), or, where all rows are of it, set `text_encoding = "{ $font }"`
problem-old-font = the sheet may be typed with an old font: “{ $text }” would be “{ $shown }” (set `text_encoding = "{ $font }"`, or, where it is right as it stands, `text_encoding = "unicode"`)
problem-column-changed = `{ $target }` changed in { $percent } % of { $known } rows of { $entity }: is it still read from the right column, and written as before?
problem-column-cleared = `{ $target }` was cleared in { $percent } % of { $known } rows of { $entity }: is it still read from the right column, and written as before?
problem-code-signs = the code “{ $code }” can't be sent: in v3 a code has letters without accents, digits, `_` and `-`
problem-value-too-long = `{ $target }` has more than { $most } characters: “{ $text }”
problem-value-no-number = `{ $target }` takes a number of at most 18 digits, 6 of them after the point, and “{ $text }” is none
problem-value-no-date = `{ $target }` takes a day such as 31/12/1990, and “{ $text }” is none
problem-option-unknown = the account has no option “{ $text }” in `{ $target }`{ $near }
problem-options-several = `{ $target }` takes the code of one option, and “{ $text }” are several
problem-field-type-unknown = “{ $text }” is no type of a field in v3: it has STRING, TEXT, NUMBER, DATE, PHONE, SELECT, CHECKBOX and RADIO
problem-field-type-fixed = the field `{ $code }` is of the type { $was }, and a field never changes its type: write { $was } again, or give the field of the type { $now } another code
problem-field-type-of-named = the field `{ $code }` has to be of the type { $wanted }, because `{ $key }` of [api.v3] names it, and not { $now }
problem-phones-without-field = { $fields ->
    [one] it has { $phones } phones, and [api.v3] names { $fields } field for them: add the code of a further PHONE field, such as `phones = ["phone", "CODE"]`, under [api.v3]
   *[other] it has { $phones } phones, and [api.v3] names { $fields } fields for them: add the code of a further PHONE field, such as `phones = ["phone", "CODE"]`, under [api.v3]
}
problem-code-of-held = { $entity } code “{ $code }” still belongs to a record that is held
problem-code-of-kept = { $entity } code “{ $code }” still belongs to a record that is kept
problem-code-of-blocked = its code or name still belongs to a { $entity } that can't be deleted
problem-missing-blocked = { $entity } “{ $code }” is missing and can't be created: its code or name still belongs to a { $entity } that can't be deleted
problem-missing-clashes = { $entity } “{ $code }” is missing and can't be created: another { $entity } has that code
problem-record-held = it is the record “{ $code }”, which is held because another row about it was rejected
problem-group-name-taken = the group name “{ $name }” still belongs to a record that stays as it is
problem-previous-twice = more than one row says that it was “{ $code }”
problem-previous-stays = its previous_no says that it was “{ $code }”, but “{ $code }” still has a row of its own, { $place }: no code is changed. If it is the same record, delete that row; if not, clear the previous_no
problem-code-may-have-changed = “{ $new }” is new and “{ $old }” has vanished, { $alike }: if they are one { $entity }, paste { $flag } behind the command, or put “{ $old }” into the row's previous_no
problem-another-person = `{ $code }` keeps its code, but name and all phones changed, from “{ $was }” to “{ $is }”: is this another person? Then give each a code of its own, or map an `identity`
problem-values-kept = { $rows ->
    [one] `{ $target }` is not sent for { $rows } customer, because the account has a value of its own (`write = "if-empty"`), “{ $code }” first
   *[other] `{ $target }` is not sent for { $rows } customers, because the account has a value of its own (`write = "if-empty"`), “{ $code }” first
}
problem-values-unread = { $rows ->
    [one] `{ $target }` is not sent for { $rows } customer, because it was never read what the account has there (`write = "if-empty"`): `vbot-sync adopt --from-account` or `vbot-sync drift --accept` reads it; “{ $code }” is the first
   *[other] `{ $target }` is not sent for { $rows } customers, because it was never read what the account has there (`write = "if-empty"`): `vbot-sync adopt --from-account` or `vbot-sync drift --accept` reads it; “{ $code }” is the first
}
problem-deletes-off = { $count } { $entity } record(s) are no longer in the sheets and are kept, because `deletes = false`: { $first }{ $more }
problem-deletes-withheld = { $count } { $entity } record(s) are no longer in the sheets and are kept, because { $reason }: { $first }{ $more }
problem-delete-of-twin = { $entity } “{ $code }” is gone from the sheets but is not deleted: “{ $twin }” was in the account already and differs from it only in case, so the server may keep one record for both; if they are two, delete it in the account
problem-delete-blocked = { $more ->
    [0] { $entity } “{ $code }” is gone from the sheets but is not deleted: customer { $first } still names it
   *[other] { $entity } “{ $code }” is gone from the sheets but is not deleted: customer { $first } and { $more } more still names it
}
problem-text-skipped = { $bytes ->
    [one] { $bytes } byte in front of the workbook was skipped: “{ $text }”{ $more }; if that is an error message, see that the export is complete
   *[other] { $bytes } bytes in front of the workbook were skipped: “{ $text }”{ $more }; if that is an error message, see that the export is complete
}
problem-message-above = the file begins with a message of the program that wrote it: “{ $text }”{ $more }; it is not read, but see that the export is complete
problem-file-stale = the file was last changed { $age } ago, and may be { $limit } old (`max_age`): was a new one delivered?
problem-no-row-selected = no row of the sheets has “{ $text }” below “{ $header }” (`--where`), so every row is left out
problem-correction-replaced = the learned correction of “{ $header }” of { $entity } { $code } is dropped by `sync`, because the cell has changed from { $seen } to { $now }
problem-correction-done = the learned correction of “{ $header }” of { $entity } { $code } is done: the sheet has { $now } itself now, so `sync` drops it
problem-correction-without-row = the learned correction of “{ $header }” of { $entity } { $code } is dropped by `sync`, because no row of the sheets has that code
problem-correction-without-column = the learned correction of { $entity } { $code } can't be applied: no sheet has exactly one column “{ $header }” (correct the header, or remove the entry from { $file })
problem-correction-without-source = the learned correction of “{ $header }” of { $entity } { $code } can't be applied: { $entity } has no source (remove the entry from { $file })
problem-undo-changed-since = { $entity } “{ $code }” is kept as it is: run { $run } has changed it since
problem-undo-taken-over = { $entity } “{ $code }” is kept as it is: it was in the account before the run, with values that are not known
problem-undo-code-taken = { $entity } “{ $own }” is kept as it is: another record has the code “{ $code }” that it had before
problem-undo-reference-gone = { $owner } “{ $code }” is kept as it is: { $entity } “{ $name }”, which it named before, is not there any more
problem-undo-field-moved = { $entity } “{ $own }” gets its code “{ $code }” back; values that customers lost when the run changed it may not be restored
problem-undo-gone-since = { $entity } “{ $code }” was deleted after the run, so its values from before can't be restored
problem-undo-not-recreated = { $entity } “{ $code }” was deleted by the run and is not created again; `--recreate` creates it, but without its history
problem-run-unfinished = run { $run } is unfinished: `sync` first settles what is in doubt of it, so its plan may differ from this one
reason-waits = { $operation }: waits for { $entity } { $code }
reason-refused = { $operation }: { $state }
unlearned-unknown-row = no row of the sheets belongs to this row (write the workbook again with `vbot-sync failures --xlsx FILE`)
unlearned-no-memory = the workbook does not tell what this row said when it was written (write it again with `vbot-sync failures --xlsx FILE`)
unlearned-no-code = the row has no readable code, by which it could be found again (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)
unlearned-damaged = the row can't be trusted as a whole (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)
unlearned-changed = the sheet has changed since the workbook was written (write it again with `vbot-sync failures --xlsx FILE`)
unlearned-done = the sheet has the right value already
unlearned-several-rows = several rows have this code and the same value in this column (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)
unlearned-header-twice = several columns have this header (correct the sheet itself, or use `vbot-sync sync --corrections FILE`)
unlearned-no-column = the sheet has no such column
part-fault-scientific = is a number in scientific notation, whose digits are lost: format the column as text in Excel and export it again
part-fault-date = is a date, into which Excel turns what looks like one: format the column as text and type the value again
part-fault-replacement = holds the sign for a letter that could not be decoded: export the file again as UTF-8
part-fault-control = holds a control character: type the value again
part-fault-point-zero = ends with .0, which other codes of the column don't: write it as the others are
part-fault-question-marks = has a question mark in place of a letter: save the sheet as “CSV UTF-8”, not as “CSV”
part-fault-double = has letters that were encoded twice: open the source with the encoding UTF-8 and export it again
part-excluded-header = the header once more
part-excluded-total = a total
part-excluded-signature = a signature
part-excluded-section = a heading without a record
part-excluded-skip = `skip` says
part-excluded-end = the end of a file of DOS
part-phone-none = is not a Vietnamese phone number
part-phone-retired = has a mobile prefix that was retired in 2018 (`upgrade_old_mobile = true` renews it)
part-phone-landline = may be a mobile, or a landline with an area code of before 2017 (write that one with the code of today)
part-date-none = is not a date
part-date-day-first = is not a date in the order day, month, year
part-date-month-first = is not a date in the order month, day, year
part-date-year-first = is not a date in the order year, month, day
part-date-month = has its month first (`date_from = "mdy"` reads it)
part-alike-both = with the same name and a phone in common
part-alike-name = with the same name
part-alike-phones = with the same phones
part-sign-comma = a comma
part-sign-point = a point
part-settles-comma = (`decimal = "."` or `","` settles it)
part-settles-point = (`decimal = ","` or `"."` settles it)
repaired-point-zero = the “.0” behind whole numbers was left out in { $rows }
repaired-apostrophe = the apostrophe before digits was left out in { $rows }
repaired-invisible = invisible characters were left out in { $rows }
repaired-blanks = several blanks, or one that does not break, became one blank in { $rows }
repaired-eth = the letter Ð (U+00D0) was read as Đ in { $rows }
repaired-full-width = full-width letters and digits became ordinary ones in { $rows }
repaired-spelling = another spelling became that of the record that is meant in { $rows }
repaired-respelled = another spelling became that of the first row that names the record in { $rows }
repaired-long-number = a number in { $rows } has more than 15 digits, of which Excel keeps 15: format the column as text and type it again if the last digits are zeros
repaired-blank-word = a word for a blank cell (`blanks`) was read as blank in { $rows }
repaired-merged = no value in { $rows } since a cell is merged with one above: what was sent last stays (in Excel, unmerge the cells and fill the value in, or set `merged = "fill"`)
repaired-landline = a landline got the area code that it has had since 2017 in { $rows }
part-twins-in = the code `{ $code }` can hardly be told from `{ $other }` in { $place }
part-twins-before = the code `{ $code }` can hardly be told from `{ $other }`, which was sent before
part-no-value = a formula without a value
part-no-text = a text that can't be read
part-blank = blank
part-more-columns = { $more ->
    [one] (and one more column)
   *[other] (and { $more } more columns)
}
part-meant = ; did you mean `{ $name }`?
part-meant-line = ; did you mean `{ $name }`? Then paste { $line }
part-nearest = ; nearest is `{ $name }`
part-line = `{ $line }` under [{ $section }]
part-dates = { $count ->
    [one] { $count } date fits
   *[other] { $count } dates fit
}
part-dates-held = { $count ->
    [one] ; { $count } date fits both and is not sent
   *[other] ; { $count } dates fit both and are not sent
}
part-numbers = { $count ->
    [one] { $count } number has
   *[other] { $count } numbers have
}
part-month-first = { $count ->
    [one] 1 date (row { $row }) fits
   *[other] { $count } dates (the first in row { $row }) fit
}
part-fractions = { $count ->
    [one] 1 number (row { $row }) shows
   *[other] { $count } numbers (the first in row { $row }) show
}
part-rows = { $count ->
    [one] row { $row }
   *[other] { $count } rows (the first is row { $row })
}
part-hidden = { $count ->
    [one] row { $rows } is hidden in the workbook
   *[other] { $count } rows are hidden in the workbook (rows { $rows })
}
part-named-option = : “{ $code }” has that name; write the code, or translate it under [source.values]
damage-beyond = column { $column } has a value and no header: take the delimiter out that is too many, or give the column a header
damage-excel = the row, or one beside it, holds the Excel error { $error }
damage-quote = in column { $column } text follows a closing quote; double every quote that belongs to the text ("")
damage-swallowed = { $rows ->
    [one] a quote that opens in it makes one cell of it and { $rows } row below; take the quote out, or double it ("") and put the cell in quotes
   *[other] a quote that opens in it makes one cell of it and { $rows } rows below; take the quote out, or double it ("") and put the cell in quotes
}
damage-many-cells = it has { $cells } cells where the others have { $usual }, and what stands in column { $column } does not belong there; put the text that holds a delimiter in quotes
damage-few-cells = it has { $cells } cells where the others have { $usual }, and what stands in column { $column } does not belong there; put the delimiter that is missing between two cells
damage-no-line-end = the file seems to be cut off in it: the last row has no line end, as it had at the last run; copy or export the file again, or put a line end behind its last row where it is whole
damage-short-row = the file seems to be cut off in it: the last row has no line end, and fewer cells than any other; copy or export the file again, or put a line end behind its last row where it is whole
damage-in-cell = the file seems to be cut off in it: it ends within a cell; copy or export the file again
damage-font = the text in column { $column } may be typed with the old font { $font }; change it to Unicode
withheld-own = the code of a rejected row can't be read
withheld-known = a rejected row, whose cells may have moved, has a code that is not known
withheld-any = rows are hidden in a rejected row, or missing behind it
damage-texts-beyond = { $count ->
    [one] a text to the right of the last header is not read, in row { $rows }, column { $column }:
   *[other] texts to the right of the last header are not read, in { $count } rows ({ $rows }); the first, in column { $column }, is
}
damage-uneven = { $count ->
    [one] row { $rows } has { $cells ->
        [one] { $cells } cell
       *[other] { $cells } cells
    } where the others have { $usual }
   *[other] { $count } rows have more or fewer cells than the others, which have { $usual } (row { $rows }; the first has { $cells ->
        [one] { $cells } cell
       *[other] { $cells } cells
    })
}

## model/excel_error.rs

excel-no-value = a formula without a value
excel-no-text = a text that can't be read
