/* Pixels over pixels; inside the platform only. Colours are 0xAARRGGBB, straight alpha. */
#ifndef PLATFORM_BLEND_H
#define PLATFORM_BLEND_H

#include <stdint.h>

/* x / 255 for x ≤ 255 × 255, rounded. */
static inline uint32_t blend_255(uint32_t x)
{
    x += 128;
    return (x + (x >> 8)) >> 8;
}

/* colour over under with coverage alpha (0–255); the result is opaque. Two channels at a time. */
static inline uint32_t blend_over(uint32_t under, uint32_t colour, uint32_t alpha)
{
    uint32_t keep = 255 - alpha;
    uint32_t rb = (colour & 0xff00ff) * alpha + (under & 0xff00ff) * keep + 0x800080;
    uint32_t g = ((colour >> 8) & 0xff) * alpha + ((under >> 8) & 0xff) * keep + 0x80;
    rb = ((rb + ((rb >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
    g = ((g + (g >> 8)) >> 8) & 0xff;
    return 0xff000000u | rb | (g << 8);
}

static inline uint32_t blend_mix(uint32_t from, uint32_t to, int32_t at, int32_t of)
{
    uint32_t alpha = of > 0 ? (uint32_t)((int64_t)at * 255 / of) : 0;
    uint32_t mixed = blend_over(from, to, alpha > 255 ? 255 : alpha);
    uint32_t a = blend_255((from >> 24) * (255 - alpha) + (to >> 24) * alpha);
    return (mixed & 0xffffffu) | (a << 24);
}

#endif
