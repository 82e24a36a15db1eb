#include "core/address.h"

#include "base/buf.h"
#include "base/must.h"
#include "base/utf8.h"

/* «bác» in its three spellings. */
enum spelling { SPELLING_SMALL, SPELLING_FIRST, SPELLING_ALL, SPELLING_COUNT };

static const str words[ADDRESS_COUNT][SPELLING_COUNT] = {
    [ADDRESS_BAC] = { S_INIT("bác"), S_INIT("Bác"), S_INIT("BÁC") },
    [ADDRESS_CO_CHU] = { S_INIT("cô/chú"), S_INIT("Cô/chú"), S_INIT("CÔ/CHÚ") },
    [ADDRESS_BAN] = { S_INIT("bạn"), S_INIT("Bạn"), S_INIT("BẠN") },
    [ADDRESS_EM] = { S_INIT("em"), S_INIT("Em"), S_INIT("EM") },
};

static const str names[] = {
    [ADDRESS_BAC] = S_INIT("bac"),
    [ADDRESS_CO_CHU] = S_INIT("co-chu"),
    [ADDRESS_BAN] = S_INIT("ban"),
    [ADDRESS_EM] = S_INIT("em"),
};
static_assert(COUNT_OF(names) == ADDRESS_COUNT, "a name for every address");

/* After «bác» or before it: then it is no address. */
static const str after[] = { S_INIT(" sĩ"), S_INIT(" sỹ"), S_INIT(" Hồ"), S_INIT(" gái"),
                             S_INIT(" trai") };
static const str before[] = { S_INIT("uyên "), S_INIT("cô "), S_INIT("chú "), S_INIT("một "),
                              S_INIT("các ") };
/* «nhà bác học» is a scholar, but «nhà bác», «người nhà bác» is the learner's own. */
static const str house[] = { S_INIT("nhà ") };
static const str learned[] = { S_INIT(" học") };

str address_name(enum address address)
{
    must(address < ADDRESS_COUNT);
    return names[address];
}

static bool is_letter(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z') || (code >= 0xc0 && code <= 0x24f) ||
           (code >= 0x1e00 && code <= 0x1eff);
}

static bool letter_at(str text, size_t at)
{
    size_t len;
    return at < text.len && is_letter(utf8_decode(str_slice(text, at, text.len), &len));
}

static bool letter_before(str text, size_t at)
{
    if (at == 0)
        return false;
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80);
    return letter_at(text, at);
}

static bool starts_any(str text, const str *starts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_starts(text, starts[i]) && !letter_at(text, starts[i].len))
            return true;
    return false;
}

static bool ends_any(str text, const str *ends, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_ends(text, ends[i]) && !letter_before(text, text.len - ends[i].len))
            return true;
    return false;
}

/* The spelling of «bác» as an address at this place; SPELLING_COUNT: there is none. */
static enum spelling address_at(str text, size_t at)
{
    str rest = str_slice(text, at, text.len);
    for (int i = 0; i < SPELLING_COUNT; i++) {
        str word = words[ADDRESS_BAC][i];
        if (!str_starts(rest, word) || letter_at(rest, word.len) || letter_before(text, at))
            continue;
        str left = str_slice(text, 0, at), right = str_slice(rest, word.len, rest.len);
        bool other = starts_any(right, after, COUNT_OF(after)) ||
                     ends_any(left, before, COUNT_OF(before)) ||
                     (ends_any(left, house, COUNT_OF(house)) &&
                      starts_any(right, learned, COUNT_OF(learned)));
        return other ? SPELLING_COUNT : (enum spelling)i;
    }
    return SPELLING_COUNT;
}

/* « ạ» at the end of a sentence or of a clause. */
static bool softener_at(str text, size_t at)
{
    str particle = S(" ạ");
    str rest = str_slice(text, at, text.len);
    return str_starts(rest, particle) && !letter_at(rest, particle.len) &&
           (rest.len == particle.len || rest.ptr[particle.len] != ' ');
}

str address_text(arena *home, enum address address, str written)
{
    must(address < ADDRESS_COUNT);
    if (address == ADDRESS_BAC)
        return written;
    bool young = address == ADDRESS_BAN || address == ADDRESS_EM;
    struct buf out = buf_in(home);
    size_t kept = 0; /* up to here the text stands in out */
    for (size_t at = 0; at < written.len;) {
        enum spelling spelling = address_at(written, at);
        str other = { 0 };
        size_t bytes = 0;
        if (spelling != SPELLING_COUNT) {
            other = words[address][spelling];
            bytes = words[ADDRESS_BAC][spelling].len;
        } else if (young && softener_at(written, at)) {
            bytes = S(" ạ").len;
        }
        if (bytes) {
            buf_str(&out, str_slice(written, kept, at));
            buf_str(&out, other);
            kept = at + bytes;
        }
        at += bytes ? bytes : 1;
    }
    if (kept == 0)
        return written;
    buf_str(&out, str_slice(written, kept, written.len));
    return buf_view(&out);
}
