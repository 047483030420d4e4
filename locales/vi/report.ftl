# What people can do about rows, and why a plan is refused.

## report/hints.rs

hint-waits = sửa bản ghi mà nó đang chờ; bản ghi này sẽ được gửi sau đó
hint-repaired = các dòng được gửi như đã sửa; hãy xem dòng đầu tiên của mỗi loại
hint-left-out = không gửi gì của các dòng này; nếu dòng nào là bản ghi thật, hãy cho nó một mã riêng
hint-hidden = trong Excel, hãy hiện mọi dòng rồi xóa những dòng không cần gửi
hint-repeated = chỉ cần một trong các dòng đó; không dòng nào bị giữ lại vì lỗi này
hint-unchanged = vẫn gửi nguyên như vậy; hãy sửa ô này
hint-not-held = hãy sửa ô này; không dòng nào bị giữ lại vì lỗi này
hint-date = hãy sửa ô này; nếu cả cột viết như vậy, hãy đặt `date_from`
hint-number = hãy sửa ô này; nếu cả cột viết như vậy, hãy đặt `decimal`
hint-header = hãy cho mỗi cột một tiêu đề riêng
hint-formula = hãy sửa công thức trong Excel, hoặc ghi thẳng giá trị
hint-quote = hãy tìm dấu ngoặc kép chưa đóng hoặc dấu phân cách thừa, và sửa ngay trong bảng tính
hint-swallowed = hãy bỏ dấu ngoặc kép đó ngay trong bảng tính: các dòng bên dưới sẽ hiện lại
hint-cut-off = hãy chép hoặc xuất lại tệp: có thể thiếu các dòng sau dòng này
hint-letters = hãy gõ lại ô này bằng Unicode, hoặc đặt `text_encoding` nếu cả trang tính gõ bằng bảng mã đó
hint-merged = trong Excel, hãy bỏ gộp ô rồi điền giá trị vào từng ô, hoặc đặt `merged = "fill"` trong [[source]]
hint-required = hãy điền ô này, hoặc cho một giá trị trong [source.defaults]
hint-twin = hãy sửa mã, hoặc nếu đó là hai bản ghi chỉ khác chữ hoa chữ thường, hãy đặt `codes = "exact"` trong [sync]
hint-code = hãy ghi vào dòng này mã mà bản ghi đang có, hoặc sẽ có
hint-reference = hãy sửa giá trị, thêm nó vào danh mục, hoặc quy đổi nó trong [source.values]
hint-duplicate = hãy để lại một dòng, hoặc cho bản ghi kia một mã riêng
hint-identity = hãy để lại một dòng, hoặc cho bản ghi kia một định danh riêng
hint-group-name = hãy cho nhóm một tên mà không nhóm nào khác có
hint-previous = chỉ để mã cũ ở một trong các dòng đó
hint-taken = hãy sửa dòng kia trước: dòng này gửi được khi mã đã trống
hint-cell = hãy sửa ô này
hint-refused = máy chủ không nhận một giá trị như hiện có: hãy so điều máy chủ báo với các ô
hint-missing = bản ghi, hoặc thứ mà nó nêu tên, không có trong tài khoản; xem `on_missing` trong [sync]
hint-exists = mã này đã được dùng trong tài khoản; xem `on_exists` trong [sync]
hint-compare = hãy so điều máy chủ báo với các ô
hint-settled = không phải làm gì: lần chạy sau sẽ tự làm rõ việc này trước

## report/messages/guards.rs

