
## cli/error.rs

cli-no-terminal = không có màn hình dòng lệnh để hỏi; thêm --yes để gửi mà không hỏi (`vbot-sync plan` cho xem những gì sẽ gửi)
cli-one-config = có nhiều --config, nhưng { $command }
cli-outside-window = bây giờ là { $time }, ngoài khung giờ { $window }: chưa bắt đầu việc gì
cli-faults = --faults: { $reason }
cli-rules = --v3-rules: { $reason }
cli-rules-of-v3 = --v3-rules dành cho --dialect v3, mà máy chủ thử này dùng { $dialect }
cli-output = không ghi được kết quả
cli-unwritable = không ghi được { $path }
cli-protected = { $path } là tệp mà chính vbot-sync đọc hoặc lưu giữ
cli-exists = { $path } đã có sẵn và không bị ghi đè
cli-changed = { $path } đã có sẵn và không còn như `failures` đã ghi: có thể trong đó có những dòng đã sửa
cli-not-empty = { $path } không rỗng, và không có gì trong đó bị ghi đè
cli-unrecognised = không nhận ra được gì trong các tệp này ({ $files })
cli-unknown = không biết gì về { entity-word } { $code }: không có dòng, bản ghi hay lệnh gọi nào
cli-no-folder = lần chạy { $run } không để lại thư mục nào
cli-no-certificate = { $path } không phải là giấy chứng nhận
cli-unknown-run = không có lần chạy { $run } trong lịch sử
cli-pointless = { $option } không có ý nghĩa gì với bảng này
cli-several-tables = một tệp CSV chỉ có một bảng, còn bản ghi của năm loại là năm bảng
cli-workbook-on-terminal = không thể hiện tệp Excel lên màn hình dòng lệnh
cli-hint-rules = hãy thêm `--dialect v3`, hoặc bỏ các quy tắc này
cli-hint-protected = không ghi đè gì; hãy nêu một tệp khác
cli-hint-changed = không ghi đè gì: `vbot-sync sync --corrections FILE` gửi các chỗ sửa trong tệp đó; hãy đặt tên khác cho tệp Excel mới (`--xlsx { $name }`), hoặc chuyển tệp cũ đi chỗ khác
cli-hint-exists = `--out FILE` ghi vào tệp khác, `--stdout` in cấu hình ra màn hình
cli-hint-not-empty = hãy nêu một thư mục trống hoặc chưa có: `vbot-sync demo DIR`
cli-hint-unrecognised = bảng khách hàng cần một cột số điện thoại hoặc e-mail, danh mục cần một cột mã và một cột tên; các tiêu đề khác có thể nêu trong `[source.columns]`
cli-hint-pointless = `--entity` dùng với `export records` và `export calls`, `--run` dùng với `export calls` và `export runs`
cli-hint-several-tables = hãy nêu một bảng, ví dụ `--entity customer`; `--format ndjson` và `--format xlsx` chứa được tất cả
cli-hint-out = `--out FILE` ghi vào một tệp
cli-hint-out-dir = `--out DIR` ghi giấy chứng nhận vào chỗ khác
cli-hint-certify = `vbot-sync certify RUN` ghi tệp này: certificate.json
cli-hint-history = `vbot-sync history` liệt kê các lần chạy
cli-hint-nearest = có phải ý bạn là { $nearest }?
cli-hint-unmanaged = không có nguồn cho { entity-word } trong cấu hình
cli-hint-exact = mã được so chính xác, kể cả chữ hoa chữ thường

## cli/usage.rs

cli-language-unknown = { $variable } là “{ $code }”, không phải ngôn ngữ của vbot-sync: en hoặc vi

## cli/notice.rs

notice-error = lỗi
notice-refused = từ chối
notice-because = vì
notice-hint = gợi ý

## cli/args/overrides.rs, cli/args/selection.rs

cli-none-of = `{ $name }` không thuộc { $known }
cli-no-number = `{ $text }` không phải số nguyên
cli-no-number-above = `{ $text }` không phải số nguyên lớn hơn 0
cli-write-number = hãy viết ENTITY=SỐ, ví dụ customer=120
cli-write-duration = hãy viết ENTITY=THỜI_LƯỢNG, ví dụ customer=48h
cli-write-rename = hãy viết ENTITY.MÃ_CŨ=MÃ_MỚI, ví dụ customer.KH0001=KH0900
cli-write-column = hãy viết ENTITY.CỘT, ví dụ customer.customer_email
cli-write-condition = hãy viết TIÊU_ĐỀ=NỘI_DUNG, ví dụ "Chi nhánh=Hà Nội"
cli-blank-code = một mã bị để trống
cli-blank-header = tiêu đề cột bị để trống

