#include "base/args.h"

static bool refuse(struct args *args, str word, const char *reason)
{
    args->unknown = word;
    args->reason = reason;
    return false;
}

static const struct arg_option *find(const struct arg_option *options, size_t count, str name)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(str_of(options[i].name), name))
            return &options[i];
    return NULL;
}

static bool add_word(struct args *args, str word)
{
    if (args->word_count == ARGS_WORDS_MAX)
        return refuse(args, word, "is one word too many");
    args->words[args->word_count++] = word;
    return true;
}

/* One option; next: the word after it, empty pointer when there is none. Sets *took_next. */
static bool add_option(struct args *args, const struct arg_option *option, str word, str next,
                       bool *took_next)
{
    ptrdiff_t equals = str_find(word, S("="));
    args->used |= option->mask;
    if (option->flag) {
        *option->flag = true;
        return equals < 0 || refuse(args, word, "takes no value");
    }
    if (equals >= 0) {
        *option->text = str_slice(word, (size_t)equals + 1, word.len);
        return true;
    }
    if (!next.ptr)
        return refuse(args, word, "needs a value");
    *option->text = next;
    *took_next = true;
    return true;
}

bool args_read(struct args *args, int argc, char *const *argv, const struct arg_option *options,
               size_t count)
{
    *args = (struct args) { 0 };
    bool only_words = false;
    for (int i = 1; i < argc; i++) {
        str word = str_of(argv[i]);
        if (only_words || !str_starts(word, S("--"))) {
            if (!add_word(args, word))
                return false;
            continue;
        }
        if (word.len == 2) {
            only_words = true;
            continue;
        }
        str rest = str_slice(word, 2, word.len);
        const struct arg_option *option = find(options, count, str_cut(&rest, '='));
        if (!option)
            return refuse(args, word, "is not an option");
        bool took_next = false;
        if (!add_option(args, option, word, str_of(i + 1 < argc ? argv[i + 1] : NULL), &took_next))
            return false;
        i += took_next;
    }
    return true;
}
