#define LOG_MODULE "picture"
#include "platform/picture.h"

#include <SDL2/SDL.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/library.h"
#include "base/log.h"
#include "base/must.h"

#define RATIOS_MAX 64u
#define CACHE_MAGIC 0x31505354u /* «TSP1» */

struct held {
    uint64_t key; /* of file and size; 0: free */
    uint64_t used;
    uint32_t *at; /* what is shown */
    void *map;    /* the cache file behind it, or NULL when at was allocated */
    size_t map_bytes;
    struct extent size;
};

struct ratio {
    uint64_t key;
    int32_t ratio;
};

struct pictures {
    pictures_find *find;
    void *context;
    str cache;
    arena home; /* one call's */
    struct held held[PICTURES_HELD_MAX];
    struct ratio ratios[RATIOS_MAX];
    uint32_t ratio_count;
    uint64_t tick;
    uint64_t complained[RATIOS_MAX];
    uint32_t complained_count;
};

struct cache_head {
    uint32_t magic;
    int32_t w, h;
    uint32_t sum; /* of the pixels */
};

/* ---- SDL2_image, when it is needed ---- */

static struct {
    SDL_Surface *(*load_svg)(SDL_RWops *src, int width, int height);
    int (*save_png)(SDL_Surface *surface, const char *file);
    bool tried;
} image;

static bool image_ready(void)
{
    if (image.tried)
        return image.load_svg && image.save_png;
    image.tried = true;
    void *library = library_load("libSDL2_image-2.0.so.0");
    bool found = library_find(library, "IMG_LoadSizedSVG_RW", &image.load_svg) &&
                 library_find(library, "IMG_SavePNG", &image.save_png);
    if (!found)
        log_error("pictures cannot be shown: install the package libsdl2-image-2.0-0");
    return found;
}

/* ---- finding ---- */

void pictures_open(struct pictures **out, pictures_find *find, void *context, str cache)
{
    struct pictures *p = calloc(1, sizeof *p);
    must(p != NULL);
    p->find = find;
    p->context = context;
    p->cache = cache;
    *out = p;
}

static void drop(struct held *held)
{
    if (held->map)
        munmap(held->map, held->map_bytes);
    else
        free(held->at);
    *held = (struct held) { .key = 0 };
}

void pictures_close(struct pictures *p)
{
    if (!p)
        return;
    for (uint32_t i = 0; i < PICTURES_HELD_MAX; i++)
        drop(&p->held[i]);
    arena_finish(&p->home);
    free(p);
}

static void complain(struct pictures *p, str file, const char *what)
{
    uint64_t key = hash_str(HASH_SEED, file);
    for (uint32_t i = 0; i < p->complained_count; i++)
        if (p->complained[i] == key)
            return;
    if (p->complained_count < RATIOS_MAX)
        p->complained[p->complained_count++] = key;
    log_error("the picture %.*s %s", STR_ARG(file), what);
}

static bool read_drawing(struct pictures *p, str file, str *bytes_out)
{
    arena_reset(&p->home);
    str path = p->find(p->context, &p->home, file);
    if (str_empty(path) || file_read(&p->home, path, PICTURE_FILE_BYTES, bytes_out) != FAIL_OK) {
        complain(p, file, "is missing or cannot be read");
        return false;
    }
    return true;
}

static int32_t ratio_of(str svg)
{
    ptrdiff_t at = str_find(svg, S("viewBox=\""));
    double x, y, w, h;
    char text[80];
    if (at < 0)
        return 0;
    snprintf(text, sizeof text, "%.*s",
             STR_ARG(str_slice(svg, (size_t)at + 9, (size_t)at + 9 + 70)));
    if (sscanf(text, "%lf %lf %lf %lf", &x, &y, &w, &h) != 4 ||
        !(w >= 1 && h >= 1 && w <= 1e5 && h <= 1e5))
        return 0;
    return (int32_t)(w / h * 1000 + 0.5);
}