guard-deletes-all = sẽ xóa toàn bộ { $deletes } { entity-word }, không còn bản ghi nào
guard-deletes = sẽ xóa { $deletes } trong { $known } { entity-word }; chỉ được xóa nhiều nhất { $allowed } ({ $limit })
guard-updates = sẽ cập nhật { $updates } trong { $known } { entity-word }; chỉ được cập nhật nhiều nhất { $allowed } ({ $limit }); { $target } thay đổi ở { $rows } bản ghi
guard-nothing = không cột nào
guard-renames = { entity-word }: { $renames } trong { $known } mã { $change } ({ $first }); chỉ được đổi nhiều nhất { $allowed } ({ $limit })
guard-source-missing = không có tệp { $source }, trong khi bản chụp có { $known } { entity-word }
guard-source-empty = { $source } không có dòng nào, trong khi bản chụp có { $known } { entity-word }
guard-rows = { $place } có { $rows } dòng; ở lần chạy thành công gần nhất có { $before }
guard-rows-follow = { $place } có { $rows } dòng; ở lần chạy thành công gần nhất { $follows } có { $before }
guard-column = { $place } không còn cột cho { $target }{ $headers } như ở lần chạy thành công gần nhất
guard-column-files = { $place } và { $more } tệp nữa không còn cột cho { $target }{ $headers } như ở lần chạy thành công gần nhất
guard-undone = lần chạy { $by } đã hoàn tác lần chạy { $run }, và từ đó bảng tính lẫn cấu hình đều không đổi: các thay đổi cũ sẽ bị gửi lại
guard-stale = { $place } được sửa lần cuối cách đây { $age }, mà chỉ được cũ nhất { $limit } (`max_age`)
guard-limit = giới hạn { $count }
guard-change = sẽ đổi
guard-zeros-lost = mất các số 0 ở đầu
guard-zeros-gained = có thêm số 0 ở đầu
guard-case = chỉ khác chữ hoa chữ thường
guard-look-alike = chỉ khác khoảng trắng, dấu hoặc chữ trông giống nhau
guard-prefix-got = có thêm “{ $new }” ở đầu
guard-prefix-lost = mất “{ $old }” ở đầu
guard-prefix = có “{ $new }” thay cho “{ $old }” ở đầu
guard-suffix-got = có thêm “{ $new }” ở cuối
guard-suffix-lost = mất “{ $old }” ở cuối
guard-suffix = có “{ $new }” thay cho “{ $old }” ở cuối
guard-file = { $file } ({ $rows } dòng)
guard-file-missing = thiếu { $file }: ở lần chạy thành công gần nhất tệp này có { $rows } dòng, và không có tệp mới nào của { $source } thay thế
guard-files-missing = thiếu { $count } tệp của { $source } đã có ở lần chạy thành công gần nhất: { $files }

## report/issues.rs

issues-hint = gợi ý: { $remedy }
issues-suggestions = { $count } bản ghi có thể chỉ đổi mã (xóa rồi tạo lại sẽ mất lịch sử cuộc gọi)
issues-errors = { errors } trong bảng tính
issues-warnings = { warnings } trong bảng tính
issues-both = { $errors } và { $warnings } trong bảng tính
issue-error = lỗi:
issue-warning = cảnh báo:
guards-heading = Từ chối: hãy xem kỹ lại trước khi gửi
guards-flag = nếu đúng là vậy: { $flag }

## report/failures.rs

failures-more = … và { $count } dòng nữa của { $file }; --xlsx có đủ
failures-answer = máy chủ báo: { $answer }
answer-error = { $message } (lỗi { $error })
failures-no-row = { $record } (nay không còn dòng nào về nó)
failures-none = Mọi thứ đều đã gửi được.
failures-rows = { $rows } không gửi được.
failures-calls = { $calls } không thuộc dòng nào không gửi được.
failures-both = { $rows }, và { $calls } không thuộc dòng nào, không gửi được.

## report/reasons.rs

reasons-follow = { $count } lệnh cập nhật { entity-word } chỉ là do mã hoặc tên nhóm thay đổi (`renames_cascade = true` để máy chủ tự làm).
reasons-task = { operation-word } { $count } { entity-word }
reasons-left-out = Để lại: { $tasks }. Chúng không được gửi nhưng cũng không mất: kế hoạch sau sẽ có lại.
reasons-missing = { creates } chỉ vì khách hàng dùng những bản ghi mà không bảng tính nào có.
reasons-detours = { calls } để hoán đổi mã hoặc tên.
reasons-held = Giữ lại: { $rows } có dòng bị lỗi; không gửi và không xóa gì của chúng.

