
## cli/error.rs

cli-no-terminal = không có màn hình dòng lệnh để hỏi; thêm --yes để gửi mà không hỏi (`vbot-sync plan` cho xem những gì sẽ gửi)
cli-one-config = có nhiều --config, nhưng { $command }
cli-outside-window = bây giờ là { $time }, ngoài khung giờ { $window }: chưa bắt đầu việc gì
cli-faults = --faults: { $reason }
cli-rules = --v3-rules: { $reason }
cli-rules-of-v3 = --v3-rules dành cho --dialect v3, mà máy chủ thử này dùng { $dialect }
cli-output = không ghi được kết quả
cli-unwritable = không ghi được { $path }
cli-protected = { $path } là tệp mà chính vbot-sync đọc hoặc lưu giữ
cli-exists = { $path } đã có sẵn và không bị ghi đè
cli-changed = { $path } đã có sẵn và không còn như `failures` đã ghi: có thể trong đó có những dòng đã sửa
cli-not-empty = { $path } không rỗng, và không có gì trong đó bị ghi đè
cli-unrecognised = không nhận ra được gì trong các tệp này ({ $files })
cli-unknown = không biết gì về { entity-word } { $code }: không có dòng, bản ghi hay lệnh gọi nào
cli-no-folder = lần chạy { $run } không để lại thư mục nào
cli-no-certificate = { $path } không phải là giấy chứng nhận
cli-unknown-run = không có lần chạy { $run } trong lịch sử
cli-pointless = { $option } không có ý nghĩa gì với bảng này
cli-several-tables = một tệp CSV chỉ có một bảng, còn bản ghi của năm loại là năm bảng
cli-workbook-on-terminal = không thể hiện tệp Excel lên màn hình dòng lệnh

## cli/usage.rs

cli-language-unknown = { $variable } là “{ $code }”, không phải ngôn ngữ của vbot-sync: en hoặc vi

## cli/notice.rs

notice-error = lỗi
notice-refused = từ chối
notice-because = vì
notice-hint = gợi ý
