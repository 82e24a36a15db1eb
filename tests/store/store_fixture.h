/* What the store's tests share: a folder of their own, drafts, stamps, repeating chance. */
#ifndef STORE_FIXTURE_H
#define STORE_FIXTURE_H

#include "store/ledger.h"

#define FIXTURE_SESSION "01890a5d-ac96-774b-bcce-b302099a8057"
#define FIXTURE_WALL_MS 1795305600000ll

/* Fills from a counter, so that a run repeats. */
struct chance fixture_chance(void);
/* Milliseconds after the fixture's morning. */
struct stamp fixture_stamp(int64_t ms);
struct event_draft fixture_draft(enum event_type type);
/* A completion of «L<number>». */
struct event_draft fixture_completion(unsigned number, bool unaided);
/* A fresh folder; the text lives until the program ends. */
const char *fixture_folder(void);
/* folder/name, in home. */
str fixture_path(arena *home, const char *folder, const char *name);
void fixture_remove(const char *folder);
struct ledger *fixture_ledger(str path, const char *boot_id);

#endif