## cli/meant.rs

cli-meant-plan = `vbot-sync plan` cho xem những gì sẽ gửi, và không gửi gì
cli-meant-check = `vbot-sync check` đọc và kiểm tra các bảng tính, và không gửi gì
cli-meant-sync = `vbot-sync sync` lập kế hoạch rồi gửi; `vbot-sync plan` cho xem trước
cli-meant-undo = `vbot-sync undo` lập kế hoạch để hoàn tác một lần chạy
cli-meant-history = `vbot-sync history` liệt kê các lần chạy trước
cli-meant-resume = `vbot-sync resume` làm nốt lần chạy đã dừng
cli-meant-init = `vbot-sync init FILES…` viết cấu hình từ các bảng tính của bạn
cli-meant-sandbox = `vbot-sync sandbox` chạy một máy chủ mô phỏng trên máy này
cli-meant-key = không bao giờ gõ token hay khóa vào lệnh: hãy đặt biến VBOT_TOKEN, hoặc VBOT_API_KEY với v3
cli-meant-yes = `--yes` gửi luôn mà không hỏi
cli-meant-rate = hãy đặt `rate` trong [limits] của cấu hình

## cli/commands/init_screen.rs

init-written = đã ghi: { $path }
init-mapped = { $rows }, ánh xạ { $mapped } trong { $all } cột
init-left-out = bỏ qua    { $name }: { $why }
init-no-catalogue = không cần { $path }: khách hàng không dùng gì ngoài những thứ các tệp đã liệt kê
init-proposed = { $count } { entity-word }
init-catalogue = đã ghi: { $path } ({ $counts })
init-incomplete = Chưa kiểm tra được các dòng: thiếu một cột bắt buộc.
init-unchecked = Chưa kiểm tra được các dòng: { $reason }
init-more-problems = `vbot-sync check` cho xem mọi lỗi
init-more = và { $count } mục nữa
init-complete = Hoàn thiện { $path } bằng Excel: mã, tên và kiểu đúng như trong tài khoản
init-next = Việc cần làm tiếp theo:
init-edit = Đọc { $name } và sửa các dòng sau:
init-read = Đọc { $name }: không có gì bắt buộc phải sửa
init-fill-in = điền `{ $key }`
init-perhaps = và nếu cần:
init-line = dòng { $line }:
init-check = đọc và kiểm tra mọi dòng; không gửi gì
init-plan = xem những gì sẽ gửi
init-sync = cho xem lại, hỏi, rồi gửi
cli-unanswered = các câu hỏi chưa được trả lời hết: không ghi gì cả
cli-no-column = không bảng nào có cột “{ $header }”
cli-write-map = hãy viết CỘT=ĐÍCH, ví dụ "Mã hồ sơ=customer_no"
cli-write-default = hãy viết THUỘC_TÍNH=GIÁ_TRỊ, ví dụ customer_type_code=LE
cli-no-target = `{ $word }` không thuộc { $known }; trường thông tin thì viết fields.MÃ, còn - là bỏ qua cột

## cli/commands/init_questions.rs, cli/prompts.rs

init-ask-begin = Chỗ nào bạn để trống sẽ được ghi FILL-IN trong cấu hình.
init-ask-url = Địa chỉ (URL) API của tài khoản
init-ask-vbot-id = Số của tài khoản (vbot_id)
init-ask-project = Mã dự án (project_code)
init-ask-column = Cột có { $what } (`{ $name }`)
init-ask-for-all = không có cột nào: một giá trị chung cho mọi khách hàng
init-ask-later = không phải các cột này; tôi sẽ tự ghi vào tệp
init-ask-default = { $what } chung cho mọi khách hàng (`{ $name }`), đúng như trong tài khoản
init-ask-fields = Các cột là trường thông tin của tài khoản
init-ask-some = (phím cách để chọn, Enter để tiếp tục)
init-ask-code = Mã của trường trong tài khoản cho cột “{ $header }”
init-what-code = mã khách hàng
init-what-name = tên khách hàng
init-what-phones = số điện thoại của chính khách hàng
init-what-email = e-mail của khách hàng
init-what-address = địa chỉ của khách hàng
init-what-status = trạng thái
init-what-type = kiểu
init-what-group = nhóm

