# Hướng dẫn của dòng lệnh bằng tiếng Việt. Bản tiếng Anh nằm trong chú thích của src/cli/args, vì thế tệp này không có bản
# tiếng Anh.
#
# Giá trị là đoạn đầu, `.long` là các đoạn sau, `.after` là phần cuối trang. Mã của tùy chọn: `help-option-TÊN`, hoặc
# `help-LỆNH-option-TÊN` ở lệnh có lời riêng. Tham số đứng riêng: `help-argument-TÊN`.

## Chương trình

help = Giữ cho tài khoản VBot luôn khớp với các bảng tính của bạn
    .long = Chương trình so các bảng tính với bản chụp, tức những gì đã gửi trước đây. Chỗ khác nhau trở thành lệnh gọi, xếp theo thứ tự phụ thuộc, gửi với tốc độ có giới hạn và được ghi vào nhật ký, nên không thay đổi nào bị mất hay bị lặp, kể cả khi máy hỏng giữa chừng. `check` và `plan` không gửi gì.
    .after =
        Mã thoát:
          0    xong, hoặc không có gì phải làm
          1    lỗi: cấu hình, tệp, bản chụp, hoặc mạng trước lệnh gọi đầu tiên
          2    gõ sai dòng lệnh
          3    đã xong, nhưng có dòng bị loại hoặc lệnh gọi lỗi; giấy chứng nhận không khớp
          4    một chốt chặn từ chối kế hoạch; chưa gửi gì
          5    dừng sớm; `vbot-sync resume` chạy tiếp
          6    `plan --exit-code` thấy có thay đổi, hoặc `drift` thấy sai lệch
          7    một vbot-sync khác đang chạy trên bản chụp này
          130  bị dừng bằng Ctrl-C lần thứ hai (143: bằng SIGTERM lần thứ hai)

        Thông tin bí mật lấy từ biến môi trường: VBOT_TOKEN, hoặc VBOT_USERNAME và
        VBOT_PASSWORD, với v3 là VBOT_API_KEY; hoặc từ tệp: VBOT_TOKEN_FILE và các biến
        tương tự nêu tên tệp chứa thông tin đó.

help-heading-usage = Cách dùng:
help-heading-commands = Các lệnh
help-heading-arguments = Tham số
help-heading-options = Tùy chọn
help-heading-options-of-every-command = Tùy chọn của mọi lệnh
help-heading-sending-a-part-of-the-plan = Gửi một phần kế hoạch
help-heading-sending-a-canary-first = Gửi thử trước
help-heading-overriding-a-guard = Cho phép vượt chốt chặn
help-heading-answering-in-advance = Trả lời trước các câu hỏi

help-default = mặc định: { $value }
help-possible = các giá trị: { $values }
help-environment = biến môi trường: { $variable }

help-help = In hướng dẫn chung, hoặc hướng dẫn của một lệnh
help-option-help = In hướng dẫn: -h bản tóm tắt, --help bản đầy đủ
help-option-version = In số phiên bản
help-command-help = In hướng dẫn này, hoặc hướng dẫn của lệnh được nêu
help-argument-command = In hướng dẫn của lệnh này

## Tùy chọn của mọi lệnh

help-option-config = Tệp cấu hình; nêu nhiều tệp cho nhiều tài khoản thì chạy lần lượt, và mã thoát là mã xấu nhất
help-option-state = Tệp bản chụp, thay cho `[state] path`
help-option-log-format = Định dạng của stderr: chữ thường, có ngày giờ trừ khi hiện trên màn hình dòng lệnh, hoặc mỗi dòng một đối tượng JSON
help-option-lang = Ngôn ngữ của mọi nội dung dành cho người đọc; nếu không nêu thì theo biến môi trường VBOT_SYNC_LANG, rồi đến ngôn ngữ của hệ thống
help-option-verbose = Ghi nhiều hơn: -v ghi mọi lần thử lại và tạm dừng, -vv ghi mọi lệnh gọi
help-option-quiet = Không hiện tiến độ và cảnh báo; kết quả vẫn ra stdout, lỗi và thông báo như `written: FILE` vẫn ra stderr. `sync --yes`, `apply --yes` và `resume` in kết cục trong một dòng, không có dữ liệu của khách hàng nào
help-option-no-color = Không dùng màu; biến môi trường NO_COLOR cũng có tác dụng như vậy

