#include "base/fail.h"

#include <errno.h>

#include "base/must.h"

static const struct {
    str name, vi, en;
} sentences[] = {
#define FAIL_ROW(name, vi, en) [FAIL_##name] = { S_INIT(#name), S_INIT(vi), S_INIT(en) },
    FAIL_LIST(FAIL_ROW)
#undef FAIL_ROW
};
static_assert(COUNT_OF(sentences) == FAIL_COUNT, "a sentence for every failure");

str fail_name(enum fail f)
{
    must(f < FAIL_COUNT);
    return sentences[f].name;
}

str fail_vi(enum fail f)
{
    must(f < FAIL_COUNT);
    return sentences[f].vi;
}

str fail_en(enum fail f)
{
    must(f < FAIL_COUNT);
    return sentences[f].en;
}

enum fail fail_from_errno(int err)
{
    switch (err) {
    case ENOSPC:
    case EDQUOT:
        return FAIL_FULL;
    case ENOENT:
    case ENOTDIR:
        return FAIL_MISSING;
    case EACCES:
    case EPERM:
    case EROFS:
        return FAIL_DENIED;
    case EBUSY:
        return FAIL_BUSY;
    case ELOOP: /* a link that O_NOFOLLOW refuses: the file is odd, not the medium */
    case EISDIR:
        return FAIL_FORMAT;
    default:
        return FAIL_IO;
    }
}
