
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
sync-hint-unfinished = `vbot-sync resume` làm nốt; `vbot-sync sync` làm rõ những gì còn ngờ rồi lập kế hoạch mới
sync-hint-unfinished-before = hãy trả [api] về như cũ và chạy `vbot-sync resume` cho đến hết; rồi đổi [api] và chạy lại lệnh này
sync-hint-applied = `vbot-sync status` cho biết lần chạy đó đã xong chưa, `vbot-sync plan` cho biết còn lại gì
sync-hint-busy = hãy chờ chương trình kia xong; sau đó `vbot-sync resume` tìm xem các lệnh gọi đang gửi ra sao, rồi chạy tiếp
sync-hint-unreached = chưa gửi gì; `vbot-sync resume` hoặc `vbot-sync sync` sẽ thử lại
sync-hint-key-stored = hãy tạo khóa trong trang quản trị VBot (“Cài đặt nhóm”, “Api Key”) và đặt vào VBOT_API_KEY (hoặc _FILE của nó); chưa lưu gì
sync-hint-account-unread = chưa kết luận và chưa lưu gì
sync-hint-account-changing = hãy thử lại khi có ít người làm việc trong tài khoản hơn; chưa lưu gì
sync-hint-no-snapshot = `vbot-sync adopt --from-account` lưu những gì tài khoản đang có
sync-hint-needs-v3 = với v1 và v2, bản chụp là nơi duy nhất nhớ tài khoản có gì
sync-hint-key-sent = hãy tạo khóa trong trang quản trị VBot (“Cài đặt nhóm”, “Api Key”) và đặt vào VBOT_API_KEY (hoặc _FILE của nó); chưa gửi gì
sync-hint-field-missing = hãy tạo trường thông tin trong trang quản trị VBot, hoặc sửa mã của nó trong [api.v3]; chưa gửi khách hàng nào
sync-hint-field-remapped = hãy viết lại `{ $key } = { $then }` trong [api.v3]; hoặc đọc lại tài khoản bằng `vbot-sync adopt --from-account`, khi đó kế hoạch tiếp theo sẽ gửi những gì trường thông tin kia còn thiếu
sync-hint-field-type = trường thông tin không bao giờ đổi kiểu: hãy nêu trường khác trong [api.v3]; chưa gửi khách hàng nào
sync-hint-no-corrections = `vbot-sync failures --xlsx FILE` ghi ra tệp này; phải giữ nguyên trang tính cuối cùng của nó
sync-hint-foreign-rows = hãy ghi lại tệp Excel bằng `vbot-sync failures --xlsx FILE`
sync-hint-no-column = hãy để nguyên các cột như cũ, chỉ sửa các ô
sync-hint-reading = chưa gửi gì; xin báo lỗi này kèm những gì đã in ra trước đó
sync-hint-question-marks = có dấu hỏi thay cho chữ, như cách Excel ghi: hãy lưu ở dạng “CSV UTF-8”, không phải “CSV”
sync-hint-double-encoded = chữ bị mã hóa hai lần: hãy xuất lại, và mở ở dạng UTF-8 ở mọi bước trung gian
sync-hint-history = `vbot-sync history` liệt kê các lần chạy
sync-hint-meant = có phải ý bạn là “{ $near }”?
sync-hint-codes = mã hiện nay đứng trước, mã trong bảng tính đứng sau
sync-headers-more = { $first } và { $more } cột nữa
sync-hint-header = có phải ý bạn là “{ $suggestion }”? Các tiêu đề cột là { $headers }
sync-hint-map = hãy ánh xạ nó trong [source.columns], hoặc cho nó giá trị trong [source.defaults]; các tiêu đề cột là { $headers }
sync-hint-headers = các tiêu đề cột là { $headers }

## sync/certify_error.rs

certify-no-run = không có lần chạy { $run }
certify-none-finished = chưa có lần chạy nào đã gửi lệnh gọi mà hoàn tất
certify-unfinished = lần chạy { $run } chưa xong
certify-given-up = lần chạy { $run } không bao giờ hoàn tất: một kế hoạch mới hơn đã thay chỗ nó
certify-nothing-sent = lần chạy { $run } không gửi kế hoạch nào của riêng nó, nên không có gì để chứng nhận
certify-not-counted = lần chạy { $run } do một bản cũ ghi lại, bản đó không đếm từng dòng đã đi đến đâu
certify-snapshot-unknown = không còn biết bản chụp sau lần chạy { $run }
certify-sum = số dòng của { $path } không khớp: số dòng có kết cục nhiều hơn số dòng đã đọc
certify-unchanged = theo nhật ký của lần chạy { $run }, { $rows } dòng của { entity-word } không có lệnh gọi nào, nhưng kế hoạch của nó đếm được { $records } bản ghi không đổi
certify-hint-history = `vbot-sync history` liệt kê các lần chạy
certify-hint-runs = `vbot-sync history` liệt kê các lần chạy; có thể chứng nhận lần chạy của sync, apply, resume hoặc undo
certify-hint-resume = `vbot-sync resume` làm nốt; sau đó có thể chứng nhận
certify-hint-given-up = hãy chứng nhận lần chạy đã thay chỗ nó
certify-hint-version = có thể chứng nhận các lần chạy của phiên bản này
certify-hint-sent = hãy chứng nhận một lần chạy đã gửi lệnh gọi
certify-hint-unchanged = nhật ký đã bị thay đổi sau lần chạy: hãy khôi phục tệp bản chụp từ bản sao lưu; không ghi giấy chứng nhận nào
certify-hint-report = xin báo lỗi này kèm báo cáo của lần chạy; không ghi giấy chứng nhận nào

sync-or = hoặc
sync-column-needed = không có cột nào cho { $name }, mà { entity-word } nào cũng cần
sync-column-usual = không có cột “{ $first }”, hay cột nào có tiêu đề thường gặp khác, cho { $name }
sync-column-wanted = không có cột “{ $wanted }” cho { $name }
sync-applied = kế hoạch đã lưu này đã được gửi rồi, bởi lần chạy { $run } lúc { $started }
sync-needs-v3 = { $what } đọc tài khoản, chỉ làm được với phiên bản API v3, mà ở đây là { $dialect }

## Ends of runs and answers on the stage

sync-second-signal = tín hiệu thứ hai đã kết thúc nó ngay
sync-breaks-off = câu trả lời bị đứt giữa chừng
sync-closed = kết nối bị đóng mà không có câu trả lời