## demo

help-demo = Đồng bộ hai đêm xuất dữ liệu của một CRM mẫu vào máy chủ thử (sandbox) có sẵn
help-argument-dir = Nơi đặt các tệp mẫu; thư mục này được giữ lại để bạn xem
    .long = Mặc định là vbot-sync-demo; nếu đã có thì là vbot-sync-demo-2, và cứ thế.

## init

help-init = Viết cấu hình với ánh xạ suy ra từ các bảng tính
help-argument-files = Các bảng tính cần đọc (.csv, .xlsx và các loại khác); mọi trang tính của tệp Excel đều được đọc
help-init-option-from-account = Đọc các trường thông tin và lựa chọn của tài khoản (v3), không thay đổi gì ở đó, để nêu chúng trong cấu hình. Khóa lấy từ VBOT_API_KEY
help-init-option-out = Ghi vào tệp này thay cho tệp mà --config nêu; tệp có sẵn không bao giờ bị ghi đè
help-option-stdout = In cấu hình ra stdout thay vì ghi vào tệp
help-option-catalogue = Ghi một tệp Excel gồm các trạng thái, kiểu, nhóm và trường thông tin mà khách hàng nhắc đến nhưng chưa tệp nào liệt kê, để bạn điền cho đủ; cấu hình sẽ đọc tệp này. Tệp có sẵn không bao giờ bị ghi đè
help-option-base-url = URL của tài khoản
help-init-option-vbot-id = Số của tài khoản
help-init-option-project-code = Mã dự án
help-init-option-dialect = Phiên bản API của tài khoản; với --from-account là v3
help-option-map = Một cột nghĩa là gì: một thuộc tính, `fields.MÃ` cho trường thông tin, hoặc `-` để bỏ qua cột
    .long = Ví dụ "Mã hồ sơ=customer_no". Có thể dùng nhiều lần.
help-option-default = Giá trị của một thuộc tính cho mọi khách hàng, ví dụ customer_type_code=LE
help-option-no-input = Không hỏi gì, kể cả trên terminal

## check

help-check = Đọc, ánh xạ và kiểm tra các bảng tính; không gửi gì
help-check-option-json = In cách đọc từng bảng và mọi vấn đề thành một đối tượng JSON
help-check-option-xlsx = Ghi mọi dòng bị loại vào một tệp Excel để sửa, với đủ các cột của nó, chỗ sai và cách sửa

## plan

help-plan = Cho xem những gì sẽ gửi, và không gửi gì
help-plan-option-out = Lưu kế hoạch vào tệp, để `vbot-sync apply` gửi đúng như vậy
help-option-show = Xem một kế hoạch đã lưu; không đọc bảng tính nào
help-plan-option-json = In kế hoạch thành một đối tượng JSON
help-plan-option-html = Ghi báo cáo mở bằng trình duyệt
help-plan-option-xlsx = Ghi báo cáo mở bằng Excel
help-option-brief = Làm báo cáo nhỏ gọn để gửi qua e-mail: phần tóm tắt, các vấn đề theo từng quy tắc, và 20 ví dụ mỗi loại
help-plan-option-redact = Che họ tên, số điện thoại, địa chỉ, e-mail và trường thông tin của khách hàng trong mọi nội dung được hiện
help-option-exit-code = Kết thúc với mã thoát 6 nếu có thay đổi

## rehearse

help-rehearse = Diễn tập kế hoạch trên một tài khoản mô phỏng: những gì được chấp nhận, kết cục ra sao và mất bao lâu; không gửi gì
    .after =
        Lệnh này không cần token và máy chủ, và không ghi gì. Những gì không bảng tính nào quản lý
        nhưng khách hàng nhắc đến thì được coi là đã có.

        Mã thoát: 0 nếu mọi lệnh gọi được chấp nhận và tài khoản khớp với các bảng tính, 3 nếu không,
        4 nếu một chốt chặn từ chối kế hoạch.
help-rehearse-option-faults = Các sự cố của máy chủ kèm xác suất, như trong `vbot-sync sandbox --help`, ví dụ `drop_before=0.05,http_503=0.02,seed=7`

## sync, apply, resume, undo

