/* The worker: one thread for what may take long (disk, voice), so that no picture ever waits.
 *
 * Jobs run in the order they were posted. A job is a function with a small payload that is copied
 * into a slot of a fixed pool; when it has run, its `done` is called on the loop's thread by
 * worker_deliver. Nothing else crosses between the threads. */
#ifndef PLATFORM_WORKER_H
#define PLATFORM_WORKER_H

#include <stddef.h>
#include "base/fail.h"

/* A lesson's end makes at most a handful of jobs; a whole class's roll-call still fits. */
#define WORKER_JOBS_MAX 128u
#define WORKER_PAYLOAD_BYTES 6144u /* a completion and what happened with it: four drafts */

struct worker;

/* run: on the worker's thread, may change the payload; done: on the loop's thread, may be NULL. */
struct job {
    void (*run)(void *payload);
    void (*done)(void *payload);
    const void *payload;
    size_t payload_bytes;
};

/* wake is called from the worker's thread whenever a job has run. FAIL_IO: no thread. */
must_check enum fail worker_create(struct worker **out, void (*wake)(void *context), void *context);
/* Copies the job into the pool. FAIL_FULL: nothing was posted. */
must_check enum fail worker_post(struct worker *worker, const struct job *job);
/* Calls done of every job that has run, on the caller's thread. True when there was one. */
bool worker_deliver(struct worker *worker);
/* Waits until every posted job has run; worker_deliver still has to be called. */
void worker_drain(struct worker *worker);
/* Runs what was posted, delivers it, ends the thread. NULL is fine. */
void worker_destroy(struct worker *worker);

#endif
