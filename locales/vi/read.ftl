
## read/encoding.rs

read-malformed = không phải { $encoding }

## read/error.rs

read-folder = { $path } là thư mục
read-pattern = { $path } không phải là mẫu tên tệp
read-unlisted = không xem được bên trong { $path }
read-unnamed = tên tệp { $path } có ký tự không thuộc Unicode
read-no-match = không có tệp nào khớp với { $path }
read-no-file = không có tệp { $path }
read-unknown-encoding = “{ $name }” không phải là tên bảng mã
read-unclear-encoding = tệp không phải là UTF-8, và không rõ là bảng mã nào khác
read-delimiter = “{ $sign }” không thể đứng giữa các ô của tệp CSV
read-separator = có vẻ các ô của tệp được ngăn bằng “{ $sign }”, một dấu phân cách không thông dụng
read-wrapped = cả dòng của tệp nằm trong một cặp ngoặc kép, nên thành một ô duy nhất
read-unopened = không mở được tệp
read-unread = không đọc được tệp đến hết
read-changed = tệp đã thay đổi trong khi đang đọc
read-not-file = đây là thư mục, không phải tệp
read-not-ordinary = đây không phải là tệp thông thường
read-foreign = tệp này là { $kind }, không phải bảng tính
read-in-front = có văn bản đứng trước tệp Excel cũ (.xls): “{ $text }”
read-no-table = tệp không phải là tệp Excel, cũng không chắc là bảng ở dạng văn bản
read-no-workbook = tệp không phải là tệp Excel, dù tên tệp nói vậy
read-locked = tệp Excel được bảo vệ bằng mật khẩu
read-too-large = tệp Excel quá lớn so với định dạng của nó (trên 64 MiB)
read-too-much = tệp Excel có nhiều hơn mức cho phép: { $what }
read-damaged = không đọc được tệp Excel đến hết
read-no-sheet = tệp Excel không có { $wanted }
read-no-cells = trang tính “{ $name }” là biểu đồ, hộp thoại hoặc macro, không phải bảng
read-disordered = các dòng của tệp Excel không theo thứ tự
read-wide = dòng có hơn 16.384 cột
read-empty-table = bảng rỗng: không có dòng tiêu đề
read-other-sheet = trang tính đầu tiên không phải là bảng: các cột nằm ở trang tính “{ $sheet }”
read-no-header = dòng tiêu đề để trống
read-old-font = văn bản được gõ bằng phông cũ { $name }, mà cấu hình không nêu
read-other-font = văn bản được gõ bằng phông cũ { $name }, không phải phông đã nêu
read-two-fonts = văn bản của trang tính được gõ bằng hai phông cũ, TCVN3 và VNI
read-letters-unclear = dòng có thể đọc theo hai cách: như đang viết, và như một phông cũ hiển thị
read-hint-folder = hãy nêu một tệp trong đó, hoặc một mẫu như *.csv
read-hint-unnamed = hãy đổi tên tệp, hoặc cho ghi dưới tên chỉ gồm chữ cái thường
read-hint-encodings = ví dụ utf-8, utf-16le, windows-1258, windows-1252, tcvn3 hoặc vni
read-hint-unclear = có thể là { $candidates }: hãy đặt `encoding` cho đúng, hoặc lưu tệp ở dạng “CSV UTF-8”
read-hint-delimiter = nếu đúng vậy, hãy đặt `delimiter = "{ $delimiter }"`
read-hint-wrapped = hãy xuất lại không có các dấu ngoặc kép này; hoặc mở tệp trong Excel, chọn cột A, chọn Data – Text to Columns, rồi lưu lại
read-hint-unopened = hãy kiểm tra xem tệp có tồn tại không, bạn có quyền đọc không, và có chương trình nào đang giữ tệp không
read-hint-changed = hãy chờ chương trình đang ghi tệp làm xong rồi chạy lại; tốt nhất là nó ghi dưới tên khác rồi đổi tên khi tệp đã đủ
read-hint-not-ordinary = hãy lưu thành tệp trước: phải đọc từ đầu nhiều hơn một lần
read-hint-in-front = hãy cho sửa chương trình xuất ra tệp: không được ghi gì trước nội dung tệp Excel
read-hint-kinds = hãy dùng .csv, .tsv, .txt, .xlsx, .xlsm, .xlsb, .xls hoặc .ods
read-hint-empty = tệp không có nội dung: hãy xuất lại
read-hint-no-workbook = hãy mở trong Excel và lưu ở dạng .xlsx; nếu là văn bản, hãy đặt đuôi tệp là .csv
read-hint-locked = hãy mở trong Excel, chọn File, Info, Protect Workbook, Encrypt with Password, xóa mật khẩu rồi lưu lại
read-hint-too-large = hãy lưu ở dạng .xlsx, vì dạng này được đọc từng dòng
read-hint-too-much = nếu Excel mở được, hãy lưu trang tính cần dùng thành một tệp riêng, hoặc ở dạng .csv
read-hint-damaged = hãy mở trong Excel; nếu Excel mở được, hãy lưu lại ở dạng .xlsx
read-hint-sheet = hãy đặt `sheet = "{ $name }"`
read-hint-font = hãy đặt `text_encoding = "{ $font }"`
read-hint-two-fonts = hãy tách thành hai trang tính, hoặc đổi các chữ sang Unicode trước khi xuất
read-hint-letters = hãy đổi chữ của cả trang tính sang Unicode, hoặc đặt `text_encoding` cho đúng
read-hint-header-row = hãy sửa `header_row`, hoặc bỏ khóa này để chương trình tự tìm tiêu đề
read-hint-excel = hãy mở trong Excel rồi lưu lại
read-advice-save-again = hãy mở trong Excel và lưu ở dạng .xlsx; trang đòi đăng nhập thì không phải là tệp xuất ra
read-advice-convert = hãy mở trong Excel hoặc LibreOffice và lưu ở dạng .xlsx
read-advice-unpack = hãy giải nén và nêu tệp bên trong
read-advice-encode = hãy lưu ở dạng “CSV UTF-8”
read-advice-export = hãy xuất bảng ở dạng .xlsx hoặc “CSV UTF-8”

