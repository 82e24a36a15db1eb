/* Any text: the words for the voice are words, and the map back holds together. */
#include <stdint.h>

#include "base/must.h"
#include "base/utf8.h"
#include "core/speak.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct speak_entry words[] = {
    { S_INIT("4T"), S_INIT("bốn tê") },
    { S_INIT("CH Play"), S_INIT("xê hát pờ lây") },
    { S_INIT("OTP"), S_INIT("ô tê pê") },
    { S_INIT("TP."), S_INIT("thành phố") },
};
static const struct speak_entry labels[] = {
    { S_INIT("dichvucong"), S_INIT("dịch vụ công") },
    { S_INIT("vn"), S_INIT("vê nờ") },
};
static const struct speak_lexicon lexicon = { words, COUNT_OF(words), labels, COUNT_OF(labels) };

static void check(arena *home, enum lang lang, str written)
{
    struct spoken spoken = speak_text(home, &lexicon, lang, written);
    uint32_t said = 0, read = 0;
    must(utf8_valid(spoken.text));
    for (size_t i = 0; lang == LANG_VI && i < spoken.text.len; i++)
        must(spoken.text.ptr[i] < '0' || spoken.text.ptr[i] > '9');
    for (uint32_t i = 0; i < spoken.count; i++) {
        struct speak_word word = spoken.words[i], found;
        must(word.spoken_from >= said && word.spoken_to > word.spoken_from);
        must(word.written_from >= read && word.written_to > word.written_from);
        must(speak_find(&spoken, word.spoken_from, word.spoken_to, &found));
        must(found.written_from == word.written_from);
        said = word.spoken_to;
        read = word.written_to;
    }
    must(said <= spoken.text.len && read <= written.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena home = { .block_bytes = 8192 };
    str text;
    if (utf8_to_nfc(&home, (str) { (const char *)data, size }, &text) == FAIL_OK) {
        check(&home, LANG_VI, text);
        check(&home, LANG_EN, text);
    }
    arena_finish(&home);
    return 0;
}
