#define LOG_MODULE "hub"
#include "hub/hub_store.h"

#include "base/log.h"

enum fail hub_store_open(struct hub_store *out, str spec, bool create)
{
    *out = (struct hub_store) { 0 };
    str rest = spec;
    str kind = str_cut(&rest, ':');
    if (str_eq(kind, S("sqlite")) && rest.len)
        return hub_store_open_sqlite(out, rest, create);
    if (str_starts(spec, S("postgresql://")) || str_starts(spec, S("postgres://")))
        return hub_store_open_postgres(out, spec, create);
    /* Not the whole: it may be an address with a password in it. */
    log_error("this program keeps events in sqlite:FILE or postgresql://…, not in «%.*s:»",
              STR_ARG(kind));
    return FAIL_VERSION;
}

void hub_store_close(struct hub_store *store)
{
    if (store && store->ops)
        store->ops->close(store);
    if (store)
        *store = (struct hub_store) { 0 };
}
