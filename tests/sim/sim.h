/* The simulated ward: kiosks, sticks, a network and a hub, all real code, with everything that goes
 * wrong between them. sim_world.c says what is proven; this is what its parts share.
 *
 * One world is one seed. It has a true time, which the hub's clock shows and the kiosks' clocks may
 * not, and a fact for every event that any ledger was ever told to keep. Nothing here returns a
 * failure: what must not be ends the program with the seed, the step and the kept folder. */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "hub/answer.h"
#include "hub/hub.h"
#include "hub/ingest.h"
#include "store/identity.h"
#include "sync/http.h"
#include "sync/usb.h"

#include <sys/types.h>

#define SIM_START_MS 1795312800000ll
#define SIM_KIOSKS_MAX 20u
#define SIM_STICKS_MAX 8u
#define SIM_REPLAYS_MAX 12u
#define SIM_HUBS 2u /* processes on one storage */

struct sim_scale {
    unsigned kiosks, sticks, steps;
    unsigned events; /* of one use, at most: 1 … LEDGER_APPEND_MAX */
    unsigned rounds; /* bursts of uses in a row, at most */
};

/* What is true of one event. */
struct fact {
    uint8_t id[EVENT_ID_BYTES];
    int64_t true_ms;
    uint64_t seq;
    uint16_t kiosk;
    enum event_type type;
    bool held;   /* the hub was seen to hold it */
    bool poison; /* the network's hub refuses it */
};

struct facts {
    struct fact *items;
    size_t count, cap;
    uint32_t *slots; /* index + 1 by id; 0: free */
    size_t slot_count;
};

enum sim_way { SIM_BY_STICK, SIM_BY_NET, SIM_BY_BOTH, SIM_WAY_COUNT };

struct sim_kiosk {
    char name[16];
    unsigned index;
    str data;
    struct ledger *ledger;
    struct views *views;
    struct identity identity;
    enum sim_way way;
    unsigned boots;
    int64_t boot_true_ms; /* the true time of the boot's monotonic zero */
    int64_t clock_error_ms;
    bool clock_sure;
    bool always_sure; /* so far */
    bool image;       /* a disk image was kept */
    bool restored;    /* and put back */
    bool revoked;
    int64_t revoked_ms;
    uint64_t noted; /* facts are known up to this seq of the ledger at hand */
};

/* A request that was sent once, kept to be sent again. */
struct sim_replay {
    struct exchange_request request;
    arena home;
};

/* What happened, for the summary. */
enum sim_tried {
    SIM_TRIED_STICK,
    SIM_TRIED_NET,
    SIM_TRIED_PULLED,
    SIM_TRIED_DISK,
    SIM_TRIED_LINE,
    SIM_TRIED_HUB_KILLED,
    SIM_TRIED_IMAGE,
    SIM_TRIED_CLOCK,
    SIM_TRIED_POISON,
    SIM_TRIED_COUNT
};

struct world {
    arena home;
    const struct sim_scale *scale;
    char folder[96];
    uint64_t seed, random;
    uint64_t chance; /* what the programs draw from; the simulation's own draws are random's */
    unsigned step;
    const char *doing;
    int64_t true_ms;
    struct hub_place place;
    struct hub hubs[SIM_HUBS];
    bool hub_open[SIM_HUBS];
    arena hub_homes[SIM_HUBS];
    struct sim_kiosk kiosks[SIM_KIOSKS_MAX];
    struct facts facts;
    struct sim_replay replays[SIM_REPLAYS_MAX];
    arena old_receipts;
    str receipts[SIM_REPLAYS_MAX]; /* headers of real answers */
    int64_t seen_place, seen_ms;   /* of the hub's rows */
    uint64_t held, repaired;
    bool healthy; /* nothing goes wrong any more */
    bool crowded; /* another process is taking a stick just now: the hub may say 503 */
    bool child;   /* this process is to die */
    int proxy;    /* the status with which something on the way answers a whole visit; 0: nothing */
    int kill_at, calls;
    struct sim_kiosk *syncing;
    uint64_t tried[SIM_TRIED_COUNT];
};

