/* The stick between machine and app: who watches, who syncs, and what comes back as words. */
#define LOG_MODULE "machine"
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/log.h"
#include "kiosk/machine.h"

static void keep_words(struct kiosk *k, const struct stick_answer *answer)
{
    const struct usb_report *r = answer->report;
    char *vi = k->stick_vi, *en = k->stick_en;
    if (answer->failed != FAIL_OK) {
        snprintf(vi, sizeof k->stick_vi, "%s", r->why_vi);
        snprintf(en, sizeof k->stick_en, "%s", r->why_en);
        return;
    }
    const struct packs_waited *packs = answer->packs;
    snprintf(vi, sizeof k->stick_vi,
             "Xong, rút USB được rồi. Đã ghi %" PRIu64 " ghi nhận, còn %" PRIu64
             " kết quả chờ phường xác nhận.%s%s",
             r->events_written, r->learning_waiting,
             r->settings_version ? " Cài đặt mới dùng từ lần khởi động sau." : "",
             packs->refused     ? " Có gói bài học không cài được, máy giữ bài cũ."
             : packs->installed ? " Đã cài bài học mới, dùng từ người học sau."
                                : "");
    snprintf(en, sizeof k->stick_en,
             "Done, safe to pull. %" PRIu64 " events written, %" PRIu64
             " results wait for the ward's receipt.%s%s",
             r->events_written, r->learning_waiting,
             r->settings_version ? " New settings count from the next start." : "",
             packs->refused     ? " A pack cannot be used; the lessons stay as they were."
             : packs->installed ? " New lessons are installed, for the next learner."
                                : "");
}

static void told(void *self, const struct stick_answer *answer)
{
    struct kiosk *k = self;
    if (answer->progress) {
        const struct usb_progress *p = answer->progress;
        struct usb_words now = { p->vi, p->en, p->done, p->total };
        app_usb_progress(&k->app, &now);
        return;
    }
    for (uint32_t i = 0; i < answer->report->ignored_count && i < USB_IGNORED_MAX; i++)
        log_warn("left on the stick: %s: %s", answer->report->ignored[i].file,
                 answer->report->ignored[i].why);
    if (answer->packs->refused)
        log_warn("a pack is not installed: %s", answer->packs->why);
    k->shelf_stale = k->shelf_stale || answer->packs->installed > 0;
    journal_refresh_identity(&k->journal);
    keep_words(k, answer);
    app_usb_done(&k->app, str_of(k->stick_vi), str_of(k->stick_en));
}

void machine_start_stick(struct kiosk *k)
{
    bool watched = !k->walking && str_empty(k->options.usb);
    struct stick_options watch = { .folder = watched ? k->config.usb_folder : (str) { 0 },
                                   .wake = machine_wake,
                                   .context = k };
    stick_open(&k->stick, &watch);
    if (!watched)
        stick_play(k->stick, k->options.usb);
    struct stick_sync_options sync = { .data = k->options.data,
                                       .boot_id = k->journal.options.boot_id,
                                       .kiosk_id = k->config.kiosk_id,
                                       .hub_code = k->config.hub_code,
                                       .about = { .unit_name = k->config.unit_name,
                                                  .ward_name = k->config.ward_name,
                                                  .area_word = k->config.area_word },
                                       .packs = &k->shelf.packs,
                                       .config = &k->config,
                                       .wake = machine_wake,
                                       .context = k,
                                       .told = told,
                                       .self = k };
    stick_sync_open(&k->stick_sync, &sync);
    machine_look_stick(k);
}

bool machine_look_stick(struct kiosk *k)
{
    bool told_something = stick_sync_deliver(k->stick_sync);
    app_stick(&k->app, stick_is_in(k->stick));
    return told_something;
}

enum fail machine_usb_sync(void *context)
{
    struct kiosk *k = context;
    if (!journal_identity(&k->journal))
        return FAIL_BUSY; /* the keys of a first start are just being made */
    arena home = { .block_bytes = 512 };
    struct stick_order order = { .stick = stick_path(k->stick, &home),
                                 .now = k->app.now,
                                 .stands = k->walking };
    enum fail failed = stick_sync_start(k->stick_sync, &order);
    arena_finish(&home);
    return failed;
}

/* ---- the network ---- */

static void told_net(void *self, const struct net_answer *answer)
{
    struct kiosk *k = self;
    (void)answer;
    journal_refresh_identity(&k->journal);
}

void machine_start_net(struct kiosk *k)
{
    struct net_options options = { .data = k->options.data,
                                   .boot_id = k->journal.options.boot_id,
                                   .kiosk_id = k->config.kiosk_id,
                                   .hub_code = k->config.hub_code,
                                   .network = &k->config.network,
                                   .walking = k->walking,
                                   .wake = machine_wake,
                                   .context = k,
                                   .told = told_net,
                                   .self = k };
    net_open(&k->net, &options);
}

bool kiosk_net_up(struct kiosk *k, str address)
{
    return net_up(k->net, address);
}

void kiosk_net_down(struct kiosk *k)
{
    net_down(k->net);
}

str kiosk_net_words(const struct kiosk *k)
{
    return net_words(k->net, k->app.model.lang == LANG_EN);
}

/* ---- for walks ---- */

bool kiosk_usb_in(struct kiosk *k, str folder)
{
    struct stat info;
    arena home = { .block_bytes = 512 };
    bool there = stat(arena_str(&home, folder).ptr, &info) == 0 && S_ISDIR(info.st_mode);
    arena_finish(&home);
    if (there)
        stick_play(k->stick, folder);
    machine_look_stick(k);
    return there;
}

void kiosk_usb_out(struct kiosk *k)
{
    stick_play(k->stick, (str) { 0 });
    machine_look_stick(k);
}

void kiosk_usb_sync(struct kiosk *k)
{
    app_tick(&k->app, k->virtual_now);
    app_usb_sync(&k->app);
}

str kiosk_usb_words(const struct kiosk *k)
{
    return words_of(&k->app.model, k->app.model.stick.words);
}