## read/csv/damage.rs

csv-encoding = dòng có byte không thuộc { $encoding }
csv-nul = dòng có byte NUL: đây là UTF-16 không có dấu thứ tự byte, hoặc không phải văn bản
csv-quote = không đọc được tệp đến hết: dấu ngoặc kép mở ở dòng này không được đóng
csv-long = dòng có một ô lớn hơn 1 MiB
csv-wide = dòng có hơn 16.384 cột
csv-hint-utf8 = hãy lưu ở dạng “CSV UTF-8”, hoặc đặt `encoding` cho đúng, ví dụ "windows-1258"
csv-hint-encoding = hãy đặt `encoding` cho đúng với tệp, hoặc lưu ở dạng “CSV UTF-8”
csv-hint-nul = hãy lưu ở dạng “CSV UTF-8”, hoặc đặt `encoding = "utf-16le"`
csv-hint-quote = hãy đóng dấu ngoặc kép, hoặc viết đôi ("") nếu dấu đó thuộc về văn bản
csv-hint-long = hãy tìm dấu xuống dòng hoặc dấu phân cách còn thiếu ở dòng này
csv-hint-wide = hãy tìm dấu xuống dòng còn thiếu ở dòng này

## read/files.rs

read-hint-no-folder = không có thư mục { $folder }
read-hint-near = có phải ý bạn là { $file }?
read-hint-look = hãy xem trong thư mục { $folder }

## read/open.rs

read-sheet-named = trang tính “{ $name }”
read-sheets-none = tệp chỉ có biểu đồ hoặc macro
read-sheets-seen = các trang tính là { $seen }
read-sheets-hidden = mọi trang tính đều bị ẩn: { $hidden }
read-sheets = các trang tính là { $seen }; bị ẩn: { $hidden }

## read/excess.rs

excess-files = nó có hơn 50.000 tệp
excess-unpacked = nó lớn hơn 4.000 MB khi giải nén
excess-row-text = một dòng của nó có hơn 16 MiB văn bản
excess-names = nó có hơn 1.000.000 tên
excess-cell-text = một ô của nó có hơn 16 MiB
excess-styles = nó có hơn 200.000 kiểu định dạng
excess-texts = nó có hơn 16.777.216 văn bản
excess-kept = văn bản và kiểu định dạng của nó có hơn 512 MiB
excess-document-type = XML của nó có khai báo DOCTYPE
excess-depth = XML của nó lồng sâu hơn 1.000 cấp
excess-claimed = nó khai nhiều văn bản hơn số nó có
excess-cells = các bảng của nó có tổng cộng hơn 10.000.000 ô
excess-merged-cells = nó có hơn 1.000.000 ô gộp
excess-rows = nó có hơn 1.048.576 dòng

## read/foreign_file.rs

foreign-reported-page = trang HTML nằm sau thông báo lỗi của chương trình đã ghi nó
foreign-word = tài liệu Word
foreign-presentation = bài trình chiếu
foreign-email = thư điện tử
foreign-old-workbook = tệp Excel từ trước năm 1993
foreign-pdf = tệp PDF
foreign-rtf = tài liệu văn bản (RTF)
foreign-gzip = tệp nén (gzip)
foreign-bzip2 = tệp nén (bzip2)
foreign-xz = tệp nén (xz)
foreign-zstd = tệp nén (zstd)
foreign-7z = tệp lưu trữ (7z)
foreign-rar = tệp lưu trữ (RAR)
foreign-empty-zip = tệp lưu trữ trống (ZIP)
foreign-picture = hình ảnh
foreign-sqlite = cơ sở dữ liệu (SQLite)
foreign-parquet = tệp Parquet
foreign-program = chương trình
foreign-utf-32 = văn bản mã UTF-32
foreign-iwork = tài liệu Numbers hoặc Pages
foreign-zip = tệp lưu trữ (ZIP)
foreign-web-archive = trang web lưu trữ (MHTML)
foreign-xml-spreadsheet = XML Spreadsheet 2003
foreign-xml = XML
foreign-html = trang HTML
foreign-json = JSON
foreign-sylk = tệp SYLK
foreign-dif = tệp DIF
foreign-dbf = tệp dBase (DBF)

## read/open.rs

read-first-sheet = trang tính đầu tiên
read-sheet-number = trang tính { $number }
