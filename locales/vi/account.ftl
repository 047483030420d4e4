# Những gì đã đọc từ một tài khoản v3, cho `init --from-account` và `explain`.

## infer/account.rs

account-named-fields = các trường thông tin của tài khoản chứa những gì bảng tính gọi là thuộc tính
account-field = { $kind } “{ $name }”
account-field-required = { $kind } “{ $name }”, bắt buộc
account-field-options = { $kind } “{ $name }”, { $options } lựa chọn
account-field-options-required = { $kind } “{ $name }”, bắt buộc, { $options } lựa chọn
account-sure = { $about }: chắc chắn
account-likely = { $about }: có lẽ đúng, theo tên hoặc các lựa chọn
account-several = { $about }: một trong nhiều trường có thể đúng
account-several-todo = `{ $key }`: có thể là { $codes }; hãy bỏ một dấu `#`
account-no-field-of-kind = tài khoản không còn trường { $kind } nào cho khóa này
account-no-name = không có trường { $kind } nào mang tên như vậy; các trường khác là { $codes }
account-phones = số điện thoại thứ nhất, rồi các trường PHONE cho những số tiếp theo

## infer/account_values.rs, infer/fields.rs, infer/source.rs

account-values = chữ trong bảng tính = mã lựa chọn của tài khoản
account-no-option = { $rows }: tài khoản không có lựa chọn này
account-no-option-todo = `{ $name }`: tài khoản không có lựa chọn cho { $texts }
account-option-twice = nhiều lựa chọn mang tên này
account-template = những gì một nguồn có thể có: điền tiêu đề cột của bảng tính rồi bỏ dấu `#`
account-custom-fields = mã trường thông tin = tiêu đề cột; mã là của tài khoản
account-required-todo = [source.fields]: tài khoản bắt buộc có { $code } (“{ $name }”), nhưng không tìm thấy cột nào cho trường này
account-no-such-field = tài khoản không có trường thông tin này: { $examples }
account-no-place = tài khoản không có trường thông tin cho cột này: hãy nêu một trường ở `{ $key }` trong [api.v3]
account-no-place-todo = `{ $name }` có cột, nhưng không tìm thấy trường thông tin nào của tài khoản cho nó: hãy nêu một trường ở `{ $key }` trong [api.v3]

## cli/commands/init.rs, cli/commands/check.rs

account-read = tài khoản có { $fields } trường thông tin, { $options } trong số đó có lựa chọn; không có gì bị thay đổi ở đó
account-source-todo = thêm một [[source]]: đã có một mẫu ở cuối tệp, sau dấu `#`
account-no-source = Chưa có [[source]] nào, nên ngoài các thiết lập không có gì để kiểm tra.

## sync/explain_account.rs, report/explain.rs, report/explain_account.rs

account-heading = Trong tài khoản
account-no-option-field = [api.v3] không nêu trường thông tin nào cho `{ $key }`
account-slow = không có câu trả lời trong { $seconds } giây
account-same = giống như trong bản chụp
account-changed = khác với bản chụp
account-gone = tài khoản không còn bản ghi này
account-not-ours = tài khoản có bản ghi này, còn bản chụp thì không
account-absent = tài khoản không có bản ghi này
account-unreadable = tài khoản không cho xem bản ghi: { $reason }
account-unread = không hỏi được tài khoản: { $reason }
account-last-by = thay đổi lần cuối bởi thành viên { $member }, { $at }
account-last-member = thay đổi lần cuối bởi thành viên { $member }
account-last-at = thay đổi lần cuối { $at }
account-value = { $value } (bản chụp: { $ours })
account-value-sheet = { $value } (bản chụp: { $ours }; bảng tính: { $sheet })
