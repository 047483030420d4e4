
## plan/error.rs

plan-empty-change = không lập được kế hoạch, do lỗi của chương trình: một thay đổi của { entity-word } không có cả bản ghi cũ lẫn mới
plan-detour = không lập được kế hoạch, do lỗi của chương trình: một { entity-word } phải chuyển tạm sang mã hoặc tên mà lệnh gọi của nó không thể bắt đầu
plan-cycle = không lập được kế hoạch, do lỗi của chương trình: còn những lệnh gọi chờ lẫn nhau
plan-too-many-calls = không lập được kế hoạch, do lỗi của chương trình: kế hoạch có nhiều lệnh gọi hơn số để đánh
plan-hint = chưa gửi gì; xin báo lỗi này
