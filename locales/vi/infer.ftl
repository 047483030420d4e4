# Ghi chú trong cấu hình được đề xuất, và những việc còn phải làm trong đó.

## infer/text.rs

infer-rows = { $count } dòng

## infer/columns.rs

infer-sure = chắc chắn
infer-decided = theo lời bạn
infer-likely = có lẽ đúng ({ $why })
infer-check = CẦN XEM ({ $why })
infer-parts-of-name = các phần của tên, nối bằng dấu cách
infer-rival = không phải dòng nào cũng có mã riêng, còn “{ $header }” thì dòng nào cũng có
infer-one-unusual = có một tiêu đề cột khác lạ
infer-blank = trống ở mọi dòng
infer-codes-shared = có dòng không có mã, hoặc trùng mã
infer-some-no-phones = có giá trị không giống số điện thoại
infer-no-phones = tiêu đề cột nói vậy, nhưng hầu như không giá trị nào giống số điện thoại
infer-many-choices = hơn { $count } giá trị khác nhau
infer-no-choices = các giá trị không giống một danh sách lựa chọn
infer-odd-values = tiêu đề cột nói vậy, nhưng giá trị thì không giống
infer-unusual = tiêu đề cột khác lạ, nhưng giá trị phù hợp

## infer/entity.rs, infer/draft.rs

infer-no-header = không có tiêu đề cột
infer-header-is-record = không có tiêu đề cột: dòng { $row } là một bản ghi (“{ $text }”): hãy thêm phía trên nó một dòng ghi tên các cột
infer-about-else = có vẻ là đơn hàng, hàng hóa hoặc nhân viên vì có cột “{ $header }”, dù { $known } cột của nó có thể dùng cho khách hàng
infer-customers = các dòng có số điện thoại hoặc địa chỉ e-mail
infer-perhaps-customers = có thể: giá trị giống số điện thoại hoặc địa chỉ e-mail, nhưng không tiêu đề cột nào nói vậy
infer-several-kinds = tiêu đề cột hợp với nhiều loại danh mục
infer-catalogue = mỗi dòng trong { $count } dòng có một mã và một tên
infer-without-phones = thiếu số điện thoại hoặc e-mail: tiêu đề cột giống của khách hàng, nhưng không cột nào có số điện thoại hay địa chỉ e-mail, và không có gì cho biết đây là danh mục nào
infer-without-code = thiếu mã hoặc tên: danh mục có cả hai ở mỗi dòng, và không hai dòng nào giống nhau
infer-unknown-headers = không nhận ra tiêu đề cột nào

## infer/source.rs

infer-group-codes = đây là mã nhóm, còn khách hàng ghi tên nhóm: dịch sang tên ở bên dưới
infer-rows-in-files = { $rows } trong { $count } tệp có cùng tiêu đề cột
infer-only-sheet = trang tính duy nhất
infer-found = tự nhận ra
infer-header-found = tự nhận ra; nếu ghi rõ thì không tìm nữa
infer-usual-headers = chỉ đọc các cột ghi bên dưới
infer-old-font = gõ bằng phông chữ cũ: xem dấu tiếng Việt có đúng không khi chạy `check`
infer-plain-letters = tự nhận ra, nhưng mọi chữ đều không dấu
infer-by-words = nhận ra nhờ các từ tiếng Việt: xem dấu có đúng không khi chạy `check`
infer-no-name = cột { $column } không có tiêu đề nên không ánh xạ được: { $examples }
infer-columns = thuộc tính = tiêu đề cột
infer-in-doubt = `{ $name }` có đúng là { $value } không? ({ $why }) Nếu đúng, hãy bỏ dấu #

## infer/missing.rs

