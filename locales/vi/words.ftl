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

## model/plan_id.rs

model-no-plan-id = mã kế hoạch có 12 ký tự, mỗi ký tự từ 0 đến 9 hoặc từ a đến f

## observe.rs

observe-stopped = đã dừng khi đang đọc hoặc lập kế hoạch: chưa gửi và chưa ghi nhật ký gì

## spill/mod.rs

spill-write = không ghi được vào tệp tạm
spill-read = không đọc được tệp tạm
