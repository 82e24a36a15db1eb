/* Pieces that several screens share. */
#ifndef SCREENS_PARTS_H
#define SCREENS_PARTS_H

#include "screens/screen.h"
#include "ui/widgets.h"

/* «Hạ thấp» is on and the panel stands upright. */
bool parts_reach(const struct model *model);
/* Where all that can be touched stands then, upward from the panel's lower edge: within what a
 * seated person reaches, and not higher than is easy; where a screen is tightest, up to most_um. A
 * panel that hangs too high (over 900 mm) is used as low as a screen's least height allows, one
 * that is too small for its height above the floor as without a lower limit. */
struct reach_band {
    int32_t from_um, to_um, most_um;
};
struct reach_band parts_reach_band(const struct metrics *metrics);
/* What is only looked at stands above the reach; where it is tightest there is no room for it. */
bool parts_above(const struct model *model);
/* A box whose children stand side by side (portrait: below one another) as two halves of a screen.
 */
void parts_halves_open(const struct model *model, struct ui *ui);
/* A column that takes the room that is left. */
void parts_column_open(struct ui *ui, int32_t weight, int32_t gap_um);
void parts_row_open(struct ui *ui, int32_t gap_um);
/* Centred heading or text over the whole width. */
void parts_text(struct ui *ui, enum text_style style, enum weight weight, enum align align,
                str words);
/* The one sentence of a screen, and the headline of a page or dialog: smaller where it is tight. */
void parts_title(const struct model *model, struct ui *ui, enum align align, str words);
void parts_heading(const struct model *model, struct ui *ui, enum align align, struct text words);
/* A column that shows as many of its children as fit; close with parts_pages_close, which adds
 * «Xem thêm». */
void parts_pages_open(struct ui *ui, str id, uint16_t page, int32_t gap_um);
void parts_pages_close(const struct model *model, struct ui *ui);
/* A text as one paragraph, or, where pages are needed, a sentence a child. */
void parts_paragraph(const struct model *model, struct ui *ui, struct text words);
/* «Xem thêm», the last child of a paged column. */
void parts_more(const struct model *model, struct ui *ui, str id);
/* A card that leads on: chip, title, and a line under it where there is room. What is added before
 * ui_close stands at its end. */
struct row_card {
    str id, icon, title, line;
    enum tone tone;
    struct verb verb;
};
void parts_row_card_open(const struct model *model, struct ui *ui, const struct row_card *row);
/* A lesson as a row: chip, title, kind and minutes, a tick when it is done. */
void parts_lesson_row(const struct model *model, struct ui *ui, int lesson);
/* Rows of lessons as children of a paged column; landscape has two side by side. */
void parts_lesson_list(const struct model *model, struct ui *ui, const int *lessons, int count);
/* The yellow card with the one-minute lesson of the day; nothing without one. */
void parts_minute_card(const struct model *model, struct ui *ui);
/* The green card with the learning track; nothing without any. */
void parts_track_card(const struct model *model, struct ui *ui);
/* An assessment that was set aside, else what is due to be practised again; false: neither. */
bool parts_again_card(const struct model *model, struct ui *ui);
/* «Nên ôn lại: …», a line, unless the lesson is among those that are offered anyway. */
void parts_review_line(const struct model *model, struct ui *ui, const int *offered, int count);
/* «Tập phân xử» as a row of a list; nothing without cases, or while an assessment is set aside. */
void parts_drill_row(const struct model *model, struct ui *ui);
/* A picture as high as its drawing at the width it gets; where it is snug it shrinks, but not under
 * least_um, and where it is plain there is none. */
void parts_picture(const struct model *model, struct ui *ui, struct picture picture,
                   int32_t least_um);
struct sizing parts_picture_height(const struct model *model, int32_t least_um, int32_t ratio_1000);
/* Width ÷ height of our drawings, × 1000: of lessons, and of the idle screen. */
#define PAGE_RATIO_1000 1350
#define ATTRACT_RATIO_1000 1301
/* The picture of the lesson's page or question, if it has one. */
void parts_step_picture(const struct model *model, struct ui *ui, int32_t least_um);
/* A large icon in a tinted square as a screen's ornament; smaller where it is snug, then none. */
void parts_ornament(const struct model *model, struct ui *ui, str icon, enum tone tone,
                    int32_t side_um);
struct dialog_card {
    str id, label;
    bool wide; /* of two columns where the panel lies */
};
/* Opens a white dialog card in the middle over everything; close with parts_dialog_close. */
void parts_dialog_open(const struct model *model, struct ui *ui, const struct dialog_card *dialog);
void parts_dialog_close(struct ui *ui);
/* The kind words after an answer; nothing when there are none. */
void parts_reply(const struct model *model, struct ui *ui);

#endif