## report/summary.rs

summary-plan = { $verdict } Kế hoạch { $plan }.
verdict-nothing-refused = Không có gì để gửi, và một chốt chặn từ chối kế hoạch.
verdict-refused = { $calls }: không gửi gì trừ khi bạn cho vượt qua các chốt chặn.
verdict-price = { $calls }: { $price }.
verdict-calls = { $calls }.
verdict-no-undo = Không có gì để hoàn tác.
verdict-left-out = Không có gì để gửi: mọi lệnh gọi đều được để lại.
verdict-nothing = Không có gì phải làm.
verdict-unchanged = Không có gì phải làm: { $count } bản ghi trong tài khoản đã đúng như bảng tính.
verdict-held = Không có gì để gửi: { $unchanged } bản ghi không đổi, { $held } dòng bị giữ lại.

## report/table.rs

column-unchanged = không đổi
column-held = giữ lại
table-total = tổng
column-new = mới
column-changed = thay đổi
column-moved = đổi mã
column-gone = không còn

## report/check.rs

check-rows = số dòng
check-rejected = bị loại
check-header = tiêu đề
check-encoding = bảng mã
check-delimiter = dấu phân cách
check-file = tệp
check-newest = tệp mới nhất trong { $count } tệp; không đọc: { $files }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } tệp nữa
}
check-from = { $name } từ { $headers }
check-guessed = nhận ra theo tiêu đề cột: { $columns }
check-constant = { $name } (hằng số)
check-create-only = chỉ gửi khi tạo (lệnh cập nhật của v1 và v2 lặp lại giá trị đã gửi lần trước)
check-if-empty = chỉ gửi khi tài khoản chưa có giá trị (if-empty)
check-unused = không dùng: { $columns }
check-unusable = { $place } (không dùng được)
check-tab = tab
check-hidden = trang tính ẩn

## report/changes.rs

changes-missing = khách hàng dùng nó
changes-detour = thuộc một lần hoán đổi
changes-more = và { $more } thuộc tính nữa
changes-again = gửi lại
value-blank = (trống)

## report/excerpt.rs

excerpt = chỉ liệt kê { $calls } trong { $all_calls } lệnh gọi và { $issues } trong { $all_issues } vấn đề, nhiều nhất { $examples } mỗi loại; các con số là của cả kế hoạch

## report/call_outcome.rs

outcome-word = { $outcome ->
    [applied] đã áp dụng
    [recorded] đã ghi nhận
    [skipped] bỏ qua
    [failed] thất bại
    [blocked] bị chặn
    [unknown] chưa rõ
   *[remaining] chưa gửi
}
outcome-applied = máy chủ đã xác nhận
outcome-recorded = ghi nhận là đã gửi, không có yêu cầu nào
outcome-skipped = giữ nguyên như tài khoản đang có
outcome-failed = bị máy chủ từ chối
outcome-blocked = không gửi, vì một lệnh gọi phải đi trước đã bị từ chối
outcome-unknown = đã gửi nhưng không có trả lời rõ ràng; lần chạy sau sẽ làm rõ
outcome-remaining = chưa gửi

## report/adoption.rs

adopt-nothing = Bản chụp đã khớp với bảng tính.
adopt-prospect = { changes } ở bản chụp, không có lệnh gọi nào: từ đó tài khoản được xem là đang có đúng những gì bảng tính ghi, và chỉ những thay đổi trong bảng tính mới được gửi.
adopt-held = { rows-held }: bản chụp giữ nguyên những gì đã có cho các dòng đó.
adopt-done = Lần chạy { $run }: { changes } ở bản chụp; không gửi gì.
adopt-read = { records-of }: { $ours } của ta, { $others } không phải của ta, { $missing } không có trong tài khoản