help-sync = Lập kế hoạch rồi gửi
help-apply = Gửi một kế hoạch đã lưu, đúng một lần và đúng như khi lưu
help-resume = Làm nốt lần chạy đã dừng mà không đọc lại bảng tính
help-undo = Hoàn tác một lần chạy: lập kế hoạch quay lại như trước, rồi gửi

help-option-yes = Gửi mà không hỏi; bắt buộc nếu không có màn hình dòng lệnh để hỏi
help-sync-option-json = In các sự kiện, mỗi dòng một đối tượng JSON có kèm giờ
help-apply-option-json = { help-sync-option-json }
help-resume-option-json = { help-sync-option-json }
help-undo-option-json = { help-sync-option-json }
help-option-redact = Che họ tên, số điện thoại, địa chỉ, e-mail và trường thông tin của khách hàng, cùng những gì máy chủ nói về một dòng, trong mọi nội dung được hiện
help-resume-option-redact = Che những gì máy chủ nói về một dòng trong mọi nội dung được hiện
help-option-html = Sau lần chạy, ghi báo cáo về những gì đã làm, mở bằng trình duyệt: mọi lệnh gọi kèm kết quả
help-option-xlsx = Sau lần chạy, ghi báo cáo về những gì đã làm, mở bằng Excel
help-option-until = Dừng vào giờ này trong ngày (giờ máy); sau đó có thể chạy tiếp
help-option-window = Chỉ gửi trong khung giờ này (giờ máy, có thể qua nửa đêm); ngoài khung giờ thì không bắt đầu gì
help-option-max-duration = Dừng sau khoảng thời gian này (30m, 2h); sau đó có thể chạy tiếp

help-argument-plan = Tệp mà `plan --out` đã ghi
help-option-expect = Chỉ gửi kế hoạch có mã này, đúng như đã duyệt
help-apply-option-max-age = Kế hoạch được phép cũ đến mức nào (90m, 72h)

help-undo-argument-run = Lần chạy cần hoàn tác; `vbot-sync history` liệt kê các lần chạy
help-undo-option-out = Lưu kế hoạch vào tệp, để `vbot-sync apply` gửi đúng như vậy, và chưa gửi gì
help-option-recreate = Tạo lại những bản ghi mà lần chạy đó đã xóa; lịch sử của chúng trong tài khoản thì không còn

## Gửi một phần kế hoạch

help-option-only = Chỉ những lệnh gọi này, ví dụ customer hoặc customer.create; có thể nêu nhiều lần
    .long = Những gì bị để lại, và những gì phải chờ chúng, thì không gửi cũng không xóa; kế hoạch sau sẽ lại có.
help-option-limit = Nhiều nhất N lệnh gọi, tính cả những lệnh mà lệnh khác phải chờ
help-option-where = Chỉ những dòng có chữ này ở cột này, ví dụ "Chi nhánh=Hà Nội"
    .long = Áp dụng cho các nguồn có cột đó, dù cột có được ánh xạ hay không. Không phân biệt chữ hoa chữ thường, khoảng trắng, dấu gạch và vị trí đặt dấu thanh. Nhiều giá trị cho một cột thì chọn các dòng có một trong các giá trị đó; điều kiện trên nhiều cột thì phải thỏa mãn tất cả.
help-option-corrections = Dùng các dòng đã sửa trong tệp Excel của `failures --xlsx` thay cho chính những dòng đó trong bảng tính
    .long = Dòng đã sửa thay cho dòng có cùng mã, nếu dòng đó chưa thay đổi kể từ khi ghi tệp Excel; nếu đã thay đổi thì bị giữ lại. Dòng không có trong tệp Excel vẫn như cũ.
help-option-rename = Đổi mã của bản ghi OLD thành NEW, như thể dòng của nó có OLD ở `previous_no`
    .long = Ví dụ customer.KH0001=KH0900; `plan` gợi ý chỗ có thể cần đến.

help-option-canary = Gửi trước N lệnh gọi của mỗi loại, và chỉ gửi phần còn lại nếu chúng ổn
    .long = Chúng được lấy từ hai đầu bảng tính, cộng thêm những gì chúng cần. Nếu quá nhiều lệnh bị loại, hoặc có lệnh chưa rõ kết quả, lần chạy dừng với mã thoát 5; `resume` gửi phần còn lại sau khi bạn đã xem.
