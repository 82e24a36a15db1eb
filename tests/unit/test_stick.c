/* The stick in the running kiosk: noticed when it is mounted, and what the app says of a sync. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#undef fail /* is a kind of answer here */

#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "base/log.h"
#include "kiosk/app.h"
#include "kiosk/stick.h"

static int woken[2];

static void wake(void *context)
{
    (void)context;
    assert_int_equal(write(woken[1], "x", 1), 1);
}

/* Whether somebody woke us within ms. */
static bool wakes_within(int ms)
{
    struct pollfd polled = { .fd = woken[0], .events = POLLIN };
    char byte;
    return poll(&polled, 1, ms) == 1 && read(woken[0], &byte, 1) == 1;
}

static void assert_path(struct stick *stick, const char *path)
{
    arena home = { 0 };
    assert_true(str_eq(stick_path(stick, &home), str_of(path)));
    assert_true(stick_is_in(stick) == (path[0] != 0));
    arena_finish(&home);
}

static void test_a_folder_plays_the_stick(void **state)
{
    (void)state;
    struct stick *stick;
    struct stick_options options = { .wake = wake };
    stick_open(&stick, &options);
    assert_path(stick, "");
    stick_play(stick, S("/tmp/somewhere"));
    assert_path(stick, "/tmp/somewhere");
    stick_play(stick, S(""));
    assert_path(stick, "");
    stick_close(stick);
    stick_close(NULL);
}

/* While nothing is mounted the thread sleeps: nobody is woken. */
static void test_nothing_happens_and_nothing_runs(void **state)
{
    (void)state;
    struct stick *stick;
    struct stick_options options = { .folder = S("/nowhere/media"), .wake = wake };
    stick_open(&stick, &options);
    assert_false(wakes_within(200));
    assert_path(stick, "");
    stick_close(stick);
}

/* In a name space of its own, so that the machine around sees nothing of it. */
static bool mount_image(const char *folder)
{
    char command[400];
    snprintf(command, sizeof command,
             "PATH=$PATH:/sbin:/usr/sbin; truncate -s 1M %s/image && "
             "mkfs.ext2 -q -F %s/image && mount -o loop %s/image '%s/media/USB cán bộ'",
             folder, folder, folder, folder);
    return freopen("/dev/null", "w", stderr) && system(command) == 0;
}

static void test_a_real_mount_is_noticed(void **state)
{
    (void)state;
    char folder[] = "/tmp/tramso-stick-XXXXXX", media[100], path[120];
    assert_non_null(mkdtemp(folder));
    snprintf(media, sizeof media, "%s/media", folder);
    snprintf(path, sizeof path, "%s/USB cán bộ", media);
    char command[300];
    snprintf(command, sizeof command, "mkdir -p '%s'", path);
    assert_int_equal(system(command), 0);
    bool own =
        unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    struct stick *stick;
    struct stick_options options = { .folder = str_of(media), .wake = wake };
    stick_open(&stick, &options);
    bool mounted = own && mount_image(folder);
    if (mounted) {
        assert_true(wakes_within(5000));
        assert_path(stick, path);
        assert_int_equal(umount(path), 0);
        assert_true(wakes_within(5000));
        assert_path(stick, "");
    }
    stick_close(stick);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
    if (!mounted) {
        puts("note: no image could be mounted here");
        skip();
    }
}

static unsigned begun;
static enum fail begin_answer;

static enum fail begin(void *context)
{
    (void)context;
    begun++;
    return begin_answer;
}

static void test_the_app_tells_of_a_sync(void **state)
{
    (void)state;
    static struct app app;
    app.ports.usb_sync = begin;
    struct stick_model *stick = &app.model.stick;
    app_usb_sync(&app);
    assert_int_equal(begun, 0);
    assert_true(str_find(stick->words.vi, S("Chưa thấy USB")) == 0);
    app_stick(&app, true);
    assert_true(app.changed && stick->present);
    begin_answer = FAIL_BUSY;
    app_usb_sync(&app);
    assert_int_equal(begun, 1);
    assert_false(stick->busy);
    assert_true(str_find(stick->words.vi, S("chưa sẵn sàng")) > 0);
    begin_answer = FAIL_OK;
    app_usb_sync(&app);
    app_usb_sync(&app); /* a second touch begins nothing */
    assert_int_equal(begun, 2);
    assert_true(stick->busy);
    struct usb_words now = { S("Đang ghi kết quả ra USB"), S("writing batches"), 3, 9 };
    app_usb_progress(&app, &now);
    assert_true(stick->busy && stick->done == 3 && stick->total == 9);
    assert_true(str_eq(stick->words.en, S("writing batches")));
    app_usb_done(&app, S("Xong"), S("Done"));
    assert_true(!stick->busy && stick->total == 0 && str_eq(stick->words.vi, S("Xong")));
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
    if (pipe(woken) != 0)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_folder_plays_the_stick),
        cmocka_unit_test(test_nothing_happens_and_nothing_runs),
        cmocka_unit_test(test_the_app_tells_of_a_sync),
        cmocka_unit_test(test_a_real_mount_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
