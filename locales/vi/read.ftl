
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

## read/csv/damage.rs

csv-encoding = dòng có byte không thuộc { $encoding }
csv-nul = dòng có byte NUL: đây là UTF-16 không có dấu thứ tự byte, hoặc không phải văn bản
csv-quote = không đọc được tệp đến hết: dấu ngoặc kép mở ở dòng này không được đóng
csv-long = dòng có một ô lớn hơn 1 MiB
csv-wide = dòng có hơn 16.384 cột
