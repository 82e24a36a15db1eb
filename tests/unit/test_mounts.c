#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/must.h"
#include "sync/mounts.h"

static arena home;

/* What a kiosk says with a stick in. */
#define SYSTEM                                                                                     \
    "22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw\n"                                      \
    "23 22 0:21 / /proc rw,nosuid,nodev,noexec shared:13 - proc proc rw\n"                         \
    "24 22 8:1 / /boot/efi rw,relatime shared:30 - vfat /dev/sda1 rw,fmask=0077\n"                 \
    "25 22 0:30 / /media rw,nosuid - tmpfs tmpfs rw,size=4k\n"
#define STICK_A "40 25 8:17 / /media/canbo/KINGSTON rw,nosuid shared:99 - vfat /dev/sdb1 rw\n"
#define STICK_B                                                                                    \
    "41 25 8:33 / /media/canbo/USB\\040C\\303\\241\\134n\\040b\\341\\273\\231 rw - exfat "         \
    "/dev/sdc1 rw\n"

static void assert_found(str text, str folder, str path)
{
    struct mount mount = { { 0 } };
    if (!mounts_find(&home, text, folder, &mount))
        fail_msg("nothing was found for %.*s", STR_ARG(path));
    if (!str_eq(mount.path, path))
        fail_msg("«%.*s» is not «%.*s»", STR_ARG(mount.path), STR_ARG(path));
}

static void assert_none(str text, str folder)
{
    struct mount mount;
    if (mounts_find(&home, text, folder, &mount))
        fail_msg("«%.*s» was taken for a stick", STR_ARG(mount.path));
}

static void test_a_stick_is_found(void **state)
{
    (void)state;
    assert_none(S(SYSTEM), S("/media"));
    assert_found(S(SYSTEM STICK_A), S("/media"), S("/media/canbo/KINGSTON"));
    assert_found(S(SYSTEM STICK_A), S("/media/"), S("/media/canbo/KINGSTON"));
    assert_found(S(SYSTEM STICK_A), S("/media/canbo/KINGSTON"), S("/media/canbo/KINGSTON"));
    /* The newest of several, and names with blanks, backslashes and Vietnamese. */
    assert_found(S(SYSTEM STICK_A STICK_B), S("/media"), S("/media/canbo/USB Cá\\n bộ"));
    assert_found(S(SYSTEM STICK_B STICK_A), S("/media"), S("/media/canbo/KINGSTON"));
}

static void test_what_is_no_stick(void **state)
{
    (void)state;
    static const str lines[] = {
        S_INIT("40 25 8:17 /TRAMSO /media/a rw - vfat /dev/sdb1 rw\n"), /* part of a file system */
        S_INIT("40 25 0:44 / /media/a rw - tmpfs tmpfs rw\n"),
        S_INIT("40 25 0:44 / /media/a rw - nfs4 server:/x rw\n"),
        S_INIT("40 25 0:44 / /media/a rw - overlay overlay rw\n"),
        S_INIT("40 25 8:17 / /mediax/a rw - vfat /dev/sdb1 rw\n"),
        S_INIT("40 25 8:17 / /mnt/a rw - vfat /dev/sdb1 rw\n"),
        S_INIT("40 25 8:17 / /media/a\\000b rw - vfat /dev/sdb1 rw\n"),
        S_INIT("40 25 8:17 / /media/a rw vfat /dev/sdb1 rw\n"), /* no dash */
        S_INIT("40 25 8:17 / /media/a rw -\n"),
        S_INIT("40 25 8:17 / /media/a rw - vfat\n"),
        S_INIT("40 25 8:17 / /media/a\n"),
        S_INIT("\n\n-\n"),
    };
    for (size_t i = 0; i < COUNT_OF(lines); i++)
        assert_none(lines[i], S("/media"));
    /* Never the whole machine, whatever the settings say. */
    assert_none(S(SYSTEM STICK_A), S("/"));
    assert_none(S(SYSTEM STICK_A), S(""));
}

struct waiting {
    int fd, stop;
    bool changed, done;
};

static void *wait_for(void *self)
{
    struct waiting *w = self;
    w->changed = mounts_wait(w->fd, w->stop);
    w->done = true;
    return NULL;
}

/* On the real file: it can be read again and again, and who waits sleeps until told to stop. */
static void test_waiting_sleeps(void **state)
{
    (void)state;
    int fd, stop[2];
    str first, second;
    assert_int_equal(mounts_open(&fd), FAIL_OK);
    assert_int_equal(mounts_read(fd, &home, &first), FAIL_OK);
    assert_int_equal(mounts_read(fd, &home, &second), FAIL_OK);
    assert_true(first.len > 0 && second.len > 0);
    assert_int_equal(pipe(stop), 0);
    struct waiting waiting = { .fd = fd, .stop = stop[0] };
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, wait_for, &waiting), 0);
    assert_int_equal(write(stop[1], "x", 1), 1);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(waiting.done);
    assert_false(waiting.changed);
    close(stop[0]);
    close(stop[1]);
    close(fd);
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&home);
    return 0;
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_stick_is_found),
        cmocka_unit_test(test_what_is_no_stick),
        cmocka_unit_test(test_waiting_sleeps),
    };
    return cmocka_run_group_tests(tests, NULL, tear_down);
}