_Noreturn void sim_wrong(const struct world *w, const char *what);
uint32_t sim_below(struct world *w, uint32_t bound);
/* Chance for the programs: of the seed, and another one in each child. */
struct chance sim_chance(struct world *w);
/* fork() with the hub closed before it and other chance in the child. */
pid_t sim_fork(struct world *w);
void sim_run_command(struct world *w, const char *command);
void sim_replace_folder(struct world *w, str from, str to);

/* ---- facts ---- */

/* The fact of an id; NULL when there is none. */
struct fact *facts_find(const struct facts *facts, const uint8_t id[EVENT_ID_BYTES]);
/* The fact of an id, made when it is not there yet (*fresh_out). */
struct fact *facts_add(struct facts *facts, const uint8_t id[EVENT_ID_BYTES], bool *fresh_out);
void facts_finish(struct facts *facts);

/* ---- kiosks ---- */

void kiosk_open(struct world *w, struct sim_kiosk *k, bool reboot);
void kiosk_close(struct sim_kiosk *k);
/* The stamp of world.syncing's clock; time goes on a little. */
struct stamp kiosk_tick(void *world);
/* People use it. */
void kiosk_use(struct world *w, struct sim_kiosk *k);
/* Everything its ledger holds now becomes facts, before anything can take it away. */
void kiosk_note(struct world *w, struct sim_kiosk *k);
/* The clock loses its battery, jumps, or is put right. */
void kiosk_change_clock(struct world *w, struct sim_kiosk *k);
void kiosk_put_clock_right(struct world *w, struct sim_kiosk *k);
/* Puts a kept disk image back, or keeps one for later. */
void kiosk_change_disk(struct world *w, struct sim_kiosk *k);

/* ---- the hub ---- */

/* One of its processes, with the clock set. */
struct hub *hub_process(struct world *w, unsigned which);
/* Before a fork: SQLite's connections must not be carried into a child. */
void hubs_close(struct world *w);
/* What the hub holds becomes known; it may neither invent, nor double, nor forget. */
void hub_look(struct world *w);
void hub_give_code(struct world *w, struct sim_kiosk *k);
void hub_revoke(struct world *w, struct sim_kiosk *k);
/* The stick comes to the hub; what happens there is up to chance. */
void hub_take_stick(struct world *w, str stick);
/* One process takes a stick while another takes one too, or a kiosk's requests. */
void hub_take_two(struct world *w, str one, str other);
void hub_take_beside(struct world *w, str stick, struct sim_kiosk *k);
/* Answers by one process, which is killed on the way there or back: nothing comes out of it. */
void hub_answer_and_die(struct world *w, const struct exchange_request *request);

/* ---- sticks ---- */

str stick_path(struct world *w, unsigned stick);
void stick_visit(struct world *w, struct sim_kiosk *k, str stick);
void stick_damage_one(struct world *w, str stick);
/* An old copy of the stick comes back, or one is made. */
void stick_swap(struct world *w, str stick);
/* No name on it is one that FAT would refuse or take for another. */
void stick_check_names(struct world *w, str stick);
/* Every batch that stands whole on it is at the hub. */
void stick_check_held(struct world *w, str stick);

/* ---- the network ---- */

void net_visit(struct world *w, struct sim_kiosk *k);
/* An old request comes again. */
void net_replay(struct world *w);

/* ---- what must be true ---- */

/* After each visit: what a kiosk calls delivered the hub holds, what it calls waiting is what no
 * accepted receipt covers. */
void check_status(struct world *w, struct sim_kiosk *k);
/* After a network round that says it brought everything. */
void check_all_sent(struct world *w, struct sim_kiosk *k);
/* Repaired times hold the true ones; kiosk and hub count the same. */
void check_numbers(struct world *w);
/* After the last healthy round. */
void check_end(struct world *w);

#endif