help-option-canary-limit = Bao nhiêu lệnh gửi thử được phép bị loại, theo tỉ lệ hoặc số lượng

## Cho phép vượt chốt chặn

help-option-max-delete = Cho phép xóa đến N bản ghi, ví dụ customer=120
help-option-max-update = Cho phép cập nhật đến N bản ghi
help-option-max-rename = Cho phép đổi mã đến N bản ghi
help-option-min-rows = Chấp nhận tệp có ít nhất N dòng; 0 chấp nhận cả tệp thiếu hoặc rỗng
help-option-stale = Chấp nhận tệp cũ đến mức này, ví dụ customer=48h
help-option-drop-column = Tiếp tục dù thiếu một cột mà lần chạy trước đã ánh xạ
help-option-again = Làm lại những gì đã hoàn tác, dù từ đó chưa bảng tính nào thay đổi

## adopt

help-adopt = Ghi nhận các bảng tính là đã gửi, không cần lệnh gọi nào, cho tài khoản đã được nhập bằng cách khác
help-adopt-option-yes = Ghi nhận mà không hỏi; bắt buộc nếu không có màn hình dòng lệnh để hỏi
help-option-same-account = Giữ bản chụp dù trong cấu hình cùng tài khoản đó có `base_url` hoặc `dialect` mới
    .long = Không đọc bảng tính nào, không gửi gì, và các bản ghi trong bản chụp vẫn như cũ. `vbot_id` và `project_code` phải giữ nguyên, và không được có lần chạy nào chưa xong.
help-option-from-account = Đọc tài khoản thay vì coi các bảng tính là đã gửi (v3): lưu lại những gì tài khoản có về các bản ghi của bảng tính, để kế hoạch sau chỉ gồm đúng những gì bảng tính thay đổi
    .long = Bản ghi chỉ có trong tài khoản thì được đếm và để yên.
help-adopt-option-all = Cùng với --from-account: lưu cả những bản ghi chỉ có trong tài khoản; kế hoạch sau sẽ xóa chúng

## drift

help-drift = So tài khoản với bản chụp (v3): những gì người khác đã sửa, xóa hoặc thêm vào đó
    .long = Lệnh kết thúc với mã thoát 6 nếu thấy sai lệch, kể cả khi có --repair hay --accept.
help-option-sample = Chỉ xem chừng này khách hàng, chọn ngẫu nhiên, thay vì đọc tất cả; cho biết kết quả chắc chắn đến đâu
help-option-repair = Lưu một kế hoạch đưa về như của mình: cập nhật những gì đã bị sửa, tạo lại những gì đã mất
help-option-accept = Ghi phía tài khoản vào bản chụp: những gì đã bị sửa và những gì đã mất
help-drift-option-all = Cùng với --accept: lấy cả những gì không phải của mình; kế hoạch sau sẽ xóa chúng

## status, history, certify, explain

help-status = Cho xem những gì chưa xong, chưa rõ kết quả hoặc bị chặn, và nên làm gì tiếp
help-option-check = Kết thúc với mã thoát 3, trừ khi lần chạy cuối kết thúc với 0, lần thành công gần nhất còn mới, và không có gì chưa xong hay chưa rõ kết quả
help-status-option-max-age = Với `--check`, lần thành công cuối được phép cách đây bao lâu (26h, 90m)
help-option-json = In một đối tượng JSON

help-history = Liệt kê các lần chạy trước, hoặc xem một lần chạy với các lệnh gọi và vấn đề của nó
help-history-argument-run = Lần chạy cần xem; nếu không nêu thì là tất cả, mới nhất trước
help-option-last = Liệt kê nhiều nhất chừng này lần chạy
help-history-option-html = Ghi một trang có biểu đồ qua các đêm, mở bằng trình duyệt

help-certify = Cấp giấy chứng nhận cho một lần chạy đã hoàn tất: từng dòng đã đi đến đâu, và bản chụp trước và sau đó
help-certify-argument-run = Lần chạy cần chứng nhận; nếu không nêu thì là lần hoàn tất mới nhất đã gửi lệnh gọi
help-certify-option-out = Ghi certificate.json và certificate.html vào thư mục này, thay cho thư mục mà lần chạy để lại
help-option-verify = Tính lại một giấy chứng nhận rồi so: mã thoát 3 nếu một con số, một bảng tính hoặc bản chụp không khớp

