/* Where the programs look when no option says it, so that the kiosk and its tools mean the same
 * kiosk. */
#ifndef BASE_PLACES_H
#define BASE_PLACES_H

#include "base/arena.h"

/* name beside the source tree that the running program was built in, else the installed place. */
str places_beside(arena *home, const char *name, const char *installed);
/* The assets, and kiosk.yaml. */
str places_assets(arena *home);
str places_config(arena *home);
/* A kiosk's data: $XDG_DATA_HOME/tramso, else ~/.local/share/tramso, else /var/lib/tramso. */
str places_data(arena *home);

#endif
