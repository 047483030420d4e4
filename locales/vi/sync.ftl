
## sync/error.rs

sync-unfinished = lần chạy { $run } chưa xong
sync-unfinished-before = lần chạy { $run } chưa xong, và thuộc về tài khoản trước đây
sync-unreached = không liên lạc được với máy chủ: { $reason }
sync-field-missing = tài khoản không có trường thông tin `{ $code }` mà `{ $key }` của [api.v3] nêu
sync-field-type = trường thông tin `{ $code }` mà `{ $key }` của [api.v3] nêu có kiểu { $kind }, không phải { $wanted }
sync-field-remapped = `{ $key }` của [api.v3] là { $now }, còn bản chụp giữ những gì đã gửi vào { $then }: các giá trị đó sẽ nằm lại, và trường thông tin kia sẽ thiếu chúng
sync-fields-unread = không đọc được các trường thông tin của tài khoản: { $message } ({ $code })
sync-account-unread = không đọc được tài khoản: { $reason }
sync-account-changing = tài khoản liên tục thay đổi trong khi đọc, nên nội dung chưa được xác nhận
sync-no-snapshot = chưa có bản chụp, nên không có gì để so với tài khoản
sync-busy = đã dừng lần chạy vì không ghi lại được kết quả
sync-sending = việc gửi bị hỏng giữa chừng
sync-no-runtime = không bắt đầu được buổi diễn tập
sync-no-corrections = { $path } không phải là tệp Excel chứa các dòng lỗi
sync-foreign-rows = { $path } sửa các dòng của { $listed }, không phải là nguồn nào trong cấu hình
sync-no-column = { $path } [{ $sheet }] không còn cột cho { $column }
sync-unwritable = không ghi được { $path }
sync-reading = không đọc được các bảng, do lỗi của chương trình
sync-missing-column = { $without }
sync-letters-lost = { $file }: { $damaged } trong { $texts } văn bản bị mất chữ, đầu tiên là ở dòng { $row }
sync-no-run = không có lần chạy { $run }
sync-condition-column = --where: không nguồn nào có cột “{ $column }”
sync-no-record = --rename { $typed }: trong bản chụp không có { entity-word } { $code }
sync-no-row = --rename { $typed }: không có dòng dùng được nào mang mã { entity-word } { $code }

## sync/certify_error.rs

certify-no-run = không có lần chạy { $run }
certify-none-finished = chưa có lần chạy nào đã gửi lệnh gọi mà hoàn tất
certify-unfinished = lần chạy { $run } chưa xong
certify-given-up = lần chạy { $run } không bao giờ hoàn tất: một kế hoạch mới hơn đã thay chỗ nó
certify-nothing-sent = lần chạy { $run } không gửi kế hoạch nào của riêng nó, nên không có gì để chứng nhận
certify-not-counted = lần chạy { $run } do một bản cũ ghi lại, bản đó không đếm từng dòng đã đi đến đâu
certify-snapshot-unknown = không còn biết bản chụp sau lần chạy { $run }
certify-sum = số dòng của { $path } không khớp: số dòng có kết cục nhiều hơn số dòng đã đọc