help-explain-option-json = In thành một đối tượng JSON
help-option-offline = Không hỏi tài khoản (v3) xem nó có gì về bản ghi
help-explain = Cho xem mọi điều đã biết về một bản ghi, và bây giờ sẽ gửi gì cho nó
help-argument-entity = status, type, group, field hoặc customer
help-argument-code = Mã hiện tại hoặc mã cũ của bản ghi; nếu không có mã nào như vậy thì là số điện thoại hoặc tên

## failures

help-failures = Liệt kê các dòng chưa qua được, hoặc ghi chúng vào một tệp Excel để sửa
help-failures-option-xlsx = Ghi các dòng vào một tệp Excel để sửa, với đủ các cột của chúng, chỗ sai và cách sửa
help-option-learn = Ghi nhớ các chỗ sửa trong tệp Excel đó: chúng được lưu vào corrections.toml bên cạnh cấu hình, và mọi lần chạy sau đều áp dụng từng chỗ, chừng nào ô trong bảng tính chưa thay đổi

## export

help-export = Xuất bản chụp, nhật ký hoặc lịch sử thành một bảng đơn giản
help-argument-table = Xuất những gì
help-value-table-records = Các bản ghi của bản chụp; một nguồn có thể đọc lại chúng
help-value-table-calls = Các lệnh gọi trong nhật ký, kèm kết quả của từng lệnh
help-value-table-runs = Các lần chạy trong lịch sử
help-option-entity = Chỉ xuất bản ghi hoặc lệnh gọi của loại này: status, type, group, field hoặc customer
help-option-run = Chỉ xuất các lệnh gọi của lần chạy này, hoặc chỉ lần chạy này
help-option-format = Định dạng; nếu không nêu thì theo phần đuôi của --out, hoặc là ndjson
    .long = csv của bản ghi cần có --entity. xlsx có một trang tính cho mỗi loại bản ghi.
help-export-option-out = Ghi vào tệp này thay cho stdout; ghi trọn vẹn hoặc không ghi gì

## sandbox

help-sandbox = Chạy một máy chủ VBot mô phỏng trên máy này, để thử, đào tạo và diễn tập
    .after =
        Các sự cố, mỗi sự cố với xác suất từ 0 đến 1 (`all` đặt cho tất cả):
          drop_before         ngắt kết nối; chưa thực hiện gì
          apply_drop          đã thực hiện, rồi ngắt kết nối mà không trả lời
          apply_late          không bao giờ trả lời; một lúc sau mới thực hiện
          error_500           đã thực hiện, nhưng trả lời 500
          http_429, http_503  trả lời kèm Retry-After; chưa thực hiện gì
          html_200, html_502  trả lời bằng một trang HTML; có thể đã thực hiện hoặc chưa
          cut_body            đã thực hiện; câu trả lời bị cắt giữa chừng
          slow                đã thực hiện; trả lời chậm
          token_expiry        trả lời 401; token (hoặc khóa) không còn hiệu lực
          duplicate           đến tài khoản hai lần
        Ngoài ra: seed (số nguyên bất kỳ), late_ms, hold_ms, slow_ms, retry_after (giây),
        duplicate_answer (first hoặc second: gửi lại câu trả lời nào trong hai câu),
        only (writes, reads hoặc all: sự cố dành cho những yêu cầu nào).

        Quy tắc của v3, giá trị mặc định đứng trước:
          page_base           1 hoặc 0: số của trang đầu
          page_size           20: số bản ghi một trang nếu yêu cầu không nêu
          largest_page        cỡ trang lớn nhất; nếu yêu cầu lớn hơn thì theo
          over_size           capped (hạ xuống) hoặc refused (-1)
          order               created, newest, code hoặc shuffled (xáo lại mỗi yêu cầu)
          seed                0: số khởi đầu cho thứ tự xáo
          cleared_by          blank, null ("" bị từ chối), silent_null ("" không đổi gì)
          brought             all, default hoặc asked: các trường thông tin có trong trang khách hàng
          text_in_pages       true hoặc false: trong đó có trường thông tin kiểu TEXT không
          national_phones     false hoặc true: +84… được lưu thành 0…
          unique_phones       false hoặc true: hai khách hàng không được trùng số điện thoại
          six_decimals        false hoặc true: số được trả về với sáu chữ số thập phân
          unset               documented (null trong trang, "" khi xem riêng), null hoặc blank
          unknown_customer    404, form hoặc null: trả lời khi xem một mã không có
          unknown_is_404      true hoặc false (-1): trường thông tin, lựa chọn, nhân viên không có
          lag_requests        0: số yêu cầu đi qua trước khi đọc được điều vừa ghi
          lag_ms              0: số mili giây trước khi đọc được điều vừa ghi
          http_errors         false hoặc true: lỗi cũng là mã HTTP
          http_401            true hoặc false: khóa sai cũng vậy
          delete_used         false hoặc true: xóa được trường thông tin, lựa chọn đang dùng
          key_member          member_no trên dòng thời gian cho thay đổi bằng khóa API
          loses               một trường thông tin mà giá trị được chấp nhận nhưng không được lưu
          others_insert       0: sau số trang này, nhân viên 900 thêm một khách hàng
          others_delete       0: sau số trang này, nhân viên 900 xóa khách hàng cũ nhất
        Đường dẫn riêng: GET /sandbox/state và /sandbox/log; POST /sandbox/reset,
        /sandbox/key/disable, /sandbox/key/enable và /sandbox/other, với
        {"{"}"path": …, "body": …{"}"}: một thay đổi của nhân viên 900.
