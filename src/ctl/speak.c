/* speak: the words that the voice is given for a text. */
#include "ctl/ctl.h"

#include <jansson.h>
#include <stdio.h>

#include "base/places.h"
#include "base/utf8.h"
#include "content/lexicon.h"

static void print_json(const struct spoken *spoken, str written)
{
    json_t *root = json_object(), *words = json_array();
    json_object_set_new(root, "written", json_stringn(written.ptr, written.len));
    json_object_set_new(root, "spoken", json_stringn(spoken->text.ptr, spoken->text.len));
    for (uint32_t i = 0; i < spoken->count; i++) {
        const struct speak_word *word = &spoken->words[i];
        str says = str_slice(spoken->text, word->spoken_from, word->spoken_to);
        str from = str_slice(written, word->written_from, word->written_to);
        json_t *row = json_object();
        json_object_set_new(row, "written", json_stringn(from.ptr, from.len));
        json_object_set_new(row, "spoken", json_stringn(says.ptr, says.len));
        json_object_set_new(row, "written_from", json_integer(word->written_from));
        json_object_set_new(row, "written_to", json_integer(word->written_to));
        json_object_set_new(row, "spoken_from", json_integer(word->spoken_from));
        json_object_set_new(row, "spoken_to", json_integer(word->spoken_to));
        json_array_append_new(words, row);
    }
    json_object_set_new(root, "words", words);
    json_dumpf(root, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(root);
}

enum ctl_exit ctl_speak(struct ctl *ctl)
{
    bool english = str_eq(ctl->lang, S("en"));
    if (!english && !str_empty(ctl->lang) && !str_eq(ctl->lang, S("vi")))
        return ctl_misused("--lang is vi or en, not «%.*s»", STR_ARG(ctl->lang));
    str written;
    if (utf8_to_nfc(ctl->home, ctl->word, &written) != FAIL_OK)
        return ctl_refuse("the text is no valid UTF-8, or holds control characters");
    struct problems *problems = arena_new(ctl->home, struct problems, 1);
    problems->home = ctl->home;
    struct speak_lexicon lexicon;
    str assets = ctl->assets.len ? ctl->assets : places_assets(ctl->home);
    if (lexicon_load(&lexicon, ctl->home, assets, problems) != FAIL_OK) {
        problems_print(problems, stderr);
        return ctl_refuse("the lexicon speech/vi.yaml of «%.*s» cannot be used", STR_ARG(assets));
    }
    struct spoken spoken = speak_text(ctl->home, &lexicon, english ? LANG_EN : LANG_VI, written);
    if (ctl->json)
        print_json(&spoken, written);
    else
        printf("%.*s\n", STR_ARG(spoken.text));
    return CTL_DONE;
}
