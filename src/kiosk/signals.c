#define LOG_MODULE "signals"
#include "kiosk/signals.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#include "base/log.h"

static struct {
    pthread_t thread;
    bool running;
    void (*wake)(void *context);
    void *context;
    atomic_bool came;
    atomic_bool ending;
} watch;

static void ending_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
}

void signals_block(void)
{
    sigset_t set;
    ending_signals(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void *wait_for_signal(void *unused)
{
    (void)unused;
    sigset_t set;
    int number;
    ending_signals(&set);
    if (sigwait(&set, &number) == 0 && !atomic_load(&watch.ending)) {
        atomic_store(&watch.came, true);
        watch.wake(watch.context);
    }
    return NULL;
}

void signals_start(void (*wake)(void *context), void *context)
{
    watch.wake = wake;
    watch.context = context;
    watch.running = pthread_create(&watch.thread, NULL, wait_for_signal, NULL) == 0;
    if (!watch.running)
        log_warn("signals cannot be waited for; end the kiosk by closing its window");
}

bool signals_came(void)
{
    return atomic_load(&watch.came);
}

void signals_stop(void)
{
    if (!watch.running)
        return;
    /* Its own signal ends the wait; cancelling a thread would leave its clean-up to the C library.
     */
    atomic_store(&watch.ending, true);
    pthread_kill(watch.thread, SIGTERM);
    pthread_join(watch.thread, NULL);
    watch.running = false;
}
