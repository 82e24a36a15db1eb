/* What the first picture waits for: every pack.yaml and the heads of all lessons (limit 15 ms, of
 * the 100 ms until something is seen). Prints «name value unit limit verdict» and fails beyond.
 *
 *     bench_content ASSETS PACK… */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/must.h"
#include "content/content.h"

#define ROUNDS 31u
#define LIMIT_MS 15.0

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static int64_t open_us(str assets, char **packs, int count, uint16_t *lessons_out)
{
    static struct problems problems;
    arena home = { 0 };
    struct pack_place places[CONTENT_PACKS_MAX];
    must(count <= (int)CONTENT_PACKS_MAX);
    int64_t start = clock_mono_us();
    problems = (struct problems) { .home = &home };
    for (int i = 0; i < count; i++)
        places[i] = content_place(&home, assets, str_of(packs[i]));
    struct content content;
    struct content_wanted wanted = {
        .assets = assets, .places = places, .place_count = (size_t)count, .all_seasons = true
    };
    must(content_open(&content, &home, &wanted, &problems) == FAIL_OK);
    int64_t took = clock_mono_us() - start;
    *lessons_out = content.catalogue.lesson_count;
    arena_finish(&home);
    return took;
}

int main(int argc, char **argv)
{
    int64_t took[ROUNDS];
    uint16_t lessons = 0;
    must(argc > 2);
    for (unsigned i = 0; i < ROUNDS; i++)
        took[i] = open_us(str_of(argv[1]), argv + 2, argc - 2, &lessons);
    qsort(took, ROUNDS, sizeof *took, compare);
    double ms = (double)took[ROUNDS / 2] / 1000;
    bool good = ms <= LIMIT_MS;
    printf("catalogue_open %.2f ms %.0f %s\n", ms, LIMIT_MS, good ? "ok" : "FAILED");
    printf("# median of %u; %u lessons\n", ROUNDS, lessons);
    return !good;
}
