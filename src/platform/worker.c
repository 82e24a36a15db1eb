#include "platform/worker.h"

#include <SDL2/SDL.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"

struct slot {
    struct job job;
    _Alignas(max_align_t) unsigned char payload[WORKER_PAYLOAD_BYTES];
};

/* One ring: [delivered, run) waits for the loop, [run, posted) for the worker. */
struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t work, idle;
    void (*wake)(void *context);
    void *context;
    unsigned posted, run, delivered;
    bool ending;
    struct slot slots[WORKER_JOBS_MAX];
};

static void *work(void *self)
{
    struct worker *w = self;
    pthread_mutex_lock(&w->lock);
    while (true) {
        while (w->run == w->posted && !w->ending)
            pthread_cond_wait(&w->work, &w->lock);
        if (w->run == w->posted)
            break;
        struct slot *slot = &w->slots[w->run % WORKER_JOBS_MAX];
        pthread_mutex_unlock(&w->lock);
        slot->job.run(slot->payload);
        pthread_mutex_lock(&w->lock);
        w->run++;
        if (w->run == w->posted)
            pthread_cond_broadcast(&w->idle);
        if (w->wake) {
            pthread_mutex_unlock(&w->lock);
            w->wake(w->context);
            pthread_mutex_lock(&w->lock);
        }
    }
    pthread_mutex_unlock(&w->lock);
    SDL_TLSCleanup(); /* what SDL keeps for a thread that it did not start itself */
    return NULL;
}

enum fail worker_create(struct worker **out, void (*wake)(void *context), void *context)
{
    struct worker *w = calloc(1, sizeof *w);
    must(w != NULL);
    w->wake = wake;
    w->context = context;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->work, NULL);
    pthread_cond_init(&w->idle, NULL);
    if (pthread_create(&w->thread, NULL, work, w) != 0) {
        free(w);
        return FAIL_IO;
    }
    *out = w;
    return FAIL_OK;
}

enum fail worker_post(struct worker *w, const struct job *job)
{
    must(job->run && job->payload_bytes <= WORKER_PAYLOAD_BYTES);
    pthread_mutex_lock(&w->lock);
    bool full = w->posted - w->delivered == WORKER_JOBS_MAX;
    if (!full) {
        struct slot *slot = &w->slots[w->posted % WORKER_JOBS_MAX];
        slot->job = *job;
        if (job->payload_bytes)
            memcpy(slot->payload, job->payload, job->payload_bytes);
        w->posted++;
        pthread_cond_signal(&w->work);
    }
    pthread_mutex_unlock(&w->lock);
    return full ? FAIL_FULL : FAIL_OK;
}

bool worker_deliver(struct worker *w)
{
    bool any = false;
    while (true) {
        pthread_mutex_lock(&w->lock);
        bool waiting = w->delivered != w->run;
        struct slot *slot = &w->slots[w->delivered % WORKER_JOBS_MAX];
        pthread_mutex_unlock(&w->lock);
        if (!waiting)
            return any;
        any = true;
        if (slot->job.done)
            slot->job.done(slot->payload);
        pthread_mutex_lock(&w->lock);
        w->delivered++;
        pthread_mutex_unlock(&w->lock);
    }
}

void worker_drain(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    while (w->run != w->posted)
        pthread_cond_wait(&w->idle, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

void worker_destroy(struct worker *w)
{
    if (!w)
        return;
    pthread_mutex_lock(&w->lock);
    w->ending = true;
    pthread_cond_signal(&w->work);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    worker_deliver(w);
    pthread_cond_destroy(&w->work);
    pthread_cond_destroy(&w->idle);
    pthread_mutex_destroy(&w->lock);
    free(w);
}
