# Những từ dùng chung trong các câu khác; câu nào nhắc đến một từ thì truyền luôn tham số của mình.

entity-word = { $entity ->
    [status] trạng thái
    [type] kiểu
    [group] nhóm
    [field] trường thông tin
   *[customer] khách hàng
}

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

## model/plan_id.rs

model-no-plan-id = mã kế hoạch có 12 ký tự, mỗi ký tự từ 0 đến 9 hoặc từ a đến f

## observe.rs

observe-stopped = đã dừng khi đang đọc hoặc lập kế hoạch: chưa gửi và chưa ghi nhật ký gì

## spill/mod.rs

spill-write = không ghi được vào tệp tạm
spill-read = không đọc được tệp tạm
