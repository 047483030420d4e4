
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
store-hint-bug = đây là lỗi của chính vbot-sync; bản chụp được giữ nguyên
store-hint-restore = hãy cất tệp này đi và khôi phục từ bản sao lưu; nếu không có, một lần sync vào tệp mới sẽ nhận lại những bản ghi đang có
store-hint-gone = hãy trả tệp về như cũ rồi chạy lại: những gì đang gửi sẽ được làm rõ trước
store-hint-log-left = hãy chạy `vbot-sync status` với người dùng có quyền ghi bản chụp và thư mục của nó để gộp tệp nhật ký vào, hoặc cho người dùng này quyền đó
store-hint-changing = hãy chạy lại khi lần chạy kia đã kết thúc; chưa ghi gì
store-hint-folder = hãy nêu một tệp trong `path` của [state]
store-hint-not-ours = hãy kiểm tra `path` trong [state]; tệp được giữ nguyên
store-hint-newer = hãy dùng phiên bản đó; tệp được giữ nguyên
store-hint-unknown = hãy nêu tệp khác trong `path` của [state]: một lần sync vào tệp mới sẽ nhận lại những bản ghi đang có
store-hint-unfinished = trước hết hãy chạy `vbot-sync resume` bằng phiên bản đó của chương trình; tệp được giữ nguyên
store-hint-late = hãy chạy lại sau lần chạy đó một giờ; tệp được giữ nguyên
store-hint-moved = nếu vẫn là tài khoản đó dưới địa chỉ hay phiên bản API mới, `vbot-sync adopt --same-account` giữ lại bản chụp cho nó; mỗi tài khoản khác phải có `path` riêng trong [state]
store-hint-other-account = hãy cho mỗi tài khoản một `path` riêng trong [state]
store-disk-full = không thể lớn thêm: đĩa đã đầy
store-hint-disk-full = hãy dọn bớt đĩa rồi chạy lại; thay đổi cuối chưa được ghi, mọi thứ trước đó đều an toàn
store-read-only = không ghi được: tệp hoặc thư mục của nó chỉ cho đọc
store-hint-read-only = hãy cho người dùng này quyền ghi tệp và thư mục của nó; chưa thay đổi gì
store-no-snapshot = không phải là bản chụp của vbot-sync
store-corrupt = bị hỏng
store-unopened = không mở được
store-hint-unopened = hãy kiểm tra `path` trong [state], và người dùng này có quyền đọc và ghi tệp cùng thư mục của nó không
store-in-use = đang được chương trình khác dùng
store-hint-in-use = hãy chờ chương trình kia xong rồi chạy lại; chưa thay đổi gì
store-disk-error = không đọc hoặc ghi được: đĩa báo lỗi
store-hint-disk-error = hãy kiểm tra đĩa rồi chạy lại; thay đổi cuối chưa được ghi
store-unused = không dùng được
store-unreadable = chứa thứ không đọc được
store-hint-no-folder = hãy tạo { $folder }, hoặc đổi `path` trong [state]
store-hint-locked = hãy chờ nó xong, hoặc dừng nó; khóa sẽ mất cùng với tiến trình
store-hint-no-lock = thư mục của bản chụp phải ghi được, trên đĩa có hỗ trợ khóa tệp
store-hint-no-thread = chưa gửi gì; hãy tắt bớt chương trình khác rồi chạy lại
store-hint-unmade = chưa gửi gì; xin báo lỗi này kèm những gì đã in ra trước đó
store-hint-closed = hãy chạy `vbot-sync status` để xem còn gì chưa xong

## What an error is about

store-account-copy = bản sao tạm của tài khoản
store-no-file = ở đó có thứ không phải là tệp
store-the-snapshot = bản chụp
store-crashed = tiến trình kết thúc mà chưa hoàn tất lần chạy
