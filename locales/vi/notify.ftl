
## notify/error.rs

notify-undelivered = [notify] { $key }: { $reason }
notify-unset = chưa đặt biến { $variable }
notify-file = không đọc được { $path } ({ $error })
notify-no-url = { $place } không chứa địa chỉ https:// hay http://
notify-status = mã HTTP { $status }
notify-no-connection = không kết nối được{ $of_kind }
notify-no-answer = không có trả lời trong { $seconds } giây
notify-lost = không có trả lời, kết nối bị mất{ $of_kind }
notify-not-started = không khởi động được ({ $reason })
notify-exit = kết thúc với { $status }
notify-too-late = không kết thúc trong { $seconds } giây
notify-system = hệ thống từ chối những gì cần cho việc này ({ $reason })
notify-no-tls = không thiết lập được TLS

## notify/address.rs

notify-key = khóa
notify-variable = biến { $name }
