
## send/error.rs

send-no-token = chưa có token cho tài khoản VBot
send-no-key = chưa có khóa API cho tài khoản VBot
send-needs-key = đã đặt { $variable }, nhưng phiên bản v3 cần khóa API
send-needs-token = đã đặt VBOT_API_KEY, nhưng phiên bản { $dialect } cần token
send-half-a-pair = đã đặt { $set }, nhưng chưa đặt { $missing }
send-secret-file = { $name }_FILE nêu { $path }, mà tệp này không đọc được
send-empty-secret = { $name }_FILE nêu { $path }, mà tệp này rỗng
send-tls = không thiết lập được HTTPS trên máy này
send-step = một lệnh gọi loại { $operation } đi đến bước mà nó không có, do lỗi của chương trình
send-worker = một luồng gửi đã hỏng
send-hint-token = hãy đặt VBOT_TOKEN, hoặc VBOT_USERNAME và VBOT_PASSWORD, trong biến môi trường (mỗi biến cũng có dạng …_FILE, là đường dẫn của tệp chứa nó)
send-hint-key = hãy tạo khóa trong trang quản trị VBot ở “Cài đặt nhóm”, “Api Key”, và đặt VBOT_API_KEY trong biến môi trường (hoặc VBOT_API_KEY_FILE, là đường dẫn của tệp chứa nó)
