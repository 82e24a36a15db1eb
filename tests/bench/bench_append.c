/* What a durable append costs beside a bare write and fdatasync of the same bytes (limit 1.5×).
 *
 * Both go to the same folder, one after the other in pairs so that whatever else the disk does
 * meets both; the order within a pair alternates, and the medians are compared. Prints «name value
 * unit limit verdict» and fails beyond the limit. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/must.h"
#include "store/ledger.h"

#define PAIRS 2000u
#define LIMIT 1.5

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static double median(int64_t *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return (double)(values[count / 2] + values[(count - 1) / 2]) / 2;
}

static double mean(const int64_t *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (double)values[i];
    return sum / (double)count;
}

/* What a completion says, with all the fields it has. */
static struct event_draft completion(void)
{
    struct event_draft draft = { .type = EVENT_LESSON_COMPLETED,
                                 .session = S("01890a5d-ac96-774b-bcce-b302099a8057"),
                                 .learner = S("c-0123456789ABCDEF"),
                                 .body = event_body_none() };
    draft.body.lesson = S("L11");
    draft.body.pack = S("chung");
    draft.body.pack_version = 1;
    draft.body.kind = S("lesson");
    draft.body.unaided = TRI_YES;
    draft.body.assisted = TRI_NO;
    draft.body.right = 7;
    draft.body.total = 8;
    draft.body.hints = 1;
    draft.body.wrong = 1;
    draft.body.duration_ms = 241000;
    return draft;
}

static int64_t append_us(struct ledger *ledger, arena *home, const struct event_draft *draft,
                         struct event *event)
{
    struct stamp stamp = { .now = clock_now(), .clock_sure = true };
    int64_t start = clock_mono_us();
    enum fail failed = ledger_append(ledger, home, draft, &stamp, event);
    int64_t took = clock_mono_us() - start;
    must(failed == FAIL_OK);
    return took;
}

/* The event's own bytes in a row, as short as a file could hold them. */
static size_t bytes_of(const struct event *event, char *room)
{
    size_t len = 0;
    const str texts[] = { event->type_name, event->session, event->learner, event->body };
    memcpy(room, event->id, EVENT_ID_BYTES);
    memcpy(room + EVENT_ID_BYTES, event->hash, EVENT_HASH_BYTES);
    len = EVENT_ID_BYTES + EVENT_HASH_BYTES;
    memcpy(room + len, &event->seq, 8);
    memcpy(room + len + 8, &event->mono_ms, 8);
    memcpy(room + len + 16, &event->wall_ms, 8);
    len += 24;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        memcpy(room + len, texts[i].ptr, texts[i].len);
        len += texts[i].len;
    }
    return len;
}

static int64_t write_us(int fd, const char *bytes, size_t len)
{
    int64_t start = clock_mono_us();
    must(write(fd, bytes, len) == (ssize_t)len);
    must(fdatasync(fd) == 0);
    return clock_mono_us() - start;
}

static int64_t appends[PAIRS], bares[PAIRS];

static void run(struct ledger *ledger, int fd)
{
    static char bytes[4096 + EVENT_BODY_BYTES_MAX];
    arena home = { 0 };
    struct event_draft draft = completion();
    struct event event;
    append_us(ledger, &home, &draft, &event);
    size_t len = bytes_of(&event, bytes);
    write_us(fd, bytes, len);
    for (size_t i = 0; i < PAIRS; i++) {
        arena_reset(&home);
        if (i % 2)
            bares[i] = write_us(fd, bytes, len);
        appends[i] = append_us(ledger, &home, &draft, &event);
        if (i % 2 == 0)
            bares[i] = write_us(fd, bytes, len);
    }
    arena_finish(&home);
}

int main(int argc, char **argv)
{
    char folder[512], path[600], bare[600];
    snprintf(folder, sizeof folder, "%s/tramso-bench-XXXXXX", argc > 1 ? argv[1] : ".");
    must(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/ledger.db", folder);
    snprintf(bare, sizeof bare, "%s/bare", folder);
    struct ledger_options options = { .path = str_of(path),
                                      .boot_id = S("bench"),
                                      .version = S("bench") };
    struct ledger *ledger = NULL;
    must(ledger_open(&ledger, &options) == FAIL_OK);
    int fd = open(bare, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    must(fd >= 0);
    run(ledger, fd);
    double append = median(appends, PAIRS), plain = median(bares, PAIRS);
    double ratio = append / plain;
    bool good = ratio <= LIMIT;
    printf("ledger_append %.2f x_bare_fdatasync %.2f %s\n", ratio, LIMIT, good ? "ok" : "FAILED");
    printf("# median: append %.0f us, write+fdatasync %.0f us, %u pairs\n", append, plain, PAIRS);
    /* The mean has the appends that read the write-ahead log back in it. */
    printf("# mean: append %.0f us, write+fdatasync %.0f us\n", mean(appends, PAIRS),
           mean(bares, PAIRS));
    close(fd);
    ledger_close(ledger);
    char command[700];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command) != 0 || !good;
}
