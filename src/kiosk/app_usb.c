/* The stick in the app: whether one is in, and the officer's sync from its start to its words. The
 * officer's screen comes later; it will read model.stick and ask with INTENT_USB_SYNC. */
#include "kiosk/parts.h"

void app_stick(struct app *app, bool present)
{
    struct stick_model *stick = &app->model.stick;
    app->changed = app->changed || stick->present != present;
    stick->present = present;
}

static void end(struct app *app, str vi, str en)
{
    struct stick_model *stick = &app->model.stick;
    stick->busy = false;
    stick->done = stick->total = 0;
    stick->words = (struct text) { .vi = vi, .en = en };
    app->changed = true;
}

void app_usb_sync(struct app *app)
{
    struct stick_model *stick = &app->model.stick;
    if (stick->busy)
        return;
    if (!stick->present) {
        end(app, S("Chưa thấy USB nào được cắm."), S("No stick is plugged in."));
        return;
    }
    stick->busy = true;
    stick->words = (struct text) { .vi = S("Đang xem USB"), .en = S("Looking at the stick") };
    app->changed = true;
    if (app->ports.usb_sync(app->ports.context) != FAIL_OK)
        end(app, S("Máy chưa sẵn sàng chép USB. Xin thử lại sau ít phút."),
            S("The kiosk is not ready for sticks yet. Please try again in a minute."));
}

void app_usb_progress(struct app *app, const struct usb_words *now)
{
    struct stick_model *stick = &app->model.stick;
    stick->words = (struct text) { .vi = now->vi, .en = now->en };
    stick->done = now->done;
    stick->total = now->total;
    app->changed = true;
}

void app_usb_done(struct app *app, str vi, str en)
{
    end(app, vi, en);
}
