/* make_recording FILE MS…: silence and buzz in turn, for walks. */
#include <stdio.h>
#include <stdlib.h>

#include "support/recordings.h"

#define PARTS_MAX 64

int main(int argc, char **argv)
{
    unsigned ms[PARTS_MAX];
    size_t count = 0;
    for (int i = 2; i < argc && count < PARTS_MAX; i++)
        ms[count++] = (unsigned)strtoul(argv[i], NULL, 10);
    if (count == 0 || !recording_make(argv[1], ms, count)) {
        fprintf(stderr, "usage: make_recording FILE MS...\n");
        return 1;
    }
    return 0;
}
