#include "support/sample_lesson.h"

#include "base/must.h"

#define T(words, english)                                                                          \
    {                                                                                              \
        .vi = S_INIT(words), .en = S_INIT(english)                                                 \
    }

static const struct item services[] = {
    { S_INIT("vi-giay-to"), S_INIT("badge"), T("Ví giấy tờ", "Document wallet") },
    { S_INIT("so-suc-khoe"), S_INIT("health_and_safety"), T("Sổ sức khỏe", "Health record") },
    { S_INIT("luu-tru"), S_INIT("home_work"), T("Thông báo lưu trú", "Guest notice") },
    { S_INIT("an-sinh"), S_INIT("wallet"), T("An sinh xã hội", "Social welfare") },
    { S_INIT("bang-lai"), S_INIT("directions_car"), T("Giấy phép lái xe", "Driving licence") },
    { S_INIT("chu-ky-so"), S_INIT("draw"), T("Chữ ký số", "e-Signature") },
};
static const struct item tabs[] = {
    { S_INIT("tab-chu"), S_INIT("home"), T("Trang chủ", "Main") },
    { S_INIT("tab-vi"), S_INIT("wallet"), T("Ví", "Wallet") },
    { S_INIT("tab-thong-bao"), S_INIT("notifications"), T("Thông báo", "Notices") },
    { S_INIT("tab-ca-nhan"), S_INIT("person"), T("Cá nhân", "Me") },
};
static const struct item banks[] = {
    { S_INIT("hoa-mai"), S_INIT("account_balance"), T("Ngân hàng Hoa Mai", "Hoa Mai Bank"),
      T("Chi nhánh của phường", "The ward's branch") },
    { S_INIT("ngan-hang-mau"), S_INIT("account_balance"), T("Ngân hàng Mẫu", "Sample Bank"),
      T("Tài khoản đúng tên bác", "The account in your name") },
    { S_INIT("bong-lua"), S_INIT("account_balance"), T("Ngân hàng Bông Lúa", "Bông Lúa Bank") },
};
static const struct item dialog_buttons[] = {
    { S_INIT("nhan-qua"), S_INIT(""), T("Nhận quà", "Get the gift") },
    { S_INIT("xoa-tin"), S_INIT(""), T("Xóa tin", "Delete message") },
};

