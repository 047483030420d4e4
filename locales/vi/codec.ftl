codec-nothing-known = một dòng được coi là đã biết ở chỗ không có gì
codec-no-call = kế hoạch bị hỏi về một lệnh gọi mà nó không có
codec-too-many = kế hoạch có nhiều lệnh gọi hơn số có thể đánh
codec-undigested = không tính được mã của kế hoạch
codec-no-content = bản chụp biết { entity-word } `{ $code }`, nhưng không biết nội dung
codec-unstorable = không lưu được một lệnh gọi, do lỗi của chương trình
codec-misplaced = lệnh gọi { $call } không được lưu đúng chỗ, do lỗi của chương trình
