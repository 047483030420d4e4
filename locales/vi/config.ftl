# Lỗi của tệp cấu hình, không kèm vị trí trong tệp.

## config/error.rs

config-missing = không có tệp cấu hình này
config-unreadable = không đọc được tệp cấu hình
config-not-utf8 = tệp cấu hình không phải là văn bản UTF-8
config-wrong-type = { $name }{ $expected }
config-unknown-key = không có khóa `{ $key }`{ $place }
config-secret = `{ $key }`{ $place }: không bao giờ ghi bí mật vào tệp này
config-no-source = không có [[source]] nào, nên không có gì để đọc
config-no-account = thiếu phần [api]
config-missing-key = thiếu khóa `{ $key }` trong { $section }
config-fill-in = `{ $key }` còn phải điền: ở đó vẫn ghi FILL-IN
config-blank = `{ $key }` để trống
config-amount = `{ $key }`: { $error }
config-out-of-bounds = `{ $key }` không nằm trong khoảng từ { $least } đến { $most }
config-no-choice = `{ $key }` là `{ $word }`, không thuộc các giá trị: { $choices }
config-no-tenant = `{ $key }` không dùng được với phiên bản v3, vì khóa API đã cho biết là tài khoản nào
config-fields-of-v3 = [api.v3] không dùng được với phiên bản { $dialect }
config-field-code = `{ $code }` không phải là mã trường thông tin: mã chỉ có chữ cái, chữ số, `_` và `-`
config-field-twice = trường thông tin `{ $code }` được nêu hai lần
config-not-named = `{ $name }` đã được ánh xạ, nhưng [api.v3] không nêu trường thông tin nào cho nó
config-no-description = `{ $key }` đã được ánh xạ, nhưng lựa chọn của v3 không có mô tả
config-url-scheme = `base_url` không bắt đầu bằng https:// hay http://
config-url-query = `base_url` có khoảng trắng, dấu `?` hoặc `#`
config-url-user = `base_url` có tên người dùng, mà không bao giờ ghi bí mật vào tệp này
config-url-host = `base_url` không có tên máy chủ
config-url-port = cổng trong `base_url` không phải là số đến 65535
config-notification-url = `{ $text }` không phải là địa chỉ https:// hay http://, cũng không phải `env:TÊN` hay `file:ĐƯỜNG_DẪN` chứa một địa chỉ
config-no-program = `command` không nêu chương trình nào
config-no-chat = `form = "telegram"` cần có `chat_id`
config-sheet = `sheet` không phải là tên trang tính, cũng không phải là số thứ tự tính từ 1
config-encoding = `encoding`: `{ $name }` không phải là tên bảng mã
config-text-encoding = `text_encoding` là `{ $name }`, không thuộc auto, tcvn3, vni, unicode
config-unknown-attribute = không có thuộc tính `{ $name }` trong [source.{ $section }]
config-other-entity = `{ $name }` thuộc về { $owner }, còn nguồn này là { entity-word }
config-constant-values = `{ $key }` là hằng số nên không có bảng giá trị
config-key-default = `{ $key }` dùng để phân biệt các bản ghi nên không có giá trị mặc định
config-constant-default = `{ $key }` là hằng số nên không cần giá trị mặc định
config-kept-default = `{ $key }` vừa có giá trị mặc định vừa có `blank = "keep"`
config-no-fields = chỉ khách hàng mới có trường thông tin, nên [source.fields] không dùng được ở đây
config-blank-field = có mã trường thông tin để trống trong [source.fields]
config-blank-value = ô trống không phải là giá trị để dịch
config-same-keys = hai khóa của bảng này chỉ khác nhau ở khoảng trắng hoặc cách gõ dấu
config-constant-key = hằng số sẽ biến mọi dòng thành cùng một bản ghi
config-phone-key = `phone` chỉ dành cho mã
config-phone = `phone` chỉ có thể là `true`, và không đi cùng dạng khác
config-required-form = `date` và `number` chỉ dành cho trường thông tin và các thuộc tính không bắt buộc
config-joined-phones = số điện thoại được gom từ các cột, không bao giờ ghép lại
config-nothing-to-join = `join` không có gì để ghép: `column` chỉ nêu một tiêu đề
config-alone = `{ $key }` không có ý nghĩa nếu thiếu `{ $other }`
config-date-and-number = một cột là `date` hoặc `number`, không thể là cả hai
config-constant-and-more = `constant` phải đứng một mình, không kèm `{ $key }`
config-no-column = cột này không nêu `column`
config-blank-header = tiêu đề của cột để trống
config-no-header = cột là một tiêu đề hoặc một danh sách tiêu đề, trong dấu ngoặc kép
config-no-headers = danh sách tiêu đề rỗng
config-blank-cells = `blank` không phải là `keep` hay `clear`
config-write = `write` không thuộc `always`, `create`, `if-empty`
config-write-if-empty = `write = "if-empty"` cần `dialect = "v3"`, vì không đọc được tài khoản của v1 hay v2; `write = "create"` chỉ gửi giá trị khi tạo
config-if-empty-lookup = `write = "if-empty"` chỉ dành cho các cột của khách hàng
config-create-only-key = `write` không có tác dụng ở đây: cột này dùng để phân biệt các bản ghi
config-no-text = `{ $key }` không phải là văn bản trong dấu ngoặc kép
config-empty-split = `split` rỗng
config-part = `part` không phải là 1, 2 … tính từ đầu, cũng không phải -1, -2 … tính từ cuối
config-number = `number` không phải là `true`
config-date = `date` là `{ $text }`, không viết ra được ngày
config-date-order = `date_from` không thuộc `dmy`, `mdy`, `ymd`
config-decimal-mark = `decimal` không phải là `,` hay `.`
config-no-moment = `learned` không phải là ngày giờ kèm múi giờ
config-corrected-twice = ô này đã có một chỗ sửa rồi, ở dòng { $line }
config-hint-meant = có phải ý bạn là `{ $meant }`?
config-hint-encodings = ví dụ auto, utf-8, utf-16le, windows-1258, windows-1252, tcvn3 hoặc vni
config-hint-missing = `--config FILE` nêu một tệp khác; `vbot-sync init FILES…` viết cấu hình từ các bảng tính của bạn
config-hint-utf8 = hãy lưu tệp ở dạng UTF-8 trong trình soạn thảo
config-hint-escape = trong ngoặc kép, dấu gạch chéo ngược bắt đầu một ký tự đặc biệt: hãy viết đường dẫn bằng `/`, hoặc đặt trong dấu nháy đơn
config-hint-string = hãy viết giá trị trong ngoặc kép
config-hint-correction = mỗi chỗ sửa bắt đầu bằng [[correction]], với hai cặp ngoặc vuông
config-hint-sources = có thể có nhiều nguồn, nên hãy viết [[source]] với hai cặp ngoặc vuông
config-hint-secret = hãy đặt VBOT_TOKEN, hoặc VBOT_USERNAME và VBOT_PASSWORD, trong biến môi trường; thêm _FILE ở cuối thì biến nêu tệp để đọc
config-hint-no-source = hãy thêm một nguồn có `entity` và `path`
config-hint-no-account = phần này cho biết là tài khoản nào: base_url, vbot_id và project_code
config-hint-remove = hãy xóa dòng này
config-hint-v3 = phần này đi với `dialect = "v3"`
config-hint-one-meaning = mỗi trường thông tin chỉ có một ý nghĩa
config-hint-no-description = hãy bỏ cột này khỏi ánh xạ và khỏi bảng tính
config-hint-text-encoding = khóa này dành cho tệp Excel gõ bằng phông tiếng Việt cũ; với tệp văn bản thì dùng `encoding`
config-hint-notification = ví dụ `env:NOTIFY_URL`, với địa chỉ nằm trong biến môi trường đó
config-hint-program = đây là một danh sách: chương trình, rồi từng tham số, ví dụ `command = ["./notify.sh", "night"]`
config-hint-chat = đó là số của cuộc trò chuyện, hoặc tên của kênh, ví dụ `"@name"`
config-hint-blank-value = [source.defaults] cho biết ô trống nghĩa là gì
config-hint-moment = ví dụ 2026-11-29T22:15:00+07:00
config-hint-corrected-twice = hãy xóa một trong hai; ô trong bảng tính cho thấy mục nào còn đúng
config-hint-date = ngày, tháng và năm là `%d/%m/%Y`; giờ là `%H:%M:%S`

## config/amount_error.rs

config-duration = `{ $text }` không phải là khoảng thời gian như 30s, 5m hay 1h30m
config-rate = `{ $text }` không phải là tốc độ như 10/s, 600/min hay 36000/h
config-too-slow = với tốc độ `{ $text }` sẽ không gửi được gì
config-slow = tốc độ `{ $text }` chưa đến một yêu cầu mỗi giờ; hãy ghi kèm đơn vị muốn dùng, ví dụ 10/s
config-too-fast = tốc độ `{ $text }` vượt quá { $most }/s
config-share = `{ $text }` không phải là tỷ lệ như 10%, cũng không phải là số nguyên
config-too-much = `{ $text }` nhiều hơn tất cả

## config/suggestion.rs

config-hint-allowed = chỉ được dùng { $names }
config-hint-add = hãy thêm `{ $key } = "MÃ"` trong [api.v3], với mã của trường thông tin { $kind } trong tài khoản
