/* The worker thread: order, bounds, messages, a clean end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/must.h"
#include "platform/worker.h"

#define JOBS 1000

static unsigned ran[JOBS], ran_count, done[JOBS], done_count;
static pthread_t loop_thread;
static atomic_uint wakes;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

struct number {
    unsigned value, doubled;
};

static void run_number(void *payload)
{
    struct number *n = payload;
    must(!pthread_equal(pthread_self(), loop_thread));
    n->doubled = n->value * 2;
    ran[ran_count++] = n->value;
}

static void done_number(void *payload)
{
    const struct number *n = payload;
    must(pthread_equal(pthread_self(), loop_thread));
    must(n->doubled == n->value * 2);
    done[done_count++] = n->value;
}

static void run_at_gate(void *payload)
{
    (void)payload;
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
}

static void wake(void *context)
{
    must(context == &wakes);
    atomic_fetch_add(&wakes, 1);
}

static enum fail post_number(struct worker *worker, unsigned value)
{
    struct number number = { value, 0 };
    struct job job = { run_number, done_number, &number, sizeof number };
    return worker_post(worker, &job);
}

static int reset(void **state)
{
    (void)state;
    ran_count = done_count = 0;
    atomic_store(&wakes, 0);
    loop_thread = pthread_self();
    return 0;
}

static struct worker *start(void)
{
    struct worker *worker = NULL;
    assert_int_equal(worker_create(&worker, wake, &wakes), FAIL_OK);
    return worker;
}

static void test_jobs_run_in_order(void **state)
{
    (void)state;
    struct worker *worker = start();
    for (unsigned i = 0; i < JOBS; i++)
        while (post_number(worker, i) == FAIL_FULL)
            worker_deliver(worker);
    worker_drain(worker);
    while (worker_deliver(worker))
        continue;
    worker_destroy(worker);
    assert_int_equal(ran_count, JOBS);
    assert_int_equal(done_count, JOBS);
    for (unsigned i = 0; i < JOBS; i++) {
        assert_int_equal(ran[i], i);
        assert_int_equal(done[i], i);
    }
    assert_int_equal(atomic_load(&wakes), JOBS);
}

static void test_full_pool_refuses_and_loses_nothing(void **state)
{
    (void)state;
    struct worker *worker = start();
    struct job wait = { run_at_gate, NULL, NULL, 0 };
    pthread_mutex_lock(&gate);
    assert_int_equal(worker_post(worker, &wait), FAIL_OK);
    unsigned taken = 0;
    while (post_number(worker, taken) == FAIL_OK)
        taken++;
    assert_int_equal(taken, WORKER_JOBS_MAX - 1);
    assert_int_equal(done_count, 0);
    pthread_mutex_unlock(&gate);
    worker_drain(worker);
    assert_int_equal(ran_count, taken);
    /* What has run keeps its place until it is delivered. */
    assert_int_equal(post_number(worker, taken), FAIL_FULL);
    assert_true(worker_deliver(worker));
    assert_false(worker_deliver(worker));
    assert_int_equal(done_count, taken);
    assert_int_equal(post_number(worker, taken), FAIL_OK);
    worker_destroy(worker);
    assert_int_equal(done_count, taken + 1);
}

static void test_destroy_runs_what_was_posted(void **state)
{
    (void)state;
    struct worker *worker = start();
    for (unsigned i = 0; i < 50; i++)
        assert_int_equal(post_number(worker, i), FAIL_OK);
    worker_destroy(worker);
    assert_int_equal(ran_count, 50);
    assert_int_equal(done_count, 50);
    worker_destroy(NULL);
}

static struct worker *chained;

static void post_another(void *payload)
{
    unsigned value;
    memcpy(&value, payload, sizeof value);
    must(post_number(chained, value + 1) == FAIL_OK);
}

static void run_nothing(void *payload)
{
    (void)payload;
}

static void test_a_message_may_post_the_next_job(void **state)
{
    (void)state;
    chained = start();
    unsigned value = 6;
    struct job job = { run_nothing, post_another, &value, sizeof value };
    assert_int_equal(worker_post(chained, &job), FAIL_OK);
    worker_drain(chained);
    assert_true(worker_deliver(chained));
    worker_drain(chained);
    worker_deliver(chained);
    assert_int_equal(done_count, 1);
    assert_int_equal(done[0], 7);
    worker_destroy(chained);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_jobs_run_in_order, reset),
        cmocka_unit_test_setup(test_full_pool_refuses_and_loses_nothing, reset),
        cmocka_unit_test_setup(test_destroy_runs_what_was_posted, reset),
        cmocka_unit_test_setup(test_a_message_may_post_the_next_job, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
