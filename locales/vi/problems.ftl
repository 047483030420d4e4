# What is wrong: problems of rows, of the plan and of corrections.

correction-again = hãy sửa ngay trong bảng tính, hoặc ghi lại tệp Excel (`vbot-sync failures --xlsx FILE`) rồi sửa dòng ở đó
problem-cell-error = không đọc được `{ $target }`: ô báo lỗi { $error }
problem-cell-error-kept = `{ $target }` được giữ nguyên như trước: ô báo lỗi { $error }
problem-code-blank = mã để trống
problem-code-cell-error = không đọc được mã: ô báo lỗi { $error }
problem-cell-unreadable = không đọc được `{ $target }`: “{ $text }” { $fault }
problem-text-damaged = `{ $target }` đã mất chữ: “{ $text }” { $fault }
problem-required-blank = `{ $attribute }` là bắt buộc nhưng để trống
problem-no-phone = `customer_phones` là bắt buộc nhưng không có số điện thoại nào
problem-nothing-to-keep = { $attribute } để trống, và trước đây chưa gửi giá trị nào để giữ lại
problem-cell-merged = `{ $target }` là bắt buộc nhưng để trống, vì ô này bị gộp từ dòng { $first } đến dòng { $last } và chỉ dòng { $first } có giá trị (trong Excel, hãy bỏ gộp ô rồi điền giá trị vào từng ô, hoặc đặt `merged = "fill"` trong [[source]])
problem-row-damaged = không thể tin dòng này: { $damage }
problem-date-unread = “{ $text }” { $fault }; `{ $target }` được giữ nguyên như trước
problem-number-unread = “{ $text }” không phải là số; `{ $target }` được giữ nguyên như trước
problem-phone-sent-as-is = “{ $text }” { $doubt }; vẫn được gửi
problem-phone-sent-as = “{ $text }” { $doubt }; được gửi thành { $number }
problem-phone-left-out = “{ $text }” { $doubt } và bị bỏ ra
problem-email-doubtful = “{ $text }” trông không giống địa chỉ e-mail
problem-reference-moved = { entity-word } `{ $old }` nay là `{ $new }`: hãy sửa các ô, hoặc dán { $line }
problem-reference-missing = không có { entity-word } `{ $name }`{ $near }
problem-reference-by-name = không có { entity-word } `{ $name }`, nhưng đó là tên của `{ $code }`: hãy quy đổi nó trong [{ $section }]
problem-reference-created = không có { entity-word } `{ $name }` nên nó sẽ được tạo; nhưng đó là tên của `{ $code }`: hãy quy đổi nó trong [{ $section }]
problem-group-code-missing = không có nhóm nào có mã `{ $code }`{ $near }
problem-group-name-unknown = không biết tên của nhóm `{ $code }`, vì nhóm không có nguồn nào
problem-reference-blocked = dòng này nêu { entity-word } “{ $code }”, mà bản ghi đó không thể thành như bảng tính muốn
problem-field-blocked = dòng này có giá trị cho { entity-word } “{ $code }”, mà bản ghi đó không thể thành như bảng tính muốn
problem-group-name-differs = mã nhóm `{ $code }` có nghĩa là “{ $known }”, nhưng tên được ghi là “{ $given }” và sẽ được gửi như vậy
problem-row-repeated = bản ghi `{ $code }` đã có ở { $first } với cùng nội dung
problem-code-twin = { $twins }: nếu là cùng một bản ghi, hãy viết mã như trước; nếu mã đã đổi, hãy nói rõ bằng --rename hoặc trong một cột cho `previous_no`
problem-code-twice = mã `{ $code }` được dùng lại ở { $other } với dữ liệu khác
problem-identity-twice = định danh `{ $identity }` được dùng lại ở { $other } với dữ liệu khác
problem-group-name-twice = tên nhóm `{ $name }` được dùng lại ở { $other } với dữ liệu khác
problem-correction-outdated = chỗ sửa này sửa điều không còn nữa: “{ $header }” là { $then } khi ghi tệp Excel, và nay là { $now }{ $more }, ở { $place }; { correction-again }
problem-correction-of-changed-row = chỗ sửa này sửa điều không còn nữa: { $place } đã thay đổi từ khi ghi tệp Excel; { correction-again }
problem-correction-of-missing-row = dòng mà nó sửa ({ $place }) không còn trong bảng tính; hãy bỏ dòng này khỏi tệp Excel, hoặc { correction-again }
problem-correction-of-other-row = mã `{ $code }` là của một dòng khác, ở { $place }, mà dòng đó không còn như khi ghi tệp Excel; hãy cho nó mã khác, hoặc { correction-again }
problem-correction-unfounded = tệp Excel không cho biết { $place } ghi gì khi nó được ghi, và sẽ đổi nhiều hơn chỗ sai: “{ $header }” từ { $now } thành { $given }{ $more }; { correction-again }
problem-rows-left-out = { $count ->
    [one] { $place } bị bỏ qua vì là { $reason }: “{ $text }”
   *[other] { $place } bị bỏ qua vì là { $reason }: “{ $text }”
}
problem-rows-hidden = { $rows }, và vẫn được đọc như mọi dòng khác
problem-cells-repaired = `{ $target }`: { $repair }
problem-cells-beyond = { $count ->
    [one] { $rows } “{ $text }”: nếu thuộc về bảng, hãy cho cột một tiêu đề
   *[other] { $rows } “{ $text }”: nếu thuộc về bảng, hãy cho cột một tiêu đề
}
problem-rows-uneven = { $rows }: chỗ các ô bị lệch là do thừa hoặc thiếu dấu phân cách; khi đó hãy đặt nội dung chứa dấu phân cách trong ngoặc kép
problem-header-twice = nhiều cột cùng tên “{ $header }”, chỉ cột đầu tiên được đọc
problem-dates-either-way = { $either } cả ngày/tháng lẫn tháng/ngày, và được đọc là ngày/tháng (đặt `date_from = "dmy"` hoặc `"mdy"` để nói rõ)
problem-dates-mixed = { $either } cả ngày/tháng lẫn tháng/ngày, và được đọc là ngày/tháng, nhưng { $others } tháng/ngày (đặt `date_from` để nói rõ)
problem-dates-month-first = cột này có vẻ viết tháng/ngày: { $others } kiểu đó{ $either } (đặt `date_from = "mdy"` hoặc `"dmy"` để nói rõ)
problem-numbers-either-way = { $either } { $mark } trước ba chữ số, được đọc là dấu phân cách hàng nghìn { $settles }
problem-numbers-mixed = { $either } { $mark } trước ba chữ số, được đọc là dấu phân cách hàng nghìn, nhưng { $others } rằng đó là dấu thập phân { $settles }
problem-numbers-fractions = { $either } { $mark } trước ba chữ số nên không được gửi: { $others } rằng đó có thể là dấu thập phân { $settles }
problem-value-unmapped = `{ $value }` ở { $rows } không có trong [source.values.{ $target }]{ $near }
problem-values-unmapped = { $more ->
    [0] và { $values } giá trị nữa, ở { $rows } dòng, không có trong [source.values.{ $target }]
   *[other] và hơn { $values } giá trị nữa, ở { $rows } dòng, không có trong [source.values.{ $target }]
}
problem-letters-unclear = “{ $text }” có thể được gõ bằng bảng mã cũ { $name }, cũng có thể đúng như đang viết: hãy đổi các dòng của bảng mã đó sang Unicode (trong bảng tính hoặc trong chương trình xuất ra nó), hoặc nếu mọi dòng đều như vậy, hãy đặt `text_encoding = "{ $font }"`
problem-old-font = trang tính có thể được gõ bằng bảng mã cũ: “{ $text }” sẽ thành “{ $shown }” (đặt `text_encoding = "{ $font }"`, hoặc nếu đang viết đúng, `text_encoding = "unicode"`)
problem-column-changed = `{ $target }` thay đổi ở { $percent } % của { $known } dòng { entity-word }: nó vẫn được đọc từ đúng cột, và viết như trước chứ?
problem-column-cleared = `{ $target }` bị xóa trống ở { $percent } % của { $known } dòng { entity-word }: nó vẫn được đọc từ đúng cột, và viết như trước chứ?
problem-code-signs = không gửi được mã “{ $code }”: trong v3, mã chỉ có chữ không dấu, chữ số, `_` và `-`
problem-value-too-long = `{ $target }` dài quá { $most } ký tự: “{ $text }”
problem-value-no-number = `{ $target }` nhận một số có nhiều nhất 18 chữ số, trong đó 6 chữ số thập phân, mà “{ $text }” không phải vậy
problem-value-no-date = `{ $target }` nhận một ngày như 31/12/1990, mà “{ $text }” không phải vậy
problem-option-unknown = tài khoản không có lựa chọn “{ $text }” trong `{ $target }`{ $near }
problem-options-several = `{ $target }` nhận mã của một lựa chọn, mà “{ $text }” là nhiều lựa chọn
problem-field-type-unknown = “{ $text }” không phải kiểu trường thông tin của v3: chỉ có STRING, TEXT, NUMBER, DATE, PHONE, SELECT, CHECKBOX và RADIO
problem-field-type-fixed = trường thông tin `{ $code }` có kiểu { $was }, và một trường không bao giờ đổi kiểu: hãy viết lại { $was }, hoặc cho trường kiểu { $now } một mã khác
problem-field-type-of-named = trường thông tin `{ $code }` phải có kiểu { $wanted }, vì `{ $key }` trong [api.v3] nêu tên nó, chứ không phải { $now }
problem-phones-without-field = có { $phones } số điện thoại, mà [api.v3] chỉ nêu { $fields } trường cho chúng: hãy thêm mã của một trường PHONE nữa, ví dụ `phones = ["phone", "CODE"]`, trong [api.v3]
problem-code-of-held = mã { entity-word } “{ $code }” vẫn thuộc về một bản ghi đang bị giữ lại
problem-code-of-kept = mã { entity-word } “{ $code }” vẫn thuộc về một bản ghi được giữ nguyên
problem-code-of-blocked = mã hoặc tên của nó vẫn thuộc về một { entity-word } không xóa được
problem-missing-blocked = thiếu { entity-word } “{ $code }” mà không tạo được: mã hoặc tên của nó vẫn thuộc về một { entity-word } không xóa được
problem-missing-clashes = thiếu { entity-word } “{ $code }” mà không tạo được: một { entity-word } khác đã có mã đó
problem-record-held = đó là bản ghi “{ $code }”, đang bị giữ lại vì một dòng khác về nó bị loại
problem-group-name-taken = tên nhóm “{ $name }” vẫn thuộc về một bản ghi được giữ nguyên
problem-previous-twice = có nhiều dòng nói rằng trước đây chúng là “{ $code }”
problem-previous-stays = previous_no nói rằng trước đây nó là “{ $code }”, nhưng “{ $code }” vẫn có dòng riêng, { $place }: không mã nào được đổi. Nếu là cùng một bản ghi, hãy xóa dòng đó; nếu không, hãy xóa trống previous_no
problem-code-may-have-changed = “{ $new }” là mới và “{ $old }” đã biến mất, { $alike }: nếu là cùng một { entity-word }, hãy dán { $flag } vào sau lệnh, hoặc ghi “{ $old }” vào previous_no của dòng
problem-another-person = `{ $code }` vẫn giữ mã, nhưng tên và mọi số điện thoại đã đổi, từ “{ $was }” thành “{ $is }”: đây có phải người khác không? Nếu phải, hãy cho mỗi người một mã riêng, hoặc ánh xạ `identity`
problem-values-kept = không gửi `{ $target }` cho { $rows } khách hàng, vì tài khoản đã có giá trị riêng (`write = "if-empty"`), đầu tiên là “{ $code }”
problem-values-unread = không gửi `{ $target }` cho { $rows } khách hàng, vì chưa bao giờ đọc xem tài khoản có gì ở đó (`write = "if-empty"`): `vbot-sync adopt --from-account` hoặc `vbot-sync drift --accept` sẽ đọc; đầu tiên là “{ $code }”
problem-deletes-off = { $count } { entity-word } không còn trong bảng tính nhưng được giữ lại, vì `deletes = false`: { $first }{ $more }
problem-deletes-withheld = { $count } { entity-word } không còn trong bảng tính nhưng được giữ lại, vì { $reason }: { $first }{ $more }
problem-delete-of-twin = { entity-word } “{ $code }” không còn trong bảng tính nhưng không bị xóa: “{ $twin }” đã có sẵn trong tài khoản và chỉ khác nó ở chữ hoa chữ thường, nên máy chủ có thể coi cả hai là một bản ghi; nếu là hai, hãy xóa nó trong tài khoản
problem-delete-blocked = { $more ->
    [0] { entity-word } “{ $code }” không còn trong bảng tính nhưng không bị xóa: khách hàng { $first } vẫn nêu nó
   *[other] { entity-word } “{ $code }” không còn trong bảng tính nhưng không bị xóa: khách hàng { $first } và { $more } khách hàng nữa vẫn nêu nó
}
problem-text-skipped = đã bỏ qua { $bytes } byte ở trước tệp Excel: “{ $text }”{ $more }; nếu đó là một thông báo lỗi, hãy xem bản xuất có đầy đủ không
problem-message-above = tệp bắt đầu bằng một thông báo của chương trình xuất ra nó: “{ $text }”{ $more }; thông báo này không được đọc, nhưng hãy xem bản xuất có đầy đủ không
problem-file-stale = tệp được sửa lần cuối cách đây { $age }, mà chỉ được cũ nhất { $limit } (`max_age`): đã có tệp mới chưa?
problem-no-row-selected = không dòng nào của bảng tính có “{ $text }” dưới “{ $header }” (`--where`), nên mọi dòng đều bị để ra ngoài
problem-correction-replaced = `sync` bỏ chỗ sửa đã học của “{ $header }” ở { entity-word } { $code }, vì ô đã đổi từ { $seen } thành { $now }
problem-correction-done = chỗ sửa đã học của “{ $header }” ở { entity-word } { $code } đã xong: bảng tính nay đã có { $now }, nên `sync` bỏ nó
problem-correction-without-row = `sync` bỏ chỗ sửa đã học của “{ $header }” ở { entity-word } { $code }, vì không dòng nào của bảng tính có mã đó
problem-correction-without-column = không áp dụng được chỗ sửa đã học của { entity-word } { $code }: không trang tính nào có đúng một cột “{ $header }” (hãy sửa tiêu đề, hoặc bỏ mục này khỏi { $file })
problem-correction-without-source = không áp dụng được chỗ sửa đã học của “{ $header }” ở { entity-word } { $code }: { entity-word } không có nguồn (hãy bỏ mục này khỏi { $file })
problem-undo-changed-since = { entity-word } “{ $code }” được giữ nguyên: lần chạy { $run } đã sửa nó sau đó
problem-undo-taken-over = { entity-word } “{ $code }” được giữ nguyên: nó đã có trong tài khoản trước lần chạy, với những giá trị không rõ
problem-undo-code-taken = { entity-word } “{ $own }” được giữ nguyên: một bản ghi khác đang có mã “{ $code }” mà nó từng có
problem-undo-reference-gone = { $owner } “{ $code }” được giữ nguyên: { entity-word } “{ $name }” mà nó từng nêu không còn nữa
problem-undo-field-moved = { entity-word } “{ $own }” được trả lại mã “{ $code }”; những giá trị mà khách hàng mất khi lần chạy đổi mã có thể không khôi phục được
problem-undo-gone-since = { entity-word } “{ $code }” đã bị xóa sau lần chạy, nên không khôi phục được các giá trị trước đó
problem-undo-not-recreated = { entity-word } “{ $code }” đã bị lần chạy xóa và không được tạo lại; `--recreate` tạo lại nó, nhưng không có lịch sử
problem-run-unfinished = lần chạy { $run } chưa xong: `sync` sẽ làm rõ những gì còn nghi vấn trước, nên kế hoạch của nó có thể khác kế hoạch này
reason-waits = { operation-word }: chờ { entity-word } { $code }
reason-refused = { operation-word }: { state-word }
unlearned-unknown-row = không dòng nào của bảng tính ứng với dòng này (hãy ghi lại tệp Excel bằng `vbot-sync failures --xlsx FILE`)
unlearned-no-memory = tệp Excel không cho biết dòng này ghi gì khi nó được ghi (hãy ghi lại bằng `vbot-sync failures --xlsx FILE`)
unlearned-no-code = dòng này không có mã đọc được để tìm lại nó (hãy sửa ngay trong bảng tính, hoặc dùng `vbot-sync sync --corrections FILE`)
unlearned-damaged = không thể tin cả dòng này (hãy sửa ngay trong bảng tính, hoặc dùng `vbot-sync sync --corrections FILE`)
unlearned-changed = bảng tính đã thay đổi từ khi ghi tệp Excel (hãy ghi lại bằng `vbot-sync failures --xlsx FILE`)
unlearned-done = bảng tính đã có giá trị đúng
unlearned-several-rows = nhiều dòng có mã này và cùng giá trị ở cột này (hãy sửa ngay trong bảng tính, hoặc dùng `vbot-sync sync --corrections FILE`)
unlearned-header-twice = nhiều cột có tiêu đề này (hãy sửa ngay trong bảng tính, hoặc dùng `vbot-sync sync --corrections FILE`)
unlearned-no-column = bảng tính không có cột như vậy
part-fault-scientific = là số viết dạng khoa học, đã mất chữ số: hãy định dạng cột là Văn bản (Text) trong Excel rồi xuất lại
part-fault-date = là ngày tháng, do Excel tự đổi: hãy định dạng cột là Văn bản (Text) rồi gõ lại giá trị
part-fault-replacement = có ký hiệu thay cho chữ không giải mã được: hãy xuất lại tệp dạng UTF-8
part-fault-control = có ký tự điều khiển: hãy gõ lại giá trị
part-fault-point-zero = kết thúc bằng .0, khác các mã khác trong cột: hãy viết như các mã khác
part-fault-question-marks = có dấu hỏi thay cho chữ: hãy lưu bảng tính dạng “CSV UTF-8”, không phải “CSV”
part-fault-double = có chữ bị mã hóa hai lần: hãy mở dữ liệu gốc bằng UTF-8 rồi xuất lại
part-excluded-header = tiêu đề lặp lại
part-excluded-total = dòng tổng cộng
part-excluded-signature = chỗ ký tên
part-excluded-section = tiêu đề nhóm, không phải bản ghi
part-excluded-skip = dòng cần bỏ theo `skip`
part-excluded-end = dấu hết tệp của DOS
part-phone-none = không phải số điện thoại Việt Nam
part-phone-retired = có đầu số di động đã ngừng dùng từ 2018 (`upgrade_old_mobile = true` sẽ đổi sang đầu số mới)
part-phone-landline = có thể là số di động, hoặc số cố định với mã vùng trước 2017 (nếu vậy hãy viết mã vùng hiện nay)
part-date-none = không phải ngày tháng
part-date-day-first = không phải ngày tháng theo thứ tự ngày, tháng, năm
part-date-month-first = không phải ngày tháng theo thứ tự tháng, ngày, năm
part-date-year-first = không phải ngày tháng theo thứ tự năm, tháng, ngày
part-date-month = viết tháng trước (`date_from = "mdy"` đọc được)
part-alike-both = cùng tên và chung một số điện thoại
part-alike-name = cùng tên
part-alike-phones = cùng các số điện thoại
part-sign-comma = dấu phẩy
part-sign-point = dấu chấm
part-settles-comma = (đặt `decimal = "."` hoặc `","` để nói rõ)
part-settles-point = (đặt `decimal = ","` hoặc `"."` để nói rõ)
repaired-point-zero = đã bỏ “.0” sau số nguyên ở { $rows }
repaired-apostrophe = đã bỏ dấu nháy trước chữ số ở { $rows }
repaired-invisible = đã bỏ ký tự không nhìn thấy ở { $rows }
repaired-blanks = nhiều khoảng trắng, hoặc khoảng trắng không ngắt, thành một khoảng trắng ở { $rows }
repaired-eth = chữ Ð (U+00D0) được đọc là Đ ở { $rows }
repaired-full-width = chữ và số toàn khổ thành chữ và số thường ở { $rows }
repaired-spelling = cách viết khác được đổi thành cách viết của bản ghi được nêu ở { $rows }
repaired-respelled = cách viết khác được đổi thành cách viết của dòng đầu tiên nêu bản ghi đó ở { $rows }
repaired-long-number = một số ở { $rows } có hơn 15 chữ số mà Excel chỉ giữ 15: nếu các chữ số cuối là 0, hãy định dạng cột là Văn bản (Text) rồi gõ lại
repaired-blank-word = một từ chỉ ô trống (`blanks`) được đọc là trống ở { $rows }
repaired-merged = không có giá trị ở { $rows } vì ô bị gộp với ô phía trên: giữ nguyên giá trị đã gửi (trong Excel, hãy bỏ gộp ô rồi điền giá trị vào từng ô, hoặc đặt `merged = "fill"`)
repaired-landline = một số cố định được đổi sang mã vùng dùng từ 2017 ở { $rows }
part-twins-in = khó phân biệt mã `{ $code }` với `{ $other }` ở { $place }
part-twins-before = khó phân biệt mã `{ $code }` với `{ $other }` đã gửi trước đây
part-no-value = công thức không có giá trị
part-no-text = văn bản không đọc được
part-blank = ô trống
part-more-columns = (và { $more } cột nữa)
part-meant = ; ý bạn là `{ $name }`?
part-meant-line = ; ý bạn là `{ $name }`? Nếu vậy hãy dán { $line }
part-nearest = ; gần nhất là `{ $name }`
part-line = `{ $line }` vào [{ $section }]
part-dates = { $count } ngày hợp với
part-dates-held = ; { $count } ngày hợp cả hai kiểu và không được gửi
part-numbers = { $count } số có
part-month-first = { $count } ngày (đầu tiên ở dòng { $row }) chỉ hợp với
part-fractions = { $count } số (đầu tiên ở dòng { $row }) cho thấy
part-rows = { $count ->
    [1] dòng { $row }
   *[other] { $count } dòng (đầu tiên là dòng { $row })
}
part-hidden = { $count ->
    [1] dòng { $rows } bị ẩn trong tệp Excel
   *[other] { $count } dòng bị ẩn trong tệp Excel (các dòng { $rows })
}
part-named-option = : “{ $code }” có tên đó; hãy viết mã, hoặc quy đổi nó trong [source.values]
damage-beyond = cột { $column } có giá trị mà không có tiêu đề: hãy bỏ dấu phân cách thừa, hoặc cho cột một tiêu đề
damage-excel = dòng này, hoặc dòng bên cạnh, có lỗi Excel { $error }
damage-quote = ở cột { $column } có chữ đứng sau dấu ngoặc kép đóng; hãy viết đôi mọi dấu ngoặc kép thuộc nội dung ("")
damage-swallowed = một dấu ngoặc kép mở ở dòng này gộp nó và { $rows } dòng bên dưới thành một ô; hãy bỏ dấu đó, hoặc viết đôi ("") và đặt ô trong ngoặc kép
damage-many-cells = dòng này có { $cells } ô trong khi các dòng khác có { $usual }, và nội dung ở cột { $column } không thuộc về đó; hãy đặt nội dung chứa dấu phân cách trong ngoặc kép
damage-few-cells = dòng này có { $cells } ô trong khi các dòng khác có { $usual }, và nội dung ở cột { $column } không thuộc về đó; hãy thêm dấu phân cách bị thiếu giữa hai ô
damage-no-line-end = tệp có vẻ bị cắt ở đây: dòng cuối không có dấu xuống dòng như ở lần chạy trước; hãy chép hoặc xuất lại tệp, hoặc nếu tệp đầy đủ, hãy thêm dấu xuống dòng sau dòng cuối
damage-short-row = tệp có vẻ bị cắt ở đây: dòng cuối không có dấu xuống dòng và ít ô hơn mọi dòng khác; hãy chép hoặc xuất lại tệp, hoặc nếu tệp đầy đủ, hãy thêm dấu xuống dòng sau dòng cuối
damage-in-cell = tệp có vẻ bị cắt ở đây: tệp kết thúc giữa một ô; hãy chép hoặc xuất lại tệp
damage-font = nội dung ở cột { $column } có thể được gõ bằng bảng mã cũ { $font }; hãy đổi sang Unicode
withheld-own = không đọc được mã của một dòng bị loại
withheld-known = một dòng bị loại, có thể lệch ô, có mã chưa biết
withheld-any = có dòng bị nuốt trong một dòng bị loại, hoặc bị thiếu sau nó
damage-texts-beyond = { $count ->
    [1] không đọc nội dung bên phải tiêu đề cuối, ở dòng { $rows }, cột { $column }:
   *[other] không đọc nội dung bên phải tiêu đề cuối, ở { $count } dòng ({ $rows }); đầu tiên, ở cột { $column }, là
}
damage-uneven = { $count ->
    [1] dòng { $rows } có { $cells } ô trong khi các dòng khác có { $usual }
   *[other] { $count } dòng có nhiều hoặc ít ô hơn các dòng khác, vốn có { $usual } (dòng { $rows }; dòng đầu có { $cells })
}

## model/excel_error.rs

excel-no-value = công thức không có giá trị
excel-no-text = văn bản không đọc được
