/* The tree as text: for walks, for their failures, for tests and for people who look at a dump. */
#ifndef UI_DUMP_H
#define UI_DUMP_H

#include "ui/tree.h"

/* One JSON array of all shown nodes: role, id, label, box [x, y, w, h], text, state (a list),
 * depth. */
str dump_json(const struct tree *tree, arena *home);
/* What the screen shows, a line a node, indented: «[nút] Chạm để bắt đầu  #start». */
str dump_text(const struct tree *tree, arena *home);

enum dump_found { FOUND_ONE, FOUND_NONE, FOUND_MANY };
/* The reachable control with this label: the one that matches exactly, else the only one whose
 * label begins so; letters' case counts. FOUND_MANY when more than one would do. «#id» finds by id.
 */
enum dump_found tree_find_label(const struct tree *tree, str label, const struct node **node_out);
/* Whether some shown text (its lines joined, without marks) contains this. */
bool tree_shows(const struct tree *tree, str text);

#endif