infer-no-column = không tìm thấy cột nào cho `{ $name }`, mà { entity-word } nào cũng phải có: ghi tiêu đề cột và bỏ dấu #
infer-candidate = bắt buộc; không tiêu đề cột nào nói vậy, nhưng giá trị thì phù hợp: { $examples }
infer-phone-as-code = không cột nào có mã; mỗi khách hàng có số điện thoại riêng, có thể dùng làm mã ở một dạng thống nhất: { $examples }
infer-phone-code-task = không tìm thấy cột nào cho `{ $name }`: bỏ dấu # để dùng số điện thoại đầu tiên của khách hàng làm mã, hoặc ghi tiêu đề cột khác
infer-none-found = bắt buộc, và không tìm thấy cột nào
infer-name-one = không tìm thấy cột nào cho `{ $name }`: ghi ở đây một giá trị chung cho mọi dòng rồi bỏ dấu #, hoặc ghi một cột ở phía trên
infer-default = bắt buộc, và không tìm thấy cột nào: bỏ dấu # và ghi { $by ->
    [type] một kiểu dữ liệu
    [name] một tên chung cho mọi dòng
   *[code] một mã chung cho mọi dòng
}
infer-default-of = { infer-default }, chọn trong { $known }
infer-defaults = dùng cho ô trống hoặc khi thiếu cột

## infer/lists.rs

infer-many-values = “{ $header }” có hơn { $count } giá trị khác nhau: hãy xem tài khoản có đủ không
infer-not-listed = “{ $header }” có hơn { $count } giá trị khác nhau nên không liệt kê
infer-not-in-catalogue = { $rows }: danh mục không có { entity-word } này
infer-strange-values = `{ $attribute }`: danh mục không có { entity-word } cho { $names }; các dòng đó bị loại
infer-values = chữ trong bảng tính = { $by ->
    [name] tên
   *[code] mã
} của { entity-word }
infer-groups-called = tài khoản phải có các nhóm tên là { $all }, nếu không thì [source.values] cho biết là nhóm nào
infer-no-groups = chưa có bảng các nhóm: tài khoản phải có các nhóm mang tên này, hoặc ghi rõ là nhóm nào
infer-codes-needed = tài khoản phải có các mã { $all }
infer-sent-unchanged = gửi nguyên như vậy; tài khoản phải có: { $all }
infer-put-in-codes = ghi mã của tài khoản cho { $all } rồi bỏ dấu #
infer-codes-made-up = chưa có danh mục nên các mã là tự đặt: ghi mã của tài khoản rồi bỏ dấu #
infer-field-type = `field_type`: “{ $value }” không phải là kiểu dữ liệu đã biết
infer-unknown-type = CẦN XEM: không phải là kiểu dữ liệu đã biết
infer-types = chữ trong bảng tính = kiểu dữ liệu của API

## infer/fields.rs

infer-not-used = không dùng: { $examples }
infer-perhaps-field = có thể là { $line }: nếu đúng, hãy bỏ dấu #
infer-fields-made-up = còn { $count } cột có thể là trường thông tin: ghi mã trường của tài khoản rồi bỏ dấu #
infer-fields-listed = mã trường thông tin = tiêu đề cột; mã lấy từ bảng các trường thông tin
infer-fields-unlisted = mã trường thông tin = tiêu đề cột; các mã là tự đặt: ghi mã của tài khoản rồi bỏ dấu #
infer-header-twice = tiêu đề cột bị trùng, chỉ cột đầu tiên được đọc
infer-known-field = trường “{ $label }”: { $examples }
infer-near-field = có lẽ đúng, nếu đây là trường “{ $label }”: { $examples }
infer-unlisted-field = không có trong bảng các trường thông tin: { $examples }
infer-running-number = chỉ là số thứ tự của dòng
infer-label = chỉ cho biết loại của cột kế tiếp
infer-counted = do hệ thống cũ tự ghi; mỗi lần thay đổi sẽ thành một lệnh gọi
infer-made-up = CẦN XEM (mã là tự đặt), { $kind }: { $examples }
infer-dates = ngày tháng
infer-dates-unclear = ngày tháng, đọc ngày trước
infer-dates-mixed = ngày tháng, có chỗ ngày trước có chỗ tháng trước
infer-phones = số điện thoại
infer-emails = e-mail
infer-numbers = số
infer-same = luôn giống nhau
infer-choices = { $count } chữ khác nhau
infer-texts = chữ

