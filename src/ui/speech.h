/* What the voice says of a picture.
 *
 * Both come from the tree, so that what is shown and what is spoken cannot drift apart. A text is
 * spoken as its `say` or as it stands; a control by its name, with its role and state on request.
 * Texts inside a control are its name and are not read again; whatever stands behind a modal is
 * silent. */
#ifndef UI_SPEECH_H
#define UI_SPEECH_H

#include "ui/tree.h"

struct speech_item {
    uint32_t id;   /* of the node, for view.speaking */
    uint32_t node; /* its index in this tree */
    str text;
    bool follows_plain; /* bytes of text are bytes of the shown text: the spoken word can be marked
                         */
};

struct speech_list {
    struct speech_item *items;
    uint32_t count;
};

enum speech_detail {
    SPEECH_NAME, /* «Chữ to» */
    SPEECH_FULL, /* «Chữ to, nút bật tắt, đang chọn» */
    SPEECH_FULL_EN
};

/* What «Đọc to» reads, in reading order. Nodes hidden from the voice, and all inside them, are left
 * out. Lives in home. */
struct speech_list speech_page(const struct tree *tree, arena *home);
/* One node's spoken name: its say, label or text. Also for nodes that speech_page leaves out. */
str speech_name(const struct tree *tree, uint32_t node, enum speech_detail detail, arena *home);
/* The node that a finger touches for its words, whether it does something or is only read; 0: there
 * are none. Also what «Đọc to» leaves out: who touches it asks for it. */
uint32_t speech_at(const struct tree *tree, struct point at);
/* The texts of ROLE_STATUS nodes that are new or different from the last tree's: spoken by
 * themselves. One that only comes back, because a page was turned or a dialog left, is not new. */
struct speech_list speech_changes(const struct tree *last, const struct tree *now, arena *home);

#endif