## report/drift.rs

drift-more = và { $count } bản ghi nữa { $state }
drift-counts = { records-of }: { $same } giống nhau, { $changed } bị sửa ở đó, { $gone } không còn ở đó, { $not_ours } không phải của ta, { $unreadable } không đọc được
drift-sample = Đã xem { $asked } trong { $all } khách hàng, { $drifted } không giống bản chụp: với độ tin cậy 95 %, nhiều nhất { $most } % tổng số bị sai lệch.
drift-none = Tài khoản đúng như bản chụp.
drift-some = { $count } bản ghi của tài khoản khác với bản chụp.
drift-unsure = Tài khoản thay đổi trong khi đọc, nên ở đây có thể thiếu những bản ghi không phải của ta.
drift-changed = bị sửa ở đó
drift-gone = không còn ở đó
drift-not-ours = không phải của ta
drift-unreadable = không đọc được
drift-by = do thành viên { $member }

## report/history.rs

history-none = Chưa ghi lại lần chạy nào.
history-run = số
history-command = lệnh
history-started = bắt đầu
history-took = thời gian
history-state = kết cục
history-exit = mã
history-applied = áp dụng
history-failed = lỗi
history-held = giữ lại
history-source = nguồn
history-failures = { calls } không thành công:
history-issues = { $count } vấn đề:
history-issue = { $message } ({ $rule }) ở { $place }
history-not-ended = chưa kết thúc
history-finished = kết thúc
history-after = { $ended }, sau { $duration }
history-reason = lý do
history-unknown = không rõ
history-by = do
history-user = { $user } trên { $host }, phiên bản { $version }
history-rows = số dòng
history-read = đọc { $rows }, giữ lại { $held }
exit-code = mã thoát { $exit }

## report/learned.rs

learned-nothing = Không ghi nhớ gì.
learned-some = Đã ghi nhớ { $count } chỗ sửa vào { $file }: từ nay mọi lần chạy đều áp dụng chúng chừng nào bảng tính vẫn viết như hiện nay.
learned-unchanged = { $count } dòng không được sửa trong tệp Excel.
learned-not = không ghi nhớ: { $reason }
learned-all-applied = { $count } chỗ sửa đã ghi nhớ, đều được áp dụng
learned-applied = { $count } chỗ sửa đã ghi nhớ, áp dụng { $applied }
learned-more-columns = … và { $count } cột nữa
learned-more = và { $count } chỗ nữa
learned-dropped = sẽ bị bỏ
learned-dropped-cells = bỏ { $count } chỗ sửa khỏi { $file }: { $cells }
learned-today = ghi nhớ hôm nay
learned-yesterday = ghi nhớ 1 ngày trước
learned-ago = ghi nhớ { $days } ngày trước

## report/found.rs

found-records = { $count } { entity-word } khớp với “{ $text }”:
found-in-snapshot = chỉ có trong bản chụp
found-hint = gợi ý: hãy nêu mã của một trong số đó, ví dụ `{ $command }`

## report/rehearsal.rs

