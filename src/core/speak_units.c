/* What stands behind a number: units, money, and the words that are counted. */
#include "base/must.h"
#include "core/speak_parts.h"

/* Longer ones first where one begins like another. Attached ones are letters of other things when a
 * space stands before them. */
static const struct {
    const char *written, *spoken;
    bool attached;
} units[] = {
    { "km/h", "ki lô mét một giờ", false },
    { "km²", "ki lô mét vuông", false },
    { "km2", "ki lô mét vuông", false },
    { "km", "ki lô mét", false },
    { "kg", "ki lô gam", false },
    { "kWh", "ki lô oát giờ", false },
    { "kW", "ki lô oát", false },
    { "kB", "ki lô bai", false },
    { "KB", "ki lô bai", false },
    { "k", "nghìn", true },
    { "K", "nghìn", true },
    { "cm²", "xăng ti mét vuông", false },
    { "cm", "xăng ti mét", false },
    { "mmHg", "mi li mét thủy ngân", false },
    { "mm", "mi li mét", false },
    { "ml", "mi li lít", false },
    { "mg", "mi li gam", false },
    { "mAh", "mi li am pe giờ", false },
    { "m²", "mét vuông", false },
    { "m2", "mét vuông", false },
    { "m³", "mét khối", false },
    { "m3", "mét khối", false },
    { "m", "mét", false },
    { "ha", "héc ta", false },
    { "g", "gam", false },
    { "lít", "lít", true },
    { "l", "lít", false },
    { "GHz", "gi ga héc", false },
    { "GB", "gi ga bai", false },
    { "G", "gờ", true },
    { "Gbps", "gi ga bít một giây", false },
    { "MHz", "mê ga héc", false },
    { "Mbps", "mê ga bít một giây", false },
    { "MB", "mê ga bai", false },
    { "TB", "tê ra bai", false },
    { "inches", "in", false },
    { "inch", "in", false },
    { "px", "điểm ảnh", false },
    { "°C", "độ xê", false },
    { "°", "độ", false },
    { "s", "giây", true },
    { "W", "oát", false },
    { "V", "vôn", true },
    { "đồng", "đồng", true },
    { "VNĐ", "đồng", false },
    { "VND", "đồng", false },
    { "đ", "đồng", false },
    { "₫", "đồng", false },
    { "USD", "đô la Mỹ", false },
    { "$", "đô la", false },
    { "€", "ơ rô", false },
    { "%", "phần trăm", false },
    { "‰", "phần nghìn", false },
    { "tr", "triệu", true },
    { "′", "phút", true },
    { "'", "phút", true },
};

static bool ends_in_letter(str unit)
{
    size_t len;
    uint32_t last = 0;
    for (size_t at = 0; at < unit.len; at += len)
        last = speak_code(unit, at, &len);
    return speak_is_letter(last) || (last >= '0' && last <= '9');
}

/* «5' mỗi bài», but 'lớp 5' in single quotes. */
static bool closes_quote(str text, size_t at)
{
    enum { LONGEST = 64 }; /* keeps the walk linear */
    for (size_t i = 1; i <= LONGEST && i <= at; i++)
        if (text.ptr[at - i] == '\'')
            return true;
    return speak_in_word(text, at + 1);
}

const char *speak_unit(str text, size_t at, bool spaced, size_t *end_out)
{
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        str unit = str_of(units[i].written);
        if ((spaced && units[i].attached) || !str_starts(str_slice(text, at, text.len), unit))
            continue;
        if (ends_in_letter(unit) && speak_in_word(text, at + unit.len))
            continue;
        if (units[i].written[0] == '\'' && closes_quote(text, at))
            continue;
        *end_out = at + unit.len;
        return units[i].spoken;
    }
    return NULL;
}

static str next_word(str text, size_t at)
{
    if (speak_byte(text, at) == ' ')
        at++;
    return str_slice(text, at, speak_letters_end(text, at));
}

static bool is_one_of(str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(word, str_of(list[i])))
            return true;
    return false;
}

bool speak_is_money(str text, size_t at)
{
    static const char *const money[] = { "đồng", "đ", "VNĐ", "VND", "USD" };
    if (str_starts(str_slice(text, at, text.len), S("₫")))
        return true;
    return is_one_of(next_word(text, at), money, COUNT_OF(money));
}

bool speak_is_counted(str text, size_t at)
{
    static const char *const counted[] = {
        "lượt",  "người", "bài",    "phút",       "giờ",   "ngày", "tháng",  "năm",  "tuần",
        "giây",  "nghìn", "ngàn",   "triệu",      "tỷ",    "tỉ",   "hộ",     "điểm", "câu",
        "trang", "máy",   "mét",    "ca",         "vụ",    "cuộc", "tổ",     "học",  "buổi",
        "lần",   "xã",    "phường", "thôn",       "huyện", "tỉnh", "đơn",    "hồ",   "thủ",
        "dịch",  "kỹ",    "chữ",    "chiếc",      "cái",   "tình", "trường", "mục",  "phần",
        "loại",  "việc",  "trạm",   "thẻ",        "xe",    "đại",  "nút",    "bước", "chuyến",
        "lớp",   "khóa",  "thành",  "công trình",
    };
    size_t end;
    bool spaced = speak_byte(text, at) == ' ';
    return speak_is_money(text, at) || speak_unit(text, at + spaced, spaced, &end) ||
           is_one_of(next_word(text, at), counted, COUNT_OF(counted));
}
