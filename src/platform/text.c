#define LOG_MODULE "text"
#include "platform/text.h"

#include <SDL2/SDL_ttf.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/log.h"
#include "base/must.h"
#include "base/utf8.h"

/* Slots after the faces' own: what letters they lack come from. */
#define SLOT_FALLBACK FACE_COUNT
#define SLOT_COUNT (FACE_COUNT + 1)
#define FONTS_MAX 48u    /* faces × sizes on a screen: about 20 */
#define WIDTHS_MAX 4096u /* power of two */
#define MASKS_MAX 512u
#define RUN_BYTES_MAX 1024u

struct file {
    const void *at;
    size_t size;
};

struct font {
    unsigned slot;
    int32_t em_px;
    TTF_Font *ttf; /* NULL: cannot be opened, said once */
    uint64_t used;
};

struct width {
    uint64_t key;
    int32_t px;
};

struct held_mask {
    uint64_t key;
    uint64_t used; /* tick of the last use; the oldest goes first */
    uint8_t *at;
    struct mask mask;
    size_t bytes;
};

struct text {
    struct file files[SLOT_COUNT];
    struct font fonts[FONTS_MAX];
    uint32_t font_count;
    struct width widths[WIDTHS_MAX];
    struct held_mask masks[MASKS_MAX];
    size_t mask_bytes;
    uint64_t tick;
    bool ready; /* SDL_ttf is started */
};

#define INTER "/usr/share/fonts/opentype/inter/Inter-"
#define NOTO "/usr/share/fonts/truetype/noto/NotoSans-"
#define DEJAVU "/usr/share/fonts/truetype/dejavu/DejaVuSans"

/* For each role the files to try, best first. */
static const char *const candidates[SLOT_COUNT][4] = {
    [FACE_REGULAR] = { INTER "Regular.otf", NOTO "Regular.ttf", DEJAVU ".ttf" },
    [FACE_MEDIUM] = { INTER "Medium.otf", NOTO "Medium.ttf", NOTO "Regular.ttf", DEJAVU ".ttf" },
    [FACE_SEMIBOLD] = { INTER "SemiBold.otf", NOTO "SemiBold.ttf", NOTO "Bold.ttf",
                        DEJAVU "-Bold.ttf" },
    [FACE_BOLD] = { INTER "Bold.otf", NOTO "Bold.ttf", DEJAVU "-Bold.ttf" },
    [FACE_ICON] = { "/usr/share/fonts/truetype/material-design-icons-iconfont/"
                    "MaterialIcons-Regular.ttf" },
    [SLOT_FALLBACK] = { NOTO "Regular.ttf", DEJAVU ".ttf", INTER "Regular.otf" },
};