rehearsal-differs = { entity-word } { $code } sẽ không đúng như bảng tính muốn
rehearsal-tried = Đã thử: { $known }. Chỉ máy chủ thật mới biết: { $unknown }.
rehearsal-nothing = Không có gì để diễn tập: kế hoạch không có lệnh gọi nào.
rehearsal-nothing-differs = Kế hoạch không có lệnh gọi nào, nhưng tài khoản sẽ không đúng như bảng tính muốn.
rehearsal-only-call = lệnh gọi duy nhất được chấp nhận
rehearsal-all-calls = cả { $calls } đều được chấp nhận theo thứ tự này
rehearsal-some-calls = { $accepted } trong { $calls } được chấp nhận
rehearsal-refused = { $count } bị từ chối
rehearsal-rest = { $count } chưa kết thúc
rehearsal-stops = lần chạy dừng sớm ({ $reason })
rehearsal-equal = cuối cùng tài khoản đúng như bảng tính muốn
rehearsal-unequal = cuối cùng tài khoản không đúng như bảng tính muốn
rehearsal-verdict = Diễn tập kế hoạch { $plan }: { $calls }, và { $end }.
rehearsal-time = Mất { $duration } với { $requests }, tốc độ { $rate }; nếu bắt đầu ngay thì xong lúc { $ends }. Điều này đúng khi VBot trả lời trong vòng { $slowest }; trả lời chậm hơn thì lâu hơn (`concurrency`).
stage-keys = các khóa mà một lệnh gọi cần
stage-exists = mã đã tồn tại
stage-missing = bản ghi bị thiếu
stage-references = những gì khách hàng dùng đến
stage-in-use = những gì đang được dùng
stage-group-names = tên nhóm
stage-cascade = khách hàng có đổi theo khi mã hay tên trong danh mục thay đổi không
stage-folding = mã chỉ khác chữ hoa chữ thường có phải là một không
stage-values = những giá trị nào được nhận
stage-others = người khác đã sửa gì trong tài khoản
stage-permissions = người dùng của token được làm gì
stage-rate-limit = chịu được bao nhiêu yêu cầu
stage-answer-time = trả lời mất bao lâu

## report/notification.rs

notice-run = lần chạy { $run } (`{ $command }`)
notice-outcome = { $project }: { $name } { $ending }{ $exit }, sau { $time }
notice-created = được tạo
notice-updated = được cập nhật
notice-moved = được đổi mã
notice-deleted = bị xóa
notice-nothing = { calls } được áp dụng
notice-failed = thất bại
notice-blocked = bị chặn
notice-unknown = chưa rõ
notice-remaining = chưa gửi
notice-held = { $count } dòng bị giữ lại ({ $fresh } mới)

## report/status.rs

status-snapshot = bản chụp
status-account = tài khoản
status-records = bản ghi
status-last-run = lần chạy cuối
status-success = thành công
status-none = chưa có
status-run = { $run } (`{ $command }`) lúc { $started }: { $ending } lúc { $at }{ $exit }{ $reason }
status-ends = xong khoảng { $time }
status-reading = `{ $command }` đang chạy từ { $since }; chưa bắt đầu gửi.
status-sending = `{ $command }` đang chạy từ { $since }: { $done } trong { $calls }{ $ends }.
status-held = { $count } dòng bị giữ lại ở lần chạy cuối:
status-row = dòng
status-no-code = không có mã

## report/certificate.rs

certificate-unhashed = lưu ý: { $file }: không biết mã băm của tệp, vì tiến trình của lần chạy đã chết; không so sánh tệp này
certificate-no-previous = lưu ý: không có giấy chứng nhận trước đó, nên không so sánh
certificate-moved-on = lưu ý: bản chụp đã đi tiếp ở lần chạy { $run }; đã so với bản chụp trước lần chạy đó
certificate-confirmed = Giấy chứng nhận của lần chạy { $run } được xác nhận.
certificate-differs = Giấy chứng nhận của lần chạy { $run } khác ở { $count } điểm.
certificate-figure = { $name }: giấy chứng nhận ghi { $certified }, nhật ký ghi { $found }
certificate-sheet-changed = { $file }: tệp đã thay đổi sau khi lần chạy đọc nó
certificate-sheet-unread = { $file }: không đọc được tệp: { $error }
certificate-snapshot-changed = bản chụp: đã bị thay đổi sau lần chạy, nhưng không phải do lần chạy nào
certificate-no-history = lần chạy: { $reason }
certificate-previous-changed = trước đó: giấy chứng nhận trước không phải là giấy mà giấy này nêu

## report/run_end.rs