static const struct widget home_widgets[] = {
    { .kind = WIDGET_HERO,
      .label = T("Xin chào", "Hello"),
      .value = T("Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
      .note = T("Số định danh 0001 •••• ••00", "ID number 0001 •••• ••00") },
    { .kind = WIDGET_HEADING, .label = T("Dịch vụ", "Services") },
    { .kind = WIDGET_GRID, .columns = 3, .items = services, .item_count = COUNT_OF(services) },
};
static const struct widget welfare_widgets[] = {
    { .kind = WIDGET_NOTICE,
      .id = S_INIT("thong-tin-cho"),
      .icon = S_INIT("info"),
      .label = T("Bác có thông tin chờ xác nhận tích hợp", "Information waits to be confirmed") },
    { .kind = WIDGET_TEXT,
      .label = T("Nhà nước chuyển tiền trợ cấp thẳng vào tài khoản này.",
                 "The State pays benefits straight into this account.") },
    { .kind = WIDGET_BUTTON, .id = S_INIT("de-sau"), .label = T("Để sau", "Later") },
};
static const struct widget passcode_widgets[] = {
    { .kind = WIDGET_FIELD,
      .id = S_INIT("passcode"),
      .label = T("Passcode gồm 6 số", "6-digit passcode"),
      .digits = 6,
      .secret = true },
};
static const struct widget bank_widgets[] = {
    { .kind = WIDGET_LIST, .items = banks, .item_count = COUNT_OF(banks) },
};
static const struct widget form_widgets[] = {
    { .kind = WIDGET_FIELD,
      .id = S_INIT("so-dinh-danh"),
      .label = T("Số định danh", "ID number"),
      .digits = 12 },
    { .kind = WIDGET_FIELD,
      .id = S_INIT("ngay-sinh"),
      .label = T("Ngày sinh", "Date of birth"),
      .value = T("01/01/1960", "01/01/1960") },
    { .kind = WIDGET_CHECK,
      .id = S_INIT("dong-y"),
      .label =
          T("Tôi đồng ý chia sẻ dữ liệu với cơ quan trả trợ cấp", "I agree to share my data") },
    { .kind = WIDGET_BUTTON,
      .id = S_INIT("tiep-tuc"),
      .label = T("Tiếp tục", "Continue"),
      .style = STYLE_PRIMARY },
};
static const struct widget result_widgets[] = {
    { .kind = WIDGET_RESULT,
      .icon = S_INIT("check_circle"),
      .label = T("Đã gửi yêu cầu", "Request sent"),
      .note = T("Có kết quả sau 20 giây đến 1 phút", "Answer in 20 seconds to 1 minute"),
      .style = STYLE_OK },
    { .kind = WIDGET_SPACE },
    { .kind = WIDGET_BUTTON,
      .id = S_INIT("ve-trang-chu"),
      .label = T("Về Trang chủ", "Back home"),
      .style = STYLE_PRIMARY },
};
static const struct widget call_widgets[] = {
    { .kind = WIDGET_RESULT,
      .icon = S_INIT("call"),
      .label = T("Cuộc gọi đến", "Incoming call"),
      .note = T("Số lạ 09•• ••• 000", "Unknown number 09•• ••• 000"),
      .style = STYLE_DANGER },
    { .kind = WIDGET_SPACE },
    { .kind = WIDGET_BUTTON,
      .id = S_INIT("nghe"),
      .label = T("Nghe", "Answer"),
      .style = STYLE_OK },
    { .kind = WIDGET_BUTTON,
      .id = S_INIT("tu-choi"),
      .label = T("Từ chối", "Decline"),
      .style = STYLE_DANGER },
};
static const struct widget message_widgets[] = {
    { .kind = WIDGET_MESSAGE,
      .label = T("Nhà nước tặng quà Tết 400.000đ. Bấm qua-tet-mau.top để nhận ngay.",
                 "The State gives you a 400,000đ Tết gift. Tap qua-tet-mau.top to get it now."),
      .note = T("Số lạ", "A stranger") },
    { .kind = WIDGET_BUTTON, .id = S_INIT("tra-loi"), .label = T("Trả lời", "Reply") },
};

static const struct phone_screen screens[] = {
    { .id = S_INIT("trang-chu"),
      .widgets = home_widgets,
      .widget_count = COUNT_OF(home_widgets),
      .tabs = tabs,
      .tab_count = COUNT_OF(tabs),
      .active_tab = S_INIT("tab-chu") },
    { .id = S_INIT("an-sinh"),
      .title = T("An sinh xã hội", "Social welfare"),
      .back = S_INIT("quay-lai"),
      .widgets = welfare_widgets,
      .widget_count = COUNT_OF(welfare_widgets) },
    { .id = S_INIT("passcode"),
      .title = T("Nhập passcode", "Enter passcode"),
      .back = S_INIT("quay-lai"),
      .widgets = passcode_widgets,
      .widget_count = COUNT_OF(passcode_widgets) },
    { .id = S_INIT("ngan-hang"),
      .title = T("Chọn ngân hàng", "Choose a bank"),
      .back = S_INIT("quay-lai"),
      .widgets = bank_widgets,
      .widget_count = COUNT_OF(bank_widgets) },
    { .id = S_INIT("to-khai"),
      .title = T("Tờ khai", "Form"),
      .back = S_INIT("quay-lai"),
      .widgets = form_widgets,
      .widget_count = COUNT_OF(form_widgets) },
    { .id = S_INIT("ket-qua"),
      .title = T("Kết quả", "Result"),
      .widgets = result_widgets,
      .widget_count = COUNT_OF(result_widgets) },
    { .id = S_INIT("cuoc-goi"), .widgets = call_widgets, .widget_count = COUNT_OF(call_widgets) },
    { .id = S_INIT("tin-nhan"),
      .title = T("Tin nhắn", "Messages"),
      .widgets = message_widgets,
      .widget_count = COUNT_OF(message_widgets),
      .dialog = { .icon = S_INIT("sms"),
                  .title = T("Tin nhắn từ số lạ", "Message from a stranger"),
                  .text = T("Bấm vào đường liên kết để nhận quà ngay hôm nay.",
                            "Tap the link to get your gift today."),
                  .buttons = dialog_buttons,
                  .button_count = COUNT_OF(dialog_buttons) } },
};

static const struct wrong_reply wrongs[] = {
    { S_INIT("*"), T("Ô này làm việc khác ạ. Bác tìm lại nhé.", "This does something else.") },
};
#define WRONG .wrongs = wrongs, .wrong_count = COUNT_OF(wrongs)

static const struct phone_action home_actions[] = {
    { .act = ACT_TAP,
      .target = S_INIT("an-sinh"),
      .coach = T("Bác chạm vào “An sinh xã hội”", "Touch “An sinh xã hội”"),
      .hint = T("Ô có viền vàng trên điện thoại mẫu", "The tile with the yellow ring"),
      WRONG },
};
static const struct phone_action welfare_actions[] = {
    { .act = ACT_TAP,
      .target = S_INIT("thong-tin-cho"),
      .coach = T("Bác chạm vào dòng thông báo", "Touch the notice"),
      .hint = T("Thông báo bên trong ứng dụng là bình thường", "A notice inside the app is normal"),
      WRONG },
};
static const struct phone_action passcode_actions[] = {
    { .act = ACT_TYPE,
      .target = S_INIT("passcode"),
      .digits = S_INIT("135790"),
      .coach = T("Bác bấm passcode mẫu **135790**", "Type the sample passcode **135790**"),
      .hint = T("Passcode thật chỉ mình bác biết", "Only you know your real passcode"),
      WRONG },
};
static const struct phone_action bank_actions[] = {
    { .act = ACT_TAP,
      .target = S_INIT("ngan-hang-mau"),
      .coach = T("Bác chọn “Ngân hàng Mẫu”", "Choose “Ngân hàng Mẫu”"),
      .hint = T("Tài khoản phải đúng tên của bác", "The account must be in your name"),
      WRONG },
};
static const struct phone_action form_actions[] = {
    { .act = ACT_TYPE,
      .target = S_INIT("so-dinh-danh"),
      .digits = S_INIT("000160000000"),
      .coach = T("Bác bấm số mẫu **000160000000**", "Type the sample **000160000000**"),
      .hint = T("Chỉ bấm số mẫu, không bấm số thật", "Use the sample, never your real number"),
      WRONG },
    { .act = ACT_TAP,
      .target = S_INIT("ngay-sinh"),
      .coach = T("Bác chạm vào “Ngày sinh”", "Touch “Ngày sinh”"),
      .hint = T("Ô trống dưới số định danh", "The empty box below the number"),
      WRONG },
    { .act = ACT_TAP,
      .target = S_INIT("dong-y"),
      .coach = T("Bác tích ô “Tôi đồng ý”", "Tick “Tôi đồng ý”"),
      .hint = T("Ô vuông nhỏ gần cuối", "The small box near the end"),
      WRONG },
    { .act = ACT_TAP,
      .target = S_INIT("tiep-tuc"),
      .coach = T("Bác chạm “Tiếp tục”", "Touch “Tiếp tục”"),
      .hint = T("Nút to ở cuối, trên điện thoại mẫu", "The big button at the end of the phone"),
      WRONG },
};
static const struct phone_action result_actions[] = {
    { .act = ACT_TAP,
      .target = S_INIT("ve-trang-chu"),
      .coach = T("Bác chạm “Về Trang chủ”", "Touch “Về Trang chủ”"),
      .hint = T("Nút ở cuối màn hình", "The button at the end"),
      WRONG },
};
static const struct phone_action call_actions[] = {
    { .act = ACT_TAP,
      .target = S_INIT("tu-choi"),
      .coach = T("Số lạ gọi, bác chạm “Từ chối”", "A strange number calls: touch “Từ chối”"),
      .hint = T("Nút màu đỏ ở cuối", "The red button at the end"),
      WRONG },
};
static const struct phone_action dialog_actions[] = {
    { .act = ACT_TAP,
      .target = S_INIT("xoa-tin"),
      .coach = T("Tin lạ hứa quà, bác chạm “Xóa tin”", "A stranger's gift: touch “Xóa tin”"),
      .hint = T("Nhà nước không phát tiền qua link", "The State gives no money by link"),
      WRONG },
};

#define TASK(at, list)                                                                             \
    {                                                                                              \
        .screen = S_INIT(at), .actions = list, .action_count = COUNT_OF(list)                      \
    }

static const struct phone_task tasks[SAMPLE_TASKS] = {
    TASK("trang-chu", home_actions),
    TASK("an-sinh", welfare_actions),
    [SAMPLE_TASK_PASSCODE] = TASK("passcode", passcode_actions),
    TASK("ngan-hang", bank_actions),
    [SAMPLE_TASK_FORM] = TASK("to-khai", form_actions),
    TASK("ket-qua", result_actions),
    [SAMPLE_TASK_CALL] = TASK("cuoc-goi", call_actions),
    [SAMPLE_TASK_DIALOG] = { .screen = S_INIT("tin-nhan"),
                             .actions = dialog_actions,
                             .action_count = COUNT_OF(dialog_actions),
                             .situation = true },
};

static const struct phone phone = {
    .sim = S_INIT("mau@1"),
    .app = T("Ứng dụng mẫu (mô phỏng)", "Sample app (simulated)"),
    .tone = S_INIT("sky"),
    .scene = T("Bác tập đăng ký tài khoản nhận trợ cấp. Bác chạm nhầm cũng không sao ạ.",
               "Practise registering an account for benefits. A wrong tap does no harm."),
    .screens = screens,
    .screen_count = COUNT_OF(screens),
    .tasks = tasks,
    .task_count = COUNT_OF(tasks),
};
static const struct step steps[] = { { .kind = STEP_PHONE, .phone = &phone } };
static const struct lesson lesson = {
    .head = { .code = S_INIT("L99"),
              .slug = S_INIT("mau"),
              .kind = LESSON_PHONE,
              .icon = S_INIT("wallet"),
              .title = T("Tích hợp tài khoản an sinh xã hội", "Link a social-welfare account") },
    .steps = steps,
    .step_count = COUNT_OF(steps),
};

const struct lesson *sample_lesson(void)
{
    return &lesson;
}