help-option-port = Cổng trên 127.0.0.1; 0 thì chọn một cổng đang trống
help-sandbox-option-faults = Các sự cố kèm xác suất, ví dụ `drop_before=0.05,apply_drop=0.1,seed=7`
help-option-token = Token mà yêu cầu phải có; với v3 là khóa API
help-sandbox-option-vbot-id = `vbot_id` của tài khoản mô phỏng
help-sandbox-option-project-code = `project_code` của tài khoản mô phỏng
help-sandbox-option-dialect = Phiên bản API cần mô phỏng
help-option-v3-rules = Cách tài khoản v3 xử sự ở những chỗ tài liệu của nó không nói rõ, ví dụ `page_base=0,order=shuffled`
help-option-cascade = Cập nhật khách hàng khi một trạng thái, kiểu, trường thông tin hoặc lựa chọn đổi mã, hay một nhóm đổi tên
help-option-fold-case = Coi các mã chỉ khác nhau chữ hoa chữ thường là một bản ghi

## completions, man, schema

help-completions = In những gì shell cần để gợi ý lệnh và tùy chọn khi gõ
help-argument-shell = Tên shell; hướng dẫn của shell cho biết nó đọc từ đâu
    .long = bash: ~/.local/share/bash-completion/completions/vbot-sync; zsh: tệp `_vbot-sync` trong một thư mục của $fpath; fish: ~/.config/fish/completions/vbot-sync.fish.

help-man = In trang hướng dẫn man, hoặc ghi một trang cho mỗi lệnh
help-man-option-out = Ghi `vbot-sync.1`, `vbot-sync-sync.1` và các trang khác vào thư mục này; nếu chưa có thì thư mục được tạo

help-schema = In JSON schema của cấu hình, để trình soạn thảo gợi ý và kiểm tra khi viết

## cli/usage_error.rs

help-error-unknown = không có tham số “{ $argument }”
help-error-command = không có lệnh “{ $command }”
help-error-no-command = còn thiếu tên lệnh
help-error-no-value = “{ $argument }” cần một giá trị
help-error-value = “{ $argument }” không nhận giá trị “{ $value }”
help-error-refused = “{ $argument }” không nhận giá trị “{ $value }”: { $reason }
help-error-equals = “{ $argument }” cần dấu = trước giá trị
help-error-many = thừa giá trị “{ $value }” ở “{ $argument }”
help-error-few = “{ $argument }” còn thiếu giá trị
help-error-twice = “{ $argument }” chỉ được nêu một lần
help-error-conflict = không dùng “{ $argument }” cùng với “{ $other }”
help-error-missing = còn thiếu { $arguments }
help-error-utf8 = một tham số có ký tự không phải UTF-8
help-error-similar = ý bạn là “{ $name }”?
help-error-values = các giá trị: { $values }
help-error-more = Xem “--help” để biết thêm.
