#include "ui/icons.h"

#define ICON_NAME_BYTES 48u

/* Names stand inside the table: no pointers, so the pages stay shared and need no relocation. */
struct icon {
    char name[ICON_NAME_BYTES];
    uint16_t code;
};

#include "ui/icons_table.h"

bool icon_find(str name, uint32_t *code_out)
{
    size_t low = 0, high = sizeof icon_table / sizeof icon_table[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(name, str_of(icon_table[middle].name));
        if (order == 0) {
            if (code_out)
                *code_out = icon_table[middle].code;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