end-stopped = Dừng sớm: { $reason }.
end-failed = { calls } thất bại
end-blocked = { calls } bị chặn vì một lệnh gọi thất bại
end-unknown = { calls } chưa rõ có được áp dụng hay không; lần chạy sau sẽ làm rõ trước
end-waits = đang chờ { entity-word } { $code }
met-adopted = { $count } lệnh tạo gặp bản ghi đã có trong tài khoản; bản ghi được nhận về bằng một lần cập nhật toàn bộ (`on_exists = "adopt"`).
met-left-alone = { $count } lệnh tạo gặp bản ghi đã có trong tài khoản; bản ghi được để nguyên và không tính ở trên (`on_exists = "skip"`).
met-recreated = { $count } lệnh cập nhật không gặp bản ghi nào trong tài khoản; bản ghi được tạo lại (`on_missing = "create"`).
met-absent = { $count } lệnh xóa không gặp bản ghi nào: nó đã mất từ trước.
met-moved = { $count } lệnh đổi mã không gặp bản ghi ở mã cũ mà gặp ở mã mới; bản ghi được nhận về bằng một lần cập nhật toàn bộ (`on_exists = "adopt"`).
met-created-anew = { $count } lệnh đổi mã không gặp bản ghi ở cả hai mã; bản ghi được tạo lại (`on_missing = "create"`).
met-temporary-lost = { $count } bản ghi mang mã tạm không còn trong tài khoản; mã đó được bỏ và lập kế hoạch lại (`on_missing = "create"`).
end-held = { $count } dòng bị giữ lại: không gửi và không xóa gì cho các dòng có lỗi.
end-remaining = { $count } lệnh gọi chưa được gửi.
stop-interrupted = Ctrl-C hoặc tín hiệu dừng
stop-out-of-time = đã hết thời gian cho phép
stop-unauthorised = token không được chấp nhận
stop-key-refused = khóa API không được chấp nhận
stop-forbidden = tài khoản không có quyền
stop-redirected = máy chủ trả lời bằng chuyển hướng, mà chương trình không đi theo
stop-server-down = máy chủ liên tục bị lỗi
stop-canary = quá nhiều lệnh gọi gửi thử đầu tiên bị thất bại
stop-canary-differs = tài khoản có các lệnh gọi gửi thử khác với những gì nó đã xác nhận
stop-half-way = một bản ghi còn mang mã tạm hoặc tên tạm
stop-mapping-wrong = gần như mọi thứ đều bị từ chối, có lẽ ánh xạ bị sai
count-failed = { $count } lệnh gọi thất bại
count-blocked = { $count } lệnh gọi bị chặn
count-unknown = { $count } lệnh gọi chưa rõ
count-held = { $count } dòng bị giữ lại
count-remaining = { $count } lệnh gọi chưa gửi
count-stopped = dừng sớm: { $reason }
end-nothing = Không gửi gì.
end-verdict = Lần chạy { $run }: áp dụng { $applied } bằng { $requests } trong { $time }.
remedy-token = Hãy đặt token hợp lệ vào VBOT_TOKEN (hoặc _FILE của nó), hoặc kiểm tra VBOT_USERNAME và VBOT_PASSWORD; rồi:
remedy-key = Hãy tạo khóa trong trang quản trị VBot (“Cài đặt nhóm”, “Api Key”) và đặt vào VBOT_API_KEY (hoặc _FILE của nó); rồi:
remedy-right = Hãy kiểm tra `vbot_id` và `project_code` trong [api], và người dùng của token có quyền sửa CRM không; rồi:
remedy-redirect = Hãy sửa `base_url` trong [api] (`https`, tên máy chủ, đường dẫn), hoặc bỏ proxy hay trang đăng nhập ở giữa; nếu địa chỉ của tài khoản đã đổi, hãy xác nhận bằng `vbot-sync adopt --same-account`; rồi:
remedy-server = Hãy kiểm tra `base_url` trong [api], và chờ đến khi máy chủ hoạt động lại; rồi:
remedy-mapping = Hãy so điều máy chủ báo với [source.columns] và [source.values]; rồi:
remedy-canary = Hãy xem máy chủ báo gì về các dòng này; nếu có thể để nguyên:
remedy-canary-differs = Hãy xem khách hàng đó trong VBot: hoặc có người đã sửa, hoặc [api.v3] và kiểu trường thông tin không hợp với tài khoản; `vbot-sync drift` so sánh tất cả; nếu có thể để nguyên:
next = Tiếp theo:
next-check = cho xem lỗi của các dòng bị giữ lại
next-corrected = sau khi sửa các dòng: chỉ gửi những gì còn lại
next-refused = vì sao bị từ chối, và lựa chọn nào cho vượt qua
next-resume = chạy nốt lần này mà không đọc lại bảng tính
next-anew = đọc lại bảng tính và lập kế hoạch mới