## cli/commands

cli-nothing-sent = không gửi gì
cli-stops-at = Sẽ dừng gửi lúc { $ends }.
cli-ask-send = Gửi { $calls } lệnh gọi này đến { $server }?
cli-other-plan = kế hoạch đã lưu là { $id }, không phải { $expected }; không gửi gì
cli-hint-expect = nếu kế hoạch này đã được duyệt, hãy thêm --expect { $id }
cli-nothing-to-resume = không có gì để chạy tiếp
cli-ask-adopt = { $server } đã có đúng như vậy, nên không cần gửi gì, phải không?
cli-nothing-recorded = không ghi nhận gì
cli-no-snapshot = chưa có bản chụp nào, nên không có gì để giữ
cli-snapshot-is-of = bản chụp đã thuộc về { $account }
cli-ask-same = { $now } có phải chính là tài khoản { $before }, với mọi bản ghi của nó không?
cli-snapshot-unchanged = bản chụp không thay đổi
cli-snapshot-moved = bản chụp của { $before } nay thuộc về { $now }; không gửi gì
cli-ask-store = Ghi điều này vào bản chụp?
cli-stored = Lần chạy { $run }: đã đọc { $stored } bản ghi từ tài khoản và lưu lại; không gửi gì.
cli-status-nothing = Chưa gửi gì: không có bản chụp nào ở { $path }.
cli-status-first = Tiếp theo: `vbot-sync plan` cho xem lần đồng bộ đầu tiên sẽ gửi gì.
cli-status-finished = Không còn gì dang dở. Tiếp theo: `vbot-sync plan` cho xem những gì đã thay đổi từ đó.
cli-status-unfinished = Lần chạy { $run } chưa xong:
cli-status-planned = lệnh gọi chưa gửi
cli-status-unknown = lệnh gọi có thể đã hoặc chưa được thực hiện; chúng được làm rõ trước
cli-status-rejected = lệnh gọi bị máy chủ từ chối
cli-status-blocked = lệnh gọi bị chặn, vì một lệnh gọi mà chúng phụ thuộc đã bị từ chối
cli-status-tried = thử lần cuối lúc { $at }
cli-status-next = Tiếp theo: `vbot-sync resume` làm nốt; `vbot-sync sync` làm rõ những gì chưa rõ rồi lập kế hoạch mới.
cli-hint-override = nếu đúng như vậy, hãy thêm { $flag }

## What commands say on the way

cli-no-report = không có báo cáo về lần chạy này, vì không đọc được các lệnh gọi của nó: { $error }
cli-unwritten = không ghi được { $name }: { $error }
cli-written = đã ghi: { $name }
cli-no-metrics = không ghi được số liệu vào { $path }: { $error }
cli-empty-table = chưa gửi gì: không có bản chụp ở { $state }, nên bảng trống
cli-good-rows = { $good } dòng tốt, { $rejected } bị loại
cli-corrections-kept = không xóa được các chỗ sửa không còn dùng đến: { $error }
cli-accepted = { $count } bản ghi của tài khoản nay đã có trong bản chụp
cli-plan-saved = đã lưu kế hoạch { $id }: `vbot-sync apply { $path }` gửi nó một lần, miễn là không có gì thay đổi
cli-failures-written = đã ghi: { $path }; hãy sửa các dòng trong đó, rồi `vbot-sync sync --corrections { $path }` gửi chúng, hoặc `vbot-sync failures --learn { $path }` làm việc đó mỗi đêm
cli-sandbox = máy chủ VBot giả, quên hết khi kết thúc (Ctrl-C)
    { $access }
    tài khoản: GET { $url }/sandbox/state, các yêu cầu: GET { $url }/sandbox/log
