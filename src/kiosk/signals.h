/* SIGTERM and SIGINT end the kiosk at once, though its loop sleeps in SDL.
 *
 * SDL goes on waiting when a signal interrupts it, so a handler's flag would be seen a minute
 * later. A thread of its own waits for the signals instead and wakes the loop. */
#ifndef KIOSK_SIGNALS_H
#define KIOSK_SIGNALS_H

#include <stdbool.h>

/* Before any other thread is made: all of them leave the signals to signals_start's. */
void signals_block(void);
/* wake is called from the signals' thread. */
void signals_start(void (*wake)(void *context), void *context);
bool signals_came(void);
/* Before context goes. Fine without a start. */
void signals_stop(void);

#endif