int32_t pictures_ratio(struct pictures *p, str file)
{
    uint64_t key = hash_str(HASH_SEED, file);
    for (uint32_t i = 0; i < p->ratio_count; i++)
        if (p->ratios[i].key == key)
            return p->ratios[i].ratio;
    str svg;
    bool found = read_drawing(p, file, &svg);
    int32_t ratio = found ? ratio_of(svg) : 0;
    if (found && ratio == 0)
        complain(p, file, "is no SVG drawing with a view box");
    if (p->ratio_count == RATIOS_MAX)
        p->ratio_count = 0;
    p->ratios[p->ratio_count++] = (struct ratio) { key, ratio };
    return ratio;
}

/* ---- pixels ---- */

static uint32_t *draw(str svg, struct extent size)
{
    if (!image_ready())
        return NULL;
    SDL_RWops *bytes = SDL_RWFromConstMem(svg.ptr, (int)svg.len);
    SDL_Surface *drawn = bytes ? image.load_svg(bytes, size.w, size.h) : NULL;
    if (bytes)
        SDL_RWclose(bytes);
    SDL_Surface *argb = drawn ? SDL_ConvertSurfaceFormat(drawn, SDL_PIXELFORMAT_ARGB8888, 0) : NULL;
    SDL_FreeSurface(drawn);
    if (!argb)
        return NULL;
    uint32_t *at = calloc((size_t)size.w * (size_t)size.h, sizeof *at);
    must(at != NULL);
    int32_t w = argb->w < size.w ? argb->w : size.w, h = argb->h < size.h ? argb->h : size.h;
    for (int32_t y = 0; y < h; y++)
        memcpy(at + (ptrdiff_t)y * size.w, (char *)argb->pixels + (ptrdiff_t)y * argb->pitch,
               (size_t)w * sizeof *at);
    SDL_FreeSurface(argb);
    return at;
}

static uint32_t sum_of(const uint32_t *at, size_t count)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < count; i++) {
        a += at[i];
        b += a;
    }
    return a ^ (b << 7) ^ (b >> 11);
}

static bool map_cached(const char *name, struct extent size, struct held *held)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat info;
    size_t pixels = (size_t)size.w * (size_t)size.h;
    size_t bytes = sizeof(struct cache_head) + pixels * 4;
    if (fd < 0)
        return false;
    bool whole = fstat(fd, &info) == 0 && (size_t)info.st_size == bytes;
    void *map = whole ? mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    if (whole)
        (void)!futimens(fd, NULL); /* shown now: the last to go */
    close(fd);
    if (map == MAP_FAILED)
        return false;
    const struct cache_head *head = map;
    uint32_t *at = (uint32_t *)((char *)map + sizeof *head);
    if (head->magic != CACHE_MAGIC || head->w != size.w || head->h != size.h ||
        head->sum != sum_of(at, pixels)) {
        munmap(map, bytes);
        return false;
    }
    *held = (struct held) { .at = at, .map = map, .map_bytes = bytes, .size = size };
    return true;
}

/* Adds up the folder's files and finds the one that was shown longest ago. */
static size_t look_at_cache(DIR *folder, char oldest_out[NAME_MAX + 1])
{
    size_t total = 0;
    struct timespec oldest = { 0 };
    oldest_out[0] = 0;
    rewinddir(folder);
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        struct stat info;
        if (fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(info.st_mode))
            continue;
        total += (size_t)info.st_size;
        bool older = info.st_mtim.tv_sec < oldest.tv_sec || (info.st_mtim.tv_sec == oldest.tv_sec &&
                                                             info.st_mtim.tv_nsec < oldest.tv_nsec);
        if (oldest_out[0] && !older)
            continue;
        oldest = info.st_mtim;
        snprintf(oldest_out, NAME_MAX + 1, "%s", entry->d_name);
    }
    return total;
}

static void trim_cache(const char *name)
{
    char path[600], oldest[NAME_MAX + 1];
    snprintf(path, sizeof path, "%s", name);
    char *slash = strrchr(path, '/');
    if (!slash)
        return;
    *slash = 0;
    DIR *folder = opendir(path);
    if (!folder)
        return;
    while (look_at_cache(folder, oldest) > PICTURES_CACHE_BYTES && oldest[0])
        if (unlinkat(dirfd(folder), oldest, 0) != 0)
            break;
    closedir(folder);
}