cli-sandbox-yours = (của bạn)
cli-sandbox-token = token: VBOT_TOKEN={ $secret }, hoặc VBOT_USERNAME=sandbox VBOT_PASSWORD=sandbox
cli-sandbox-key = khóa: VBOT_API_KEY={ $secret }
cli-overheard = `base_url` là http://, nên người khác trên mạng có thể đọc token và mọi khách hàng: hãy dùng https://
cli-exposed = { $name } chỉ tới { $path }, tệp mà mọi người dùng của máy này đọc được: hãy chạy `chmod 600` cho nó
cli-own-zone = của máy này
cli-unknown-zone = không biết múi giờ { $named }, nên giờ trong ngày được hiểu là UTC: hãy đặt TZ là một tên như Asia/Ho_Chi_Minh, hoặc <+07>-7
cli-no-event = không ghi được một sự kiện dưới dạng JSON: { $error }
cli-unrecorded = không ghi được lần chạy này vào lịch sử: { $error }
cli-no-journal = không đọc được nhật ký của lần chạy { $run }: { $error }
cli-file-changed = { $file } đã thay đổi từ khi được đọc, nên các dòng của nó không có trong tệp Excel các dòng lỗi
cli-no-failed-rows = tệp Excel các dòng lỗi không có dòng nào của các trang tính: { $error }
cli-no-temporary = không ghi được vào thư mục dành cho tệp tạm
cli-examples-only = { $report } của lần chạy này liệt kê ví dụ của mỗi loại lệnh gọi; `--html FILE` liệt kê mọi lệnh gọi
cli-no-run-folder = không ghi được thư mục của lần chạy này vào { $root }: { $error }
cli-run-folder-kept = không xóa được thư mục của một lần chạy đã quên khỏi { $root }: { $error }
cli-left-out = { $name } không có trong thư mục của lần chạy này: { $error }
cli-stopping = đang dừng (thêm lần nữa để dừng ngay)
cli-no-window = `{ $text }` không phải khung giờ như 22:00-06:00
cli-no-time = `{ $text }` không phải giờ trong ngày như 05:30
cli-certificate-form = nó có dạng { $form }
cli-one-state = --state chỉ nêu một tệp
cli-one-command = lệnh này, hoặc một tùy chọn của nó, chỉ dành cho một cấu hình
cli-ended = { $words }, mã thoát { $exit }
cli-not-begun = chưa bắt đầu, vì một tín hiệu đã dừng lệnh
cli-unknown-project = dự án không rõ
cli-end-done = xong
cli-end-look = xong, có dòng hoặc lệnh gọi cần xem
cli-end-refused = bị từ chối
cli-end-stopped = đã dừng
cli-end-changes = có thay đổi
cli-end-locked = một lần chạy khác đang làm việc
cli-end-failed = thất bại
cli-wait-unanswered = máy chủ có thể còn đang xử lý một yêu cầu mà nó chưa trả lời, và các lệnh gọi còn lại dùng cùng các mã đó
cli-waiting = {" "}(đang chờ máy chủ)
cli-asked = máy chủ yêu cầu
cli-wait-seconds = chờ { $seconds } giây: { $reason }
cli-wait = chờ { $wait }: { $reason }
cli-sending-stops = việc gửi dừng lúc { $ends }
cli-stops = , dừng lúc { $ends }
cli-bar-calls = lệnh gọi
cli-bar-left = còn { $eta }
cli-progress = { $done } trên { $calls } lệnh gọi, { $failed } lỗi, { $rate }/giây, còn { $left }{ $ends }
cli-reading = đang đọc { $name }
cli-comparing = { $name }: { $rows } dòng; đang so sánh
cli-reading-again = đang đọc lại
cli-reading-account = đang đọc tài khoản
cli-reading-left = , còn { $left }
cli-reading-pages = { $step }: { $read } trên { $of } { records-of }{ $left }
cli-demo-begins = Một máy chủ thử đang nghe ở { $url }; mọi tệp nằm trong { $files }.
cli-demo-night-1 = Đêm 1: bản xuất đầu tiên được đồng bộ vào tài khoản trống
cli-demo-night-2 = Đêm 2: bản xuất tiếp theo; trước là kế hoạch, sau là đồng bộ
cli-demo-left = Lập kế hoạch thêm một lần: còn { $count } lệnh gọi phải gửi.
cli-demo-files = Xem { $folder }: plan-night-2.html (cho trình duyệt), .xlsx, .txt và .json, account.json (những gì máy chủ thử có), runs/ (những gì mỗi lần chạy để lại), exports/, vbot-sync.toml;
    `vbot-sync status` và `vbot-sync plan` dùng được ở đó.
cli-waits-until = chờ máy chủ muộn nhất tới { $until }: { $reason }
cli-back = máy chủ đã trở lại, sau khi chờ { $wait }
cli-stopping-because = đang dừng: { $reason } (đang bay: { $count })
cli-pages-written = đã ghi: { $folder } ({ $count } trang)
cli-still-in-corrections = các dòng lỗi vẫn còn trong { $file }, nên không có trong tệp Excel các dòng lỗi
cli-yes-or-no = { $question } [c/K]{" "}
