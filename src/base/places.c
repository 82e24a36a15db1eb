#include "base/places.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/must.h"

/* The folder of the running program, without a slash at its end. */
static str own_folder(arena *home)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    if (len <= 0)
        return (str) { 0 };
    while (len > 0 && path[len - 1] != '/')
        len--;
    return arena_str(home, (str) { path, (size_t)(len > 1 ? len - 1 : len) });
}

str places_beside(arena *home, const char *name, const char *installed)
{
    str folder = own_folder(home);
    static const char *const ups[] = { "..", "../.." };
    for (size_t i = 0; folder.len && i < COUNT_OF(ups); i++) {
        str path = arena_printf(home, "%.*s/%s/%s", STR_ARG(folder), ups[i], name);
        if (file_exists(path))
            return path;
    }
    return str_of(installed);
}

str places_assets(arena *home)
{
    return places_beside(home, "assets", "/usr/share/tramso");
}

str places_config(arena *home)
{
    return places_beside(home, "kiosk-config/kiosk.yaml", "/etc/tramso/kiosk.yaml");
}

str places_data(arena *home)
{
    const char *share = getenv("XDG_DATA_HOME");
    if (share && share[0] == '/')
        return arena_printf(home, "%s/tramso", share);
    const char *user = getenv("HOME");
    return user && user[0] ? arena_printf(home, "%s/.local/share/tramso", user)
                           : S("/var/lib/tramso");
}
