
## sandbox/server/mod.rs

sandbox-not-started = máy chủ thử không mở được cổng 127.0.0.1:{ $port }
sandbox-hint-port = hãy chọn cổng khác, hoặc 0 để dùng cổng nào còn trống
