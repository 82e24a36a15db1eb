/* Addresses on the web, of mail, and names of files: piece by piece, every dot aloud. */
#include <string.h>

#include "base/must.h"
#include "core/speak_numbers.h"
#include "core/speak_parts.h"

/* What an address or a name of a file ends in. Without the list «Xong.Mời» would be an address. */
static const char *const endings[] = {
    "vn",  "com", "net", "org",  "gov",    "edu",  "top",  "xyz",  "info", "io",   "app",
    "me",  "cc",  "vip", "site", "online", "shop", "club", "asia", "live", "link", "store",
    "biz", "apk", "pdf", "doc",  "docx",   "xls",  "xlsx", "jpg",  "png",  "html", "exe",
    "zip", "mp3", "mp4", "ly",   "co",     "icu",  "work", "life", "pro",  "tk",
};

/* Longer ones are read as words. */
#define ADDRESS_BYTES_MAX 300u

static bool is_label_byte(unsigned char c)
{
    return speak_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static size_t token_end(str text, size_t at)
{
    size_t most = at + ADDRESS_BYTES_MAX < text.len ? at + ADDRESS_BYTES_MAX : text.len;
    while (at < most && (unsigned char)text.ptr[at] > ' ' && (unsigned char)text.ptr[at] < 0x7f &&
           !strchr("()<>\"[]{}*,;|", text.ptr[at]))
        at++;
    while (at > 0 && strchr(".:!?'", text.ptr[at - 1]))
        at--;
    return at;
}

static bool is_ending(str label)
{
    char room[8];
    if (label.len >= sizeof room)
        return false;
    for (size_t i = 0; i < label.len; i++)
        room[i] = (char)speak_lower((unsigned char)label.ptr[i]);
    for (size_t i = 0; i < COUNT_OF(endings); i++)
        if (str_eq((str) { room, label.len }, str_of(endings[i])))
            return true;
    return false;
}

/* The end of «labels.with.dots» at `at`, or 0 when its last label ends no address. */
static size_t host_end(str text, size_t at, size_t end)
{
    size_t label = at, dots = 0;
    while (at < end && (is_label_byte((unsigned char)text.ptr[at]) || text.ptr[at] == '.')) {
        if (text.ptr[at++] == '.') {
            label = at;
            dots++;
        }
    }
    return dots && is_ending(str_slice(text, label, at)) ? at : 0;
}

static size_t protocol_len(str rest)
{
    static const char *const protocols[] = { "http://", "https://", "HTTP://", "HTTPS://" };
    for (size_t i = 0; i < COUNT_OF(protocols); i++)
        if (str_starts(rest, str_of(protocols[i])))
            return str_of(protocols[i]).len;
    return 0;
}

/* Where the spoken part begins, and its end; false: no address stands here. */
static bool find_address(str text, size_t at, size_t *from_out, size_t *end_out)
{
    size_t end = token_end(text, at);
    if (end <= at)
        return false;
    str token = str_slice(text, at, end);
    size_t protocol = protocol_len(token);
    *from_out = at + protocol;
    *end_out = end;
    if (protocol)
        return end > *from_out;
    ptrdiff_t mail = str_find(token, S("@"));
    size_t name = mail > 0 ? (size_t)mail + 1 : 0;
    for (size_t i = 0; i + 1 < name; i++)
        if (!is_label_byte((unsigned char)token.ptr[i]) && !strchr("._+", token.ptr[i]))
            return false;
    size_t host = host_end(text, at + name, end);
    /* Letters with marks go on behind «Xong.vn…»: then it is no host. */
    if (!host || speak_in_word(text, host))
        return false;
    bool path = speak_byte(text, host) == '/' || speak_byte(text, host) == ':';
    *end_out = path ? end : host;
    return true;
}

static const char *mark_name(char c)
{
    static const struct {
        char mark;
        const char *name;
    } marks[] = { { '.', "chấm" },      { '-', "gạch ngang" }, { '/', "gạch chéo" },
                  { '_', "gạch dưới" }, { ':', "hai chấm" },   { '@', "a còng" },
                  { '?', "hỏi chấm" },  { '=', "bằng" },       { '&', "và" },
                  { '%', "phần trăm" }, { '#', "thăng" },      { '+', "cộng" } };
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (marks[i].mark == c)
            return marks[i].name;
    return NULL;
}

static bool has_vowel(str letters)
{
    for (size_t i = 0; i < letters.len; i++)
        if (strchr("aeiouyAEIOUY", letters.ptr[i]))
            return true;
    return false;
}

static bool put_label(const struct speaker *s, struct buf *out, str label)
{
    struct buf lower = buf_in(s->home);
    speak_put_lower(&lower, label);
    const str *entry = speak_look_up(s->lexicon->labels, s->lexicon->label_count, buf_view(&lower));
    if (entry)
        speak_put_word(out, *entry);
    return entry != NULL;
}

static void put_letters(const struct speaker *s, struct buf *out, str letters)
{
    if (put_label(s, out, letters))
        return;
    if (has_vowel(letters))
        speak_put_lower(out, letters);
    else
        speak_put_spelt(out, letters);
}

static size_t label_end(str text, size_t at, size_t end)
{
    while (at < end && is_label_byte((unsigned char)text.ptr[at]))
        at++;
    return at;
}

bool speak_address(struct speaker *s)
{
    size_t at, end;
    if (!find_address(s->text, s->at, &at, &end))
        return false;
    size_t silent = s->text.ptr[end - 1] == '/' ? end - 1 : end;
    struct buf out = buf_in(s->home);
    while (at < silent) {
        size_t label = label_end(s->text, at, silent);
        if (label > at && put_label(s, &out, str_slice(s->text, at, label))) {
            at = label;
            continue;
        }
        size_t to = speak_digits_end(s->text, at);
        if (to > at) {
            speak_put_digits(&out, str_slice(s->text, at, to));
        } else if ((to = speak_letters_end(s->text, at)) > at) {
            put_letters(s, &out, str_slice(s->text, at, to));
        } else {
            const char *name = mark_name(s->text.ptr[at]);
            if (name)
                speak_put_word(&out, str_of(name));
            to = at + 1;
        }
        at = to;
    }
    if (!out.len)
        return false;
    speak_emit(s, end, buf_view(&out));
    return true;
}
