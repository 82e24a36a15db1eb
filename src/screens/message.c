#include "screens/message.h"

#include "base/arena.h"
#include "screens/parts.h"
#include "screens/phone.h"

/* How a channel looks: what its head is filled with, and where the words stand. */
struct look {
    str icon;
    enum color head, ink, ink_2; /* of the head */
    enum color bubble;
    bool sheet;  /* no phone: a sheet or a scene */
    bool center; /* the sender in the middle, without an icon */
};

static const struct look looks[CHANNEL_COUNT] = {
    [CHANNEL_CALL] = { S_INIT("call"), COLOR_OK, COLOR_ON_STRONG, COLOR_ON_STRONG,
                       COLOR_PHONE_CARD },
    [CHANNEL_SMS] = { S_INIT("sms"), COLOR_PHONE_CARD, COLOR_PHONE_INK, COLOR_PHONE_INK_2,
                      COLOR_PHONE_CARD, .center = true },
    [CHANNEL_CHAT] = { S_INIT("account_circle"), COLOR_PHONE_CARD, COLOR_PHONE_INK,
                       COLOR_PHONE_INK_2, COLOR_SKY_TINT },
    [CHANNEL_PAPER] = { S_INIT("description"), COLOR_PHONE_CARD, COLOR_PHONE_INK, COLOR_PHONE_INK_2,
                        COLOR_NONE, .sheet = true, .center = true },
    [CHANNEL_VIDEO] = { S_INIT("videocam"), COLOR_OK, COLOR_ON_STRONG, COLOR_ON_STRONG,
                        COLOR_PHONE_CARD },
    [CHANNEL_APP] = { S_INIT("notifications"), COLOR_PHONE_CARD, COLOR_PHONE_INK, COLOR_PHONE_INK_2,
                      COLOR_PHONE_CARD },
    [CHANNEL_MARKET] = { S_INIT("storefront"), COLOR_OK_TINT, COLOR_INK, COLOR_INK, COLOR_NONE,
                         .sheet = true },
};
static_assert(COUNT_OF(looks) == CHANNEL_COUNT, "a look for every channel");

static void head_line(struct ui *ui, str words, const struct look *look, bool sender)
{
    if (str_empty(words))
        return;
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .content = CONTENT_TEXT,
                                 .text = words,
                                 .style = sender ? TEXT_BODY : TEXT_SMALL,
                                 .weight = sender ? WEIGHT_BOLD : WEIGHT_REGULAR,
                                 .color = sender ? look->ink : look->ink_2,
                                 .text_align = look->center ? ALIGN_CENTER : ALIGN_START,
                                 .width = GROW(1) });
}

/* Who it is from, and when. */
static void head(const struct model *model, struct ui *ui, const struct judge *judge)
{
    const struct look *look = &looks[judge->channel];
    bool tight = model->density >= DENSITY_PAGED;
    ui_open(ui, &(struct spec) { .flow = FLOW_ROW,
                                 .width = GROW(1),
                                 .pad = SIDES(tight ? MM(2) : MM(4), MM(6)),
                                 .gap = MM(5),
                                 .cross = ALIGN_CENTER,
                                 .fill = look->head });
    if (!look->center && !tight)
        ui_icon(ui, look->icon, MM(13), look->ink);
    ui_open(ui, &(struct spec) { .width = GROW(1), .gap = MM(0.5), .cross = ALIGN_STRETCH });
    head_line(ui, words_of(model, judge->sender), look, true);
    head_line(ui, words_of(model, judge->when), look, false);
    ui_close(ui);
    ui_close(ui);
    ui_leaf(ui, &(struct spec) {
                    .width = GROW(1), .height = FIXED(MM(0.35)), .fill = COLOR_PHONE_LINE });
}

static void words(const struct model *model, struct ui *ui, const struct judge *judge)
{
    ui_leaf(ui, &(struct spec) { .role = ROLE_TEXT,
                                 .id = S("message"),
                                 .content = CONTENT_TEXT,
                                 .text = words_of(model, judge->message),
                                 .say = text_spoken(judge->message, model->lang),
                                 .style = model->density >= DENSITY_PLAIN ? TEXT_BODY : TEXT_LEAD,
                                 .color = COLOR_PHONE_INK,
                                 .accent = COLOR_SKY,
                                 .marks = true,
                                 .width = GROW(1) });
}

static void bubble(const struct model *model, struct ui *ui, const struct judge *judge)
{
    const struct look *look = &looks[judge->channel];
    bool tight = model->density >= DENSITY_PLAIN;
    int32_t edge = tight ? MM(3) : MM(6), inner = look->bubble == COLOR_NONE ? MM(1) : MM(6);
    bool edged = ui->tree.theme->outlined && look->bubble == COLOR_PHONE_CARD;
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = { edge, edge, tight || look->sheet ? edge : MM(9), edge },
                                 .cross = ALIGN_STRETCH });
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .pad = ALL(tight ? inner * 2 / 3 : inner),
                                 .cross = ALIGN_STRETCH,
                                 .fill = look->bubble,
                                 .border = edged ? COLOR_PHONE_LINE : COLOR_NONE,
                                 .border_um = MM(0.35),
                                 .radius_um = MM(7) });
    words(model, ui, judge);
    ui_close(ui);
    ui_close(ui);
}

/* A sheet of paper, or a scene: square corners and no frame of a phone. */
static void sheet_open(const struct model *model, struct ui *ui)
{
    ui_open(ui, &(struct spec) { .width = GROW(1),
                                 .cross = ALIGN_STRETCH,
                                 .fill = COLOR_PHONE_CARD,
                                 .border = COLOR_PHONE_LINE,
                                 .border_um = MM(0.5),
                                 .radius_um = MM(2),
                                 .shadow = true,
                                 .clip = true });
    phone_band(model, ui);
}

void message_card(const struct model *model, struct ui *ui, const struct judge *judge)
{
    bool sheet = looks[judge->channel].sheet;
    ui_open(ui, &(struct spec) { .width = GROW(1), .cross = ALIGN_STRETCH });
    if (sheet)
        sheet_open(model, ui);
    else
        phone_frame_open(model, ui, FIT);
    head(model, ui, judge);
    bubble(model, ui, judge);
    if (sheet)
        ui_close(ui);
    else
        phone_frame_close(ui);
    ui_close(ui);
}

void message_rows(const struct model *model, struct ui *ui, const struct judge *judge)
{
    if (model->density < DENSITY_TIGHTEST) {
        message_card(model, ui, judge);
        return;
    }
    phone_band(model, ui);
    head(model, ui, judge);
    parts_paragraph(model, ui, judge->message);
}
