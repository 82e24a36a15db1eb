/* Bytes as letters: hex for people who compare, base64url for JSON, Crockford base32 for QR codes.
 *
 * Reading is strict: one text stands for one row of bytes and no other spelling is taken (a length
 * or unused bits that do not fit are refused), so that a code cannot be changed unnoticed. Only
 * Crockford base32 takes the spellings its own rules name: small letters, O for 0, I and L for 1.
 */
#ifndef WIRE_CODEC_H
#define WIRE_CODEC_H

#include "base/arena.h"
#include "base/fail.h"

/* Letters that len bytes take, without the zero byte. */
#define CODEC_HEX_LEN(bytes) ((bytes)*2u)
#define CODEC_BASE32_LEN(bytes) (((bytes)*8u + 4u) / 5u)

/* Lower-case hexadecimal; a zero byte follows the text. */
str codec_hex(arena *home, const void *bytes, size_t len);
/* The same into the caller's room of CODEC_HEX_LEN(len) + 1. */
void codec_hex_into(const void *bytes, size_t len, char *out);
/* Exactly len bytes; false on any other length or letter. Takes both cases. */
bool codec_hex_read(str text, void *out, size_t len);

/* RFC 4648 §5, without padding. */
str codec_base64(arena *home, str bytes);
must_check enum fail codec_base64_read(arena *home, str text, str *out);

/* Crockford base32, capital letters, most significant bit first, the last letter filled with zeros:
 * all letters are in the alphanumeric set of QR codes. */
str codec_base32(arena *home, str bytes);
/* FAIL_FORMAT on a foreign letter, an impossible length or unused bits that are not zero. */
must_check enum fail codec_base32_read(arena *home, str text, str *out);

#endif
