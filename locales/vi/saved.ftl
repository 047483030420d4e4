
## saved/error.rs

saved-taken = { $path } đã có sẵn và không phải là kế hoạch đã lưu
saved-unwritable = không ghi được kế hoạch vào { $path }
saved-unreadable = không đọc được { $path }
saved-refused = { $path } { $reason }
saved-call = không đọc được một lệnh gọi của kế hoạch đã lưu
saved-foreign = không phải là kế hoạch đã lưu
saved-newer = do một bản vbot-sync mới hơn lưu
saved-older = do một bản vbot-sync cũ hơn lưu
saved-damaged = bị hỏng: không còn đúng như khi ghi, hoặc bị thiếu
saved-unread = không đọc được đến hết: { $reason }
saved-hint-taken = không ghi đè gì; hãy nêu tệp khác sau --out
saved-hint-unreadable = `vbot-sync plan --out FILE` lưu một kế hoạch
saved-hint-newer = hãy áp dụng bằng phiên bản đó
saved-hint-account = `--config FILE` nêu cấu hình mà nó thuộc về
saved-hint-age = { saved-hint-again }, hoặc thêm --max-age { $hours }h
saved-hint-stale = { saved-hint-again }; chưa gửi gì
saved-hint-again = hãy lập lại bằng `vbot-sync plan --out FILE`

## saved/seal.rs

saved-account = kế hoạch đã lưu không còn hiệu lực: nó được lập cho { $account }
saved-program = kế hoạch đã lưu không còn hiệu lực: nó được lập bằng vbot-sync bản { $version }
saved-configuration = kế hoạch đã lưu không còn hiệu lực: cấu hình đã thay đổi từ đó: { $keys }
saved-snapshot = kế hoạch đã lưu không còn hiệu lực: bản chụp đã thay đổi từ đó, nên những gì nó nói về tài khoản không còn đúng
saved-age = kế hoạch đã lưu không còn hiệu lực: nó được lập cách đây { $age }, mà kế hoạch chỉ được cũ tối đa { $limit }
