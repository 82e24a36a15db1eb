/* What the app's files share among themselves; only they include it. */
#ifndef KIOSK_PARTS_H
#define KIOSK_PARTS_H

#include "kiosk/app.h"

/* app.c */
void app_go(struct app *app, enum screen_id screen);
void app_say(struct app *app, str words);
/* Where the kiosk is while nobody uses it. */
enum screen_id app_rest_screen(const struct app *app);

/* settings.c: what the panel «Chữ to» and the bar change */
void settings_intent(struct app *app, struct verb verb);

/* session.c */
void session_start(struct app *app);
void session_end(struct app *app, str reason);
struct event_draft session_draft(const struct app *app, enum event_type type);
/* Writes one draft whose answer nobody waits for. */
void session_note(struct app *app, const struct event_draft *draft);
/* The voice as every session begins with it. */
void session_first_voice(struct app *app);
bool session_voice_is_first(const struct app *app);
void session_scan(struct app *app, str text);

/* lesson.c */
void lesson_open(struct app *app, int index);
void lesson_close(struct app *app);
void lesson_intent(struct app *app, struct verb verb);
void lesson_retry(struct app *app);
void lesson_written(struct app *app, enum fail failed);
void lesson_tick(struct app *app);
int64_t lesson_next_ms(const struct app *app);

#endif