## report/explain.rs

explain-sheets = Trong bảng tính
explain-snapshot = Trong bản chụp
explain-sent = Đã gửi đến nay
explain-now = Bây giờ
explain-no-row = không có dòng nào về nó
explain-unmanaged = không có nguồn cho loại bản ghi này nên chương trình không quản lý nó: không so sánh, không gửi, không xóa gì
explain-rejected = bị loại, nên bản ghi của nó bị giữ lại
explain-code = mã
explain-kept = (trống: giữ nguyên như cũ)
explain-temporary = đây là mã tạm, trên đường đổi thành { $goal }
explain-unsettled = phải gửi lại: thứ mà nó dùng đã đổi mã hoặc tên, hoặc máy chủ chỉ trả lời 500 cho một lệnh gọi của nó
explain-moved = không có gì dưới mã này; lần chạy { $run } đã đổi mã của bản ghi thành { $code }
explain-nothing = không có gì
explain-created = do ta tạo
explain-adopted = đã có sẵn trong tài khoản và được nhận về
explain-read = đọc được: tài khoản đã có như vậy khi được đọc
explain-assumed = giả định: `adopt` ghi nhận là đã có trong tài khoản
explain-acknowledged = tính đến { $at }, theo lần chạy { $run }; { $how }
explain-attempts = sau { $attempts } lần thử
explain-run = lần chạy { $run }
explain-waits = đang chờ { $task } của { entity-word }
explain-stays = { $name } giữ nguyên { $stays } trong tài khoản (`write = "{ $rule }"`); dòng có { $given }
explain-unread = { $name }: chưa bao giờ đọc tài khoản đang có gì (`write = "{ $rule }"`), nên không gửi { $given }
why-create = chưa có trong bản chụp
why-delete = không còn dòng nào
why-update-no = dòng của nó có mã khác
why-update = dòng của nó khác với bản chụp
why-follows = chỉ vì mã hoặc tên nhóm mà nó dùng đã thay đổi
why-missing = khách hàng dùng nó mà không bảng tính nào có (`create_missing`)
why-detour = thuộc một lần hoán đổi đi qua mã tạm hoặc tên tạm
explain-would = Sẽ gửi { $calls }.
explain-refused = Sẽ gửi { $calls }, nhưng một chốt chặn từ chối cả kế hoạch.
nothing-unmanaged = không có nguồn cho loại bản ghi này
nothing-errors = dòng của nó có lỗi, nên không gửi mà cũng không coi là đã xóa
nothing-kept-above = không có dòng nào, và nó được giữ (xem ở trên)
nothing-kept = không có dòng nào, và nó được giữ
nothing-left-to-account = dòng chỉ khác ở những giá trị để tài khoản quyết định (xem ở trên)
nothing-matches = dòng khớp với những gì VBot nhận lần cuối
nothing-at-all = không có dòng mà cũng không có bản ghi
nothing-other-code = dòng của nó nói về một bản ghi có mã khác
explain-nothing-to-send = Không có gì để gửi: { $why }.
explain-was = trước là { $value }
