# Những từ dùng chung trong các câu khác; câu nào nhắc đến một từ thì truyền luôn tham số của mình.

entity-word = { $entity ->
    [status] trạng thái
    [type] kiểu
    [group] nhóm
    [field] trường thông tin
   *[customer] khách hàng
}

operation-word = { $operation ->
    [create] tạo
    [update] cập nhật
    [updateNo] đổi mã
   *[delete] xóa
}

state-word = { $state ->
    [planned] chưa gửi
    [in_flight] đang gửi
    [applied] đã áp dụng
    [skipped] bỏ qua
    [rejected] bị từ chối
    [unknown] chưa rõ
    [blocked] bị chặn
   *[superseded] bị thay thế
}

place-row = dòng { $row }
place-column = cột “{ $column }”

records = { $count } { entity-word }

calls = { $count } lệnh gọi

## report/figures.rs

duration-seconds = { $seconds } giây
duration-minutes = { $seconds ->
    [0] { $minutes } phút
   *[other] { $minutes } phút { $seconds } giây
}
duration-hours = { $minutes ->
    [0] { $hours } giờ
   *[other] { $hours } giờ { $minutes } phút
}
duration-days = { $hours ->
    [0] { $days } ngày
   *[other] { $days } ngày { $hours } giờ
}
duration-at-rate = khoảng { $duration } với tốc độ { $rate }
rate-per-second = { $rate }/giây
rate-per-minute = { $rate }/phút

task-create = { records } cần tạo
task-update = { records } cần cập nhật
task-update-no = { records } cần đổi mã (updateNo)
task-delete = { records } cần xóa
rows = { $count } dòng
requests = { $count } yêu cầu
creates = { $count } lệnh tạo
changes = { $count } thay đổi
errors = { $count } lỗi
warnings = { $count } cảnh báo
more = … và { $count } mục nữa
ending-word = { $ending ->
    [running] đang chạy
    [finished] đã xong
    [stopped] đã dừng
    [refused] bị từ chối
    [failed] thất bại
    [crashed] đột tử
   *[other] { $ending }
}
rows-held = { $count } dòng bị giữ lại
failures-json = … và { $count } mục nữa; `--json` có đủ
records-of = { entity-word }

## model/plan_id.rs

model-no-plan-id = mã kế hoạch có 12 ký tự, mỗi ký tự từ 0 đến 9 hoặc từ a đến f

## observe.rs

observe-stopped = đã dừng khi đang đọc hoặc lập kế hoạch: chưa gửi và chưa ghi nhật ký gì

## spill/mod.rs

spill-write = không ghi được vào tệp tạm
spill-read = không đọc được tệp tạm
spill-hint = hãy dọn bớt đĩa chứa bản chụp, hoặc đĩa chứa tệp tạm (TMPDIR)

## model/finding.rs

finding-adopted = đã có sẵn trong tài khoản
finding-left-alone = đã có sẵn trong tài khoản và được để nguyên
finding-recreated = bị thiếu trong tài khoản và đã được tạo lại
finding-absent = đã không còn từ trước
finding-confirmed = một lần gửi không có trả lời hóa ra đã được áp dụng
finding-moved = mã cũ không còn, và bản ghi ở mã mới được nhận về
finding-created-anew = bị thiếu trong tài khoản và đã được tạo lại với mã mới
finding-temporary-lost = mã tạm không còn trong tài khoản: coi như bị thiếu

## model/outcome.rs

stopped-interrupted = bị ngắt
stopped-out-of-time = đã hết thời gian cho lần chạy này: { $ends }
stopped-unauthorised = máy chủ không chấp nhận token: { $message }
stopped-forbidden = tài khoản không có quyền: { $message }
stopped-redirected = địa chỉ dẫn đi nơi khác: { $message }
stopped-server-down = máy chủ liên tục bị lỗi: { $message }
stopped-half-way = { $record } còn mang mã tạm hoặc tên tạm, vì một lệnh gọi khác của lần hoán đổi bị từ chối
stopped-canary = đợt gửi thử { $calls } lệnh gọi thất bại: { $rejected } bị từ chối, { $unknown } chưa rõ
stopped-canary-absent = đợt gửi thử đã được xác nhận, nhưng khi đọc lại thì tài khoản không có khách hàng { $code }
stopped-canary-differs = đợt gửi thử đã được xác nhận, nhưng khi đọc lại thì khách hàng { $code } có { $names } khác
stopped-canary-more = ({ $count } khách hàng khác)
stopped-mapping-wrong = có lẽ ánh xạ bị sai: { $message }

## model/dialect.rs

dialect-v1 = trang tài liệu ban đầu
dialect-v2 = tài liệu năm 2026
dialect-v3 = tài liệu tháng 6 năm 2026

## model/colour.rs

colour-red = đỏ
colour-orange = cam
colour-yellow = vàng
colour-green = xanh lá
colour-blue = xanh dương
colour-purple = tím
colour-pink = hồng
colour-grey = xám
colour-black = đen
