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
/* Writes a completion: what follows it is shown only when lesson_written has heard of the disk. */
void session_write_awaited(struct app *app, const struct event_draft *draft);
/* The lesson of model.done goes into the review; and what is due is looked up anew. */
void session_note_review(struct app *app);
void session_find_reviews(struct app *app);
/* The voice as every session begins with it. */
void session_first_voice(struct app *app);
bool session_voice_is_first(const struct app *app);
void session_scan(struct app *app, str text);

/* exam.c: an assessment or a drill */
void exam_prepare(struct app *app); /* whether there is any: fills model.exam */
void exam_check(struct app *app);
void exam_choose(struct app *app, int profile);
void exam_begin(struct app *app);
void exam_resume(struct app *app);
void exam_drill(struct app *app);
void exam_skip(struct app *app);
/* A step of an assessment is being answered: leaving it asks first. */
bool exam_on_screen(const struct app *app);
/* The step at hand is left; an assessment stays to be resumed. */
void exam_aside(struct app *app);
void exam_forget(struct app *app);
void exam_step_done(struct app *app);
void exam_verdict(struct app *app, enum verdict verdict);
/* Events of its steps say that they are. */
void exam_mark_event(const struct app *app, struct event_body *body);
void exam_write(struct app *app);
void exam_written(struct app *app);

/* lesson.c */
/* Reads a lesson into lesson_home, where it takes the last one's place; NULL when it cannot be. */
const struct lesson *lesson_read(struct app *app, int index);
void lesson_show_step(struct app *app);
void lesson_open(struct app *app, int index);
void lesson_close(struct app *app);
void lesson_intent(struct app *app, struct verb verb);
void lesson_retry(struct app *app);
void lesson_written(struct app *app, enum fail failed);
void lesson_tick(struct app *app);
int64_t lesson_next_ms(const struct app *app);

#endif
