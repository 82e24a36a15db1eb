/* Pictures: our SVG drawings at the exact size that is painted, and pixels written as PNG.
 *
 * Drawing an SVG takes 20–35 ms, loading SDL2_image another 7: too much for a first picture within
 * 100 ms. So the library is loaded when it is first needed, and finished pixels are kept in a cache
 * folder, named by a hash of the drawing's bytes and the size: a changed drawing is another name.
 * The cache is only ever a copy; losing it costs time, a file that is not whole is made again. It
 * keeps within PICTURES_CACHE_BYTES, what was not shown for longest goes first. */
#ifndef PLATFORM_PICTURE_H
#define PLATFORM_PICTURE_H

#include "base/arena.h"
#include "base/fail.h"
#include "base/limits.h"
#include "platform/window.h"

/* Pixels kept in memory: the largest page picture is 3 MB at Full HD. */
#define PICTURES_HELD_MAX 4u
/* About 80 page pictures: what a ward shows within a week. */
#define PICTURES_CACHE_BYTES (128u * 1024u * 1024u)

struct pictures;

struct picture_pixels {
    const uint32_t *at; /* straight alpha, rows without gaps; valid until the next call */
    struct extent size;
};

/* Where a picture's file is: a path in home, or empty when it is missing. */
typedef str pictures_find(void *context, arena *home, str file);

/* cache: a folder, made when needed; empty: no cache. Borrowed texts must outlive it. */
void pictures_open(struct pictures **out, pictures_find *find, void *context, str cache);
void pictures_close(struct pictures *pictures);
/* The picture as large as fits into room. False: missing or broken; logged once for each file. */
bool pictures_get(struct pictures *pictures, str file, struct extent room,
                  struct picture_pixels *out);
/* Width ÷ height × 1000 from the drawing's view box; 0: cannot be read. */
int32_t pictures_ratio(struct pictures *pictures, str file);

/* Writes pixels as a PNG file. */
must_check enum fail picture_write_png(const struct pixels *pixels, str file);

#endif