/* The first bytes of OpenType with CFF or TrueType outlines, and of collections. */
static bool looks_like_font(const struct file *file)
{
    static const char kinds[][4] = {
        { 'O', 'T', 'T', 'O' }, { 0, 1, 0, 0 }, { 't', 'r', 'u', 'e' }, { 't', 't', 'c', 'f' }
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (file->size > sizeof kinds[i] && memcmp(file->at, kinds[i], sizeof kinds[i]) == 0)
            return true;
    return false;
}

static bool map_file(const char *root, const char *path, struct file *out)
{
    char name[PATH_MAX];
    int len = snprintf(name, sizeof name, "%s%s", root, path);
    int fd = len < (int)sizeof name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return false;
    struct stat info;
    bool good = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
    void *at = good ? mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (at == MAP_FAILED)
        return false;
    struct file file = { at, (size_t)info.st_size };
    if (!looks_like_font(&file)) {
        log_warn("%s is no font; install its package again", name);
        munmap(at, file.size);
        return false;
    }
    *out = file;
    return true;
}

static bool map_slot(struct text *text, const char *root, unsigned slot)
{
    for (size_t i = 0; i < COUNT_OF(candidates[slot]) && candidates[slot][i]; i++)
        if (map_file(root, candidates[slot][i], &text->files[slot]))
            return true;
    return false;
}

/* Whose file a slot really uses: its own, or the plainest face that has one. */
static unsigned source_of(const struct text *text, unsigned slot)
{
    static const unsigned plainest[] = { FACE_REGULAR, FACE_MEDIUM, FACE_SEMIBOLD, FACE_BOLD,
                                         SLOT_FALLBACK };
    for (size_t i = 0; i < COUNT_OF(plainest) && !text->files[slot].at && slot != FACE_ICON; i++)
        if (text->files[plainest[i]].at)
            return plainest[i];
    return slot;
}

enum fail text_open_under(struct text **out, const char *root)
{
    struct text *text = calloc(1, sizeof *text);
    must(text != NULL);
    bool letters = false;
    for (unsigned slot = 0; slot < FACE_ICON; slot++)
        letters = map_slot(text, root, slot) || letters;
    bool fallback = map_slot(text, root, SLOT_FALLBACK);
    text->ready = (letters || fallback) && TTF_Init() == 0;
    if (!text->ready) {
        log_error("no font was found for the screen; install the package fonts-inter");
        text_close(text);
        return FAIL_MISSING;
    }
    if (!letters)
        log_warn("Inter is missing, texts look otherwise; install the package fonts-inter");
    if (!map_slot(text, root, FACE_ICON))
        log_warn("there are no icons; install the package fonts-material-design-icons-iconfont");
    if (!fallback)
        log_warn("there is no font for other scripts; install the package fonts-noto-core");
    *out = text;
    return FAIL_OK;
}

enum fail text_open(struct text **out)
{
    return text_open_under(out, "");
}

void text_close(struct text *text)
{
    if (!text)
        return;
    for (uint32_t i = 0; i < text->font_count; i++)
        if (text->fonts[i].ttf)
            TTF_CloseFont(text->fonts[i].ttf);
    for (uint32_t i = 0; i < MASKS_MAX; i++)
        free(text->masks[i].at);
    if (text->ready)
        TTF_Quit();
    for (unsigned slot = 0; slot < SLOT_COUNT; slot++)
        if (text->files[slot].at)
            munmap((void *)(uintptr_t)text->files[slot].at, text->files[slot].size);
    free(text);
}

/* A free place, else the one of the font that was not used for longest. */
static struct font *font_place(struct text *text)
{
    if (text->font_count < FONTS_MAX)
        return &text->fonts[text->font_count++];
    struct font *oldest_font = &text->fonts[0];
    for (uint32_t i = 1; i < FONTS_MAX; i++)
        if (text->fonts[i].used < oldest_font->used)
            oldest_font = &text->fonts[i];
    if (oldest_font->ttf)
        TTF_CloseFont(oldest_font->ttf);
    return oldest_font;
}

static TTF_Font *open_font(struct text *text, unsigned slot, int32_t em_px)
{
    const struct file *file = &text->files[source_of(text, slot)];
    TTF_Font *ttf = NULL;
    if (file->at && em_px > 0) {
        SDL_RWops *bytes = SDL_RWFromConstMem(file->at, (int)file->size);
        ttf = bytes ? TTF_OpenFontRW(bytes, 1, em_px) : NULL;
    }
    if (ttf) {
        /* Light hinting keeps the strokes level and the spacing as designed. */
        TTF_SetFontHinting(ttf, TTF_HINTING_LIGHT_SUBPIXEL);
        TTF_SetFontKerning(ttf, 1);
    } else if (file->at) {
        log_error("a font could not be opened at %d pixels: %s", (int)em_px, TTF_GetError());
    }
    return ttf;
}

static TTF_Font *font_at(struct text *text, unsigned slot, int32_t em_px)
{
    text->tick++;
    for (uint32_t i = 0; i < text->font_count; i++) {
        struct font *font = &text->fonts[i];
        if (font->slot == slot && font->em_px == em_px) {
            font->used = text->tick;
            return font->ttf;
        }
    }
    TTF_Font *ttf = open_font(text, slot, em_px);
    *font_place(text) = (struct font) { slot, em_px, ttf, text->tick };
    return ttf;
}

/* The face's font, or the fall-back when it lacks a letter of the run. */
static TTF_Font *font_for(struct text *text, enum face face, int32_t em_px, str words)
{
    TTF_Font *ttf = font_at(text, face, em_px);
    if (!ttf && face != FACE_ICON)
        return font_at(text, SLOT_FALLBACK, em_px);
    if (!ttf || face == FACE_ICON)
        return ttf;
    for (size_t at = 0; at < words.len;) {
        size_t n;
        uint32_t code = utf8_decode(str_slice(words, at, words.len), &n);
        if (code >= 0x20 && !TTF_GlyphIsProvided32(ttf, code)) {
            TTF_Font *other = font_at(text, SLOT_FALLBACK, em_px);
            return other ? other : ttf;
        }
        at += n;
    }
    return ttf;
}

static uint64_t key_of(enum face face, int32_t em_px, str words)
{
    uint64_t key = hash_u64(hash_u64(HASH_SEED, (uint64_t)face), (uint64_t)em_px);
    key = hash_str(key, words);
    return key ? key : 1;
}

static bool copy_run(str words, char out[RUN_BYTES_MAX])
{
    if (words.len == 0 || words.len >= RUN_BYTES_MAX)
        return false;
    memcpy(out, words.ptr, words.len);
    out[words.len] = 0;
    return true;
}

int32_t text_width(struct text *text, enum face face, int32_t em_px, str words)
{
    char run[RUN_BYTES_MAX];
    int w = 0, h = 0;
    if (words.len == 0)
        return 0;
    uint64_t key = key_of(face, em_px, words);
    struct width *place = &text->widths[key & (WIDTHS_MAX - 1)];
    if (place->key == key)
        return place->px;
    TTF_Font *ttf = font_for(text, face, em_px, words);
    if (!ttf || !copy_run(words, run) || TTF_SizeUTF8(ttf, run, &w, &h) != 0)
        return 0;
    *place = (struct width) { key, w };
    return w;
}

int32_t text_ascent(struct text *text, enum face face, int32_t em_px)
{
    TTF_Font *ttf = font_at(text, face, em_px);
    return ttf ? TTF_FontAscent(ttf) : em_px;
}

int32_t text_descent(struct text *text, enum face face, int32_t em_px)
{
    TTF_Font *ttf = font_at(text, face, em_px);
    return ttf ? -TTF_FontDescent(ttf) : 0;
}

static void drop_mask(struct text *text, struct held_mask *held)
{
    text->mask_bytes -= held->bytes;
    free(held->at);
    *held = (struct held_mask) { .key = 0 };
}

static struct held_mask *oldest(struct text *text)
{
    struct held_mask *found = NULL;
    for (uint32_t i = 0; i < MASKS_MAX; i++) {
        struct held_mask *held = &text->masks[i];
        if (held->key && (!found || held->used < found->used))
            found = held;
    }
    return found;
}

static struct held_mask *find_mask(struct text *text, uint64_t key)
{
    for (uint32_t step = 0; step < 8; step++) {
        struct held_mask *held = &text->masks[(key + step) % MASKS_MAX];
        if (held->key == key)
            return held;
    }
    return NULL;
}

/* A free place among the eight that the key may take, else the one longest unused. */
static struct held_mask *place_for(struct text *text, uint64_t key, size_t bytes)
{
    while (text->mask_bytes + bytes > TEXT_MASK_BYTES_MAX && oldest(text))
        drop_mask(text, oldest(text));
    struct held_mask *best = NULL;
    for (uint32_t step = 0; step < 8; step++) {
        struct held_mask *held = &text->masks[(key + step) % MASKS_MAX];
        if (!held->key)
            return held;
        if (!best || held->used < best->used)
            best = held;
    }
    drop_mask(text, best);
    return best;
}

/* Where SDL_ttf put the pen into its picture. Letters that rise above the ascender (Ẵ, Ễ) push the
 * baseline down, a first letter with a tail to the left (j) pushes the pen to the right. */
static void find_pen(TTF_Font *ttf, str words, struct mask *mask)
{
    int min_x, max_x, min_y, max_y, advance;
    mask->top = TTF_FontAscent(ttf);
    for (size_t at = 0; at < words.len;) {
        size_t n;
        uint32_t code = utf8_decode(str_slice(words, at, words.len), &n);
        if (TTF_GlyphMetrics32(ttf, code, &min_x, &max_x, &min_y, &max_y, &advance) == 0) {
            mask->top = max_y > mask->top ? max_y : mask->top;
            mask->left = at == 0 && min_x < 0 ? min_x : mask->left;
        }
        at += n;
    }
}

/* Coverage out of SDL_ttf's white-on-nothing picture. */
static uint8_t *coverage_of(SDL_Surface *surface)
{
    size_t size = (size_t)surface->w * (size_t)surface->h;
    uint8_t *at = malloc(size);
    must(at != NULL);
    for (int y = 0; y < surface->h; y++) {
        const uint32_t *row = (const uint32_t *)(const void *)((const char *)surface->pixels +
                                                               (ptrdiff_t)y * surface->pitch);
        for (int x = 0; x < surface->w; x++)
            at[(size_t)y * (size_t)surface->w + (size_t)x] = (uint8_t)(row[x] >> 24);
    }
    return at;
}

bool text_mask(struct text *text, enum face face, int32_t em_px, str words, struct mask *out)
{
    char run[RUN_BYTES_MAX];
    if (words.len == 0)
        return false;
    uint64_t key = key_of(face, em_px, words);
    struct held_mask *held = find_mask(text, key);
    if (!held) {
        TTF_Font *ttf = font_for(text, face, em_px, words);
        if (!ttf || !copy_run(words, run))
            return false;
        SDL_Surface *surface = TTF_RenderUTF8_Blended(ttf, run, (SDL_Color) { 255, 255, 255, 255 });
        if (!surface)
            return false;
        size_t bytes = (size_t)surface->w * (size_t)surface->h;
        held = place_for(text, key, bytes);
        *held = (struct held_mask) { .key = key, .at = coverage_of(surface), .bytes = bytes };
        held->mask = (struct mask) { .at = held->at, .w = surface->w, .h = surface->h };
        if (face != FACE_ICON)
            find_pen(ttf, words, &held->mask);
        text->mask_bytes += bytes;
        SDL_FreeSurface(surface);
    }
    held->used = ++text->tick;
    *out = held->mask;
    return true;
}

size_t text_mask_bytes(const struct text *text)
{
    return text->mask_bytes;
}
