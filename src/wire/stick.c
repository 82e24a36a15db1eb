#include "wire/stick.h"

#include <string.h>

#include "base/must.h"

#define NAME_LETTERS_MAX 64u

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_letters(str a, str b)
{
    for (size_t i = 0; a.len == b.len && i < a.len; i++)
        if (small(a.ptr[i]) != small(b.ptr[i]))
            return false;
    return a.len == b.len;
}

bool stick_name_ends(str name, str end)
{
    return name.len > end.len && same_letters(str_slice(name, name.len - end.len, name.len), end);
}

/* «Naming Files, Paths, and Namespaces», Microsoft; Linux's vfat refuses the same. */
static bool is_device(str stem)
{
    static const str devices[] = { S_INIT("con"), S_INIT("prn"), S_INIT("aux"), S_INIT("nul") };
    for (size_t i = 0; i < COUNT_OF(devices); i++)
        if (same_letters(stem, devices[i]))
            return true;
    str three = str_slice(stem, 0, 3);
    return stem.len == 4 && stem.ptr[3] >= '0' && stem.ptr[3] <= '9' &&
           (same_letters(three, S("com")) || same_letters(three, S("lpt")));
}

bool stick_name_fits(str name)
{
    if (name.len == 0 || name.len > NAME_LETTERS_MAX)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c <= ' ' || c > '~' || strchr("\"*/:<>?\\|+,;=[]", c))
            return false;
    }
    str rest = name;
    return name.ptr[name.len - 1] != '.' && !is_device(str_cut(&rest, '.'));
}