## infer/page.rs

infer-fill-in = CẦN ĐIỀN: { $what }
infer-base-url = địa chỉ [URL] của tài khoản
infer-vbot-id = số của tài khoản
infer-project-code = mã dự án, ví dụ PR20210223152
infer-head =
    Nhờ dòng trên, các trình soạn thảo hiểu lược đồ TOML sẽ gợi ý và kiểm tra tệp này, sau khi chạy
    `vbot-sync schema > vbot-sync.schema.json` ở cùng thư mục.

    Do `vbot-sync init` đề xuất từ tiêu đề cột và giá trị trong bảng tính. Hãy đọc trước lần đồng bộ
    đầu tiên: cuối mỗi ánh xạ có ghi chú chắc chắn đến đâu và vài giá trị của cột. Đề xuất đứng sau
    dấu `#` không có tác dụng gì cho đến khi bạn bỏ dấu `#`. Dòng ghi CẦN XEM có thể sai: ví dụ mã của
    trường thông tin được tự đặt theo tiêu đề cột nếu không có bảng nào liệt kê các trường. Sau đó:

      vbot-sync check              # đọc và kiểm tra mọi dòng; không gửi gì
      vbot-sync plan               # xem những gì sẽ gửi
      vbot-sync sync               # cho xem lại, hỏi, rồi gửi

    Tên đăng nhập, mật khẩu và token không bao giờ ghi vào tệp này. Chúng được đọc từ biến môi trường:
    VBOT_TOKEN, hoặc VBOT_USERNAME và VBOT_PASSWORD, với v3 là VBOT_API_KEY; mỗi biến cũng có dạng
    …_FILE, là đường dẫn của tệp chứa nó.
infer-v3 = bỏ dấu # nếu bảng tính có, và ghi mã của trường trong tài khoản
infer-v3-select = trường SELECT: các lựa chọn là { $what ->
    [status] trạng thái
    [type] kiểu
   *[group] nhóm
}
infer-v3-string = trường STRING
infer-v3-phones = số điện thoại đầu tiên, rồi đến các trường PHONE cho những số khác
infer-rate = không bao giờ quá số yêu cầu này trong một giây, kể cả khi thử lại
infer-concurrency = số lệnh gọi cùng lúc
infer-attempts = cho mỗi lệnh gọi, kể cả lần đầu
infer-wait = chờ bao lâu khi máy chủ không hoạt động; sau đó dừng, và có thể chạy tiếp
infer-state = bản chụp: những gì vbot-sync biết là tài khoản đang có
infer-deletes = false: dòng không còn trong bảng tính thì chỉ báo, không xóa
infer-renames = nhận ra mã đã đổi ngay cả khi không cột nào có mã cũ
infer-cascade = true: khi nhóm đổi tên, máy chủ tự cập nhật khách hàng của nhóm
infer-create-missing = true: tạo cả những gì chỉ có trong dòng khách hàng, dù không có nguồn
infer-exists = bản ghi đã có thì được tiếp nhận bằng một lần cập nhật đầy đủ
infer-missing = bản ghi không còn trong tài khoản thì được tạo lại
infer-national = 0912345678 · e164: +84912345678 · raw: như trong bảng tính
infer-safety = vượt quá mức này thì không gửi gì cho đến khi bạn cho phép
infer-sources = Các nguồn. Đường dẫn tính từ thư mục của tệp này.
infer-left-out = Không dùng:

## infer/source.rs

infer-mark = { $colour }: { $rows } dòng
infer-marks = CẦN XEM: có dòng được tô màu ({ $marks }), mà không cột nào ghi màu: nếu màu là trạng thái, hãy ghi nó vào một cột
