
## read/encoding.rs

read-malformed = not { $encoding }

## read/error.rs

read-folder = { $path } is a folder
read-pattern = { $path } is not a pattern
read-unlisted = { $path } can't be looked through
read-unnamed = the name of the file { $path } has characters that are not Unicode
read-no-match = no file matches { $path }
read-no-file = there is no file { $path }
read-unknown-encoding = “{ $name }” is not the name of an encoding
read-unclear-encoding = the file is not UTF-8, and which other encoding it is in is not clear
read-delimiter = “{ $sign }” can't stand between the cells of a CSV file
read-separator = the cells of the file seem to stand between “{ $sign }”, which is no usual delimiter
read-wrapped = each row of the file stands between quotes as a whole, so that it is one cell
read-unopened = the file can't be opened
read-unread = the file can't be read to its end
read-changed = the file was changed while it was read
read-not-file = this is a folder, not a file
read-not-ordinary = this is not an ordinary file
read-foreign = the file is { $kind }, not a table
read-in-front = a text stands in front of the old workbook (.xls): “{ $text }”
read-no-table = the file is neither a workbook nor, for sure, a table in text
read-no-workbook = the file is not a workbook, though its name says so
read-locked = the workbook is protected by a password
read-too-large = the workbook is too large for its format (over 64 MiB)
read-too-much = the workbook is more than a workbook can be: { $what }
read-damaged = the workbook can't be read to its end
read-no-sheet = the workbook has no { $wanted }
read-no-cells = the sheet “{ $name }” is a chart, a dialog or a macro, not a table
read-disordered = the workbook's rows are not in order
read-wide = the row has more than 16,384 columns
read-empty-table = the table is empty: it has no header row
read-other-sheet = the first sheet is not the table: the columns are on the sheet “{ $sheet }”
read-no-header = the header row is blank
read-old-font = the texts are typed with the old font { $name }, which the configuration does not say
read-other-font = the texts are typed with the old font { $name }, not with the one that is named
read-two-fonts = the texts of the sheet are typed with two old fonts, TCVN3 and VNI
read-letters-unclear = the row can be read in two ways: as it stands, and as an old font shows it

## read/csv/damage.rs

csv-encoding = the row holds bytes that are not { $encoding }
csv-nul = the row holds a NUL byte: this is UTF-16 without a byte-order mark, or not text at all
csv-quote = the file can't be read to its end: a quote that opens in this row is not closed
csv-long = the row has a cell of more than 1 MiB
csv-wide = the row has more than 16,384 columns
