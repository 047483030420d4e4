
## store/refusal.rs

refusal-only-looking = chỉ được mở để xem
refusal-unfinished = lần chạy { $run } chưa xong và cũng chưa bị thay thế
refusal-ended = lần chạy { $run } đã kết thúc hẳn, hoặc chưa từng bắt đầu
refusal-calls-left = không thể kết thúc lần chạy { $run } khi còn { $left } lệnh gọi
refusal-calls-in-doubt = không thể thay thế lần chạy { $run } khi còn { $doubtful } lệnh gọi chưa rõ kết quả
refusal-no-call = lần chạy { $run } không có lệnh gọi { $call }
refusal-transition = lệnh gọi { $call } của lần chạy { $run } đang là { $now }, không thể thành { $asked }
refusal-note = một ghi chú về { entity-word } { $code }, mà bản chụp không có
refusal-taken = { entity-word } { $from } không thể thành { $to } vì mã này đã được dùng
refusal-not-known = { entity-word } { $from } không thể thành { $to }: bản chụp không biết { $from }

## store/error.rs

store-sqlite = { $sqlite }
store-json = không ghi được
store-refused = từ chối một thay đổi: { $reason }
store-gone = đã bị xóa hoặc thay thế trong khi đang dùng
store-log-left = không thể xem khi không có quyền ghi bên cạnh: đang có một lần chạy, hoặc nó đã để lại một tệp nhật ký (tên kết thúc bằng -wal)
store-changing = đã bị ghi vào trong khi được xem mà không có quyền ghi bên cạnh
store-folder = là thư mục, không phải tệp bản chụp
store-not-ours = là cơ sở dữ liệu của chương trình khác
store-newer = do một bản vbot-sync mới hơn ghi
store-unknown = do một bản vbot-sync chưa từng phát hành ghi
store-unfinished = có lần chạy { $run } chưa xong, và chỉ chương trình đã bắt đầu nó mới kết thúc được
store-late = do một bản trước ghi, và một yêu cầu của lần chạy cuối có thể vẫn đang được xử lý
store-other-account = thuộc về { $owner }, không phải { $tenant }
store-no-folder = không có thư mục chứa { $file }
store-locked = một lần chạy khác đang giữ { $path }{ $holder }
store-no-lock = không tạo hoặc không khóa được { $path }
store-closed = nhật ký đã đóng
store-no-thread = không ghi được kế hoạch vào nhật ký vì thiếu luồng xử lý
store-unmade = không ghi được kế hoạch vào nhật ký, do lỗi của chương trình
