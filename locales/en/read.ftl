
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
read-hint-folder = name a file in it, or a pattern such as *.csv
read-hint-unnamed = rename it, or have it written under a name of plain letters
read-hint-encodings = for example utf-8, utf-16le, windows-1258, windows-1252, tcvn3 or vni
read-hint-unclear = it may be { $candidates }: set `encoding` to what it is, or save it as “CSV UTF-8”
read-hint-delimiter = if they do, set `delimiter = "{ $delimiter }"`
read-hint-wrapped = export it again without these quotes; or open it in Excel, select column A, choose Data – Text to Columns, and save it
read-hint-unopened = see that it exists, that you may read it, and that no program holds it
read-hint-changed = wait until the program that writes it is done, and run this again; best it writes under another name and renames the file when that is whole
read-hint-not-ordinary = save it as a file first: it has to be read from its start more than once
read-hint-in-front = have the program corrected that exports it: nothing may be written before the workbook
read-hint-kinds = use .csv, .tsv, .txt, .xlsx, .xlsm, .xlsb, .xls or .ods
read-hint-empty = the file has no content: export it again
read-hint-no-workbook = open it in Excel and save it as .xlsx; if it is text, give it the extension .csv
read-hint-locked = open it in Excel, choose File, Info, Protect Workbook, Encrypt with Password, delete the password and save it
read-hint-too-large = save it as .xlsx, which is read row by row
read-hint-too-much = if Excel can open it, save the sheet that is needed in a workbook of its own, or as .csv
read-hint-damaged = open it in Excel; if Excel can, save it again as .xlsx
read-hint-sheet = set `sheet = "{ $name }"`
read-hint-font = set `text_encoding = "{ $font }"`
read-hint-two-fonts = make two sheets of it, or change its letters to Unicode before it is exported
read-hint-letters = change the letters of the whole sheet to Unicode, or set `text_encoding` to what they are
read-hint-header-row = correct `header_row`, or leave it out to have the header found
read-hint-excel = open it in Excel and save it again
read-advice-save-again = open it in Excel and save it as .xlsx; a page that asks for a login is no export at all
read-advice-convert = open it in Excel or LibreOffice and save it as .xlsx
read-advice-unpack = unpack it and name the file that is in it
read-advice-encode = save it as “CSV UTF-8”
read-advice-export = export the table as .xlsx or as “CSV UTF-8”

## read/csv/damage.rs

csv-encoding = the row holds bytes that are not { $encoding }
csv-nul = the row holds a NUL byte: this is UTF-16 without a byte-order mark, or not text at all
csv-quote = the file can't be read to its end: a quote that opens in this row is not closed
csv-long = the row has a cell of more than 1 MiB
csv-wide = the row has more than 16,384 columns
csv-hint-utf8 = save it as “CSV UTF-8”, or set `encoding` to what it is, for example "windows-1258"
csv-hint-encoding = set `encoding` to what the file is, or save it as “CSV UTF-8”
csv-hint-nul = save it as “CSV UTF-8”, or set `encoding = "utf-16le"`
csv-hint-quote = close the quote, or double it ("") where it is part of the text
csv-hint-long = look for a missing line end or delimiter in this row
csv-hint-wide = look for a missing line end in this row

## read/files.rs

read-hint-no-folder = the folder { $folder } does not exist
read-hint-near = did you mean { $file }?
read-hint-look = look into the folder { $folder }

## read/open.rs

read-sheet-named = sheet “{ $name }”
read-sheets-none = it has charts or macros only
read-sheets-seen = its sheets are { $seen }
read-sheets-hidden = all its sheets are hidden: { $hidden }
read-sheets = its sheets are { $seen }; hidden: { $hidden }

## read/excess.rs

excess-files = it has more than 50,000 files
excess-unpacked = it is over 4,000 MB when unpacked
excess-row-text = one of its rows has more than 16 MiB of text
excess-names = it has more than 1,000,000 names
excess-cell-text = one of its cells has more than 16 MiB
excess-styles = it has more than 200,000 styles
excess-texts = it has more than 16,777,216 texts
excess-kept = its texts and styles have more than 512 MiB
excess-document-type = its XML has a document type
excess-depth = its XML is nested more than 1,000 deep
excess-claimed = it claims more texts than it has
excess-cells = its tables come to more than 10,000,000 cells
excess-merged-cells = it has more than 1,000,000 merged cells
excess-rows = it has more than 1,048,576 rows

## read/foreign_file.rs

foreign-reported-page = an HTML page behind an error message of the program that wrote it
foreign-word = a Word document
foreign-presentation = a presentation
foreign-email = an e-mail
foreign-old-workbook = a workbook from before 1993
foreign-pdf = a PDF
foreign-rtf = a text document (RTF)
foreign-gzip = a compressed file (gzip)
foreign-bzip2 = a compressed file (bzip2)
foreign-xz = a compressed file (xz)
foreign-zstd = a compressed file (zstd)
foreign-7z = an archive (7z)
foreign-rar = an archive (RAR)
foreign-empty-zip = an empty archive (ZIP)
foreign-picture = a picture
foreign-sqlite = a database (SQLite)
foreign-parquet = a Parquet file
foreign-program = a program
foreign-utf-32 = text in UTF-32
foreign-iwork = a Numbers or Pages document
foreign-zip = an archive (ZIP)
foreign-web-archive = a web archive (MHTML)
foreign-xml-spreadsheet = an XML Spreadsheet of 2003
foreign-xml = XML
foreign-html = an HTML page
foreign-json = JSON
foreign-sylk = a SYLK file
foreign-dif = a DIF file
foreign-dbf = a dBase file (DBF)

## read/open.rs

read-first-sheet = first sheet
read-sheet-number = sheet { $number }
