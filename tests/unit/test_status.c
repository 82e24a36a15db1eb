/* What is told of the network way: true, and no worse than it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/log.h"
#include "sync/status.h"
#include "http_fixture.h"

static struct fake *the(void **state)
{
    static struct fake fake;
    fake_init(&fake, *state);
    fake_enrol(&fake);
    return &fake;
}

static struct sync_status status_of(struct fake *fake)
{
    struct sync_status status;
    struct place *p = fake->place;
    assert_int_equal(sync_status_read(&status, p->ledger, p->views, &p->identity, (str) { 0 }),
                     FAIL_OK);
    return status;
}

static enum fault nobody_answers(struct fake *fake, const struct exchange_request *request)
{
    (void)fake;
    (void)request;
    return FAULT_OFFLINE;
}

/* A hub that cannot be reached is bad news only for what waits for it. */
static void test_offline_with_nothing_waiting(void **state)
{
    struct fake *f = the(state);
    arena *home = &f->place->home;
    f->pick = nobody_answers;
    assert_int_equal(fake_sync(f, false), FAIL_OFFLINE);
    struct sync_status status = status_of(f);
    assert_int_equal(status.outbox.waiting_learning, 0); /* it has never brought anything */
    assert_true(str_eq(sync_status_vi(home, &status), http_trouble_vi(HTTP_TROUBLE_OFFLINE)));
    f->pick = NULL;
    place_complete(f->place, 4);
    assert_int_equal(fake_sync(f, false), FAIL_OK);
    f->pick = nobody_answers;
    assert_int_equal(fake_sync(f, false), FAIL_OFFLINE);
    status = status_of(f);
    assert_int_equal(status.last.trouble, HTTP_TROUBLE_OFFLINE);
    assert_true(str_eq(sync_status_vi(home, &status), S("Máy chủ đã nhận đủ kết quả.")));
    assert_true(str_eq(sync_status_en(home, &status), S("the hub holds every result")));
    place_complete(f->place, 1);
    assert_int_equal(fake_sync(f, false), FAIL_OFFLINE);
    status = status_of(f);
    assert_true(str_eq(sync_status_vi(home, &status), http_trouble_vi(HTTP_TROUBLE_OFFLINE)));
}

int main(void)
{
    log_set_level(LOG_LEVEL_NONE);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_offline_with_nothing_waiting, place_set_up,
                                        place_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