/* Nobody's data: written in one go under another name, no fsync; a torn file fails its sum. */
static void keep_cached(struct pictures *p, const char *name, const struct held *held)
{
    char temporary[600];
    size_t pixels = (size_t)held->size.w * (size_t)held->size.h;
    struct cache_head head = { CACHE_MAGIC, held->size.w, held->size.h, sum_of(held->at, pixels) };
    if (file_make_folder(p->cache, true) != FAIL_OK)
        return;
    snprintf(temporary, sizeof temporary, "%s.tmp", name);
    FILE *file = fopen(temporary, "wb");
    if (!file)
        return;
    bool good =
        fwrite(&head, sizeof head, 1, file) == 1 && fwrite(held->at, 4, pixels, file) == pixels;
    good = fclose(file) == 0 && good;
    if (!good || rename(temporary, name) != 0)
        unlink(temporary);
    trim_cache(name);
}

/* A drawing that cannot be shown counts as missing, so that it is not tried at every frame. */
static void give_up(struct pictures *p, str file)
{
    uint64_t key = hash_str(HASH_SEED, file);
    for (uint32_t i = 0; i < p->ratio_count; i++)
        if (p->ratios[i].key == key)
            p->ratios[i].ratio = 0;
    complain(p, file, "is no drawing that can be shown");
}

static bool make(struct pictures *p, str file, struct extent size, struct held *held)
{
    str svg;
    char name[560];
    if (!read_drawing(p, file, &svg))
        return false;
    uint64_t content = hash_bytes(HASH_SEED, svg.ptr, svg.len);
    bool cached = !str_empty(p->cache) && p->cache.len < 500;
    if (cached) {
        snprintf(name, sizeof name, "%.*s/%016llx-%dx%d", STR_ARG(p->cache),
                 (unsigned long long)content, (int)size.w, (int)size.h);
        if (map_cached(name, size, held))
            return true;
    }
    uint32_t *at = draw(svg, size);
    if (!at) {
        give_up(p, file);
        return false;
    }
    *held = (struct held) { .at = at, .size = size };
    if (cached)
        keep_cached(p, name, held);
    return true;
}

static struct extent fit(struct extent room, int32_t ratio_1000)
{
    int32_t w = room.w, h = (int32_t)((int64_t)room.w * 1000 / ratio_1000);
    if (h > room.h) {
        h = room.h;
        w = (int32_t)((int64_t)room.h * ratio_1000 / 1000);
    }
    return (struct extent) { w, h };
}

bool pictures_get(struct pictures *p, str file, struct extent room, struct picture_pixels *out)
{
    int32_t ratio = pictures_ratio(p, file);
    if (ratio <= 0 || room.w <= 0 || room.h <= 0)
        return false;
    struct extent size = fit(room, ratio);
    if (size.w < 1 || size.h < 1)
        return false;
    uint64_t key =
        hash_u64(hash_u64(hash_str(HASH_SEED, file), (uint64_t)size.w), (uint64_t)size.h) | 1;
    struct held *place = &p->held[0];
    for (uint32_t i = 0; i < PICTURES_HELD_MAX && place->key != key; i++)
        if (p->held[i].key == key || p->held[i].used < place->used)
            place = &p->held[i];
    if (place->key != key) {
        struct held fresh = { .key = 0 };
        if (!make(p, file, size, &fresh))
            return false;
        drop(place);
        *place = fresh;
        place->key = key;
    }
    place->used = ++p->tick;
    *out = (struct picture_pixels) { place->at, place->size };
    return true;
}

enum fail picture_write_png(const struct pixels *pixels, str file)
{
    char name[600];
    if (!image_ready() || file.len >= sizeof name)
        return FAIL_MISSING;
    snprintf(name, sizeof name, "%.*s", STR_ARG(file));
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormatFrom(pixels->at, pixels->size.w, pixels->size.h, 32,
                                           pixels->stride * 4, SDL_PIXELFORMAT_XRGB8888);
    bool good = surface && image.save_png(surface, name) == 0;
    SDL_FreeSurface(surface);
    return good ? FAIL_OK : FAIL_IO;
}
