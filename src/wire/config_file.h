/* Settings by stick (.tsc): what the hub says about one kiosk, or about all of its ward.
 *
 * The YAML is kiosk.yaml's (content/config.h reads it); here it is only bytes under a signature.
 * Versions rise over all files of a hub, so that an old stick cannot bring old settings back. */
#ifndef WIRE_CONFIG_FILE_H
#define WIRE_CONFIG_FILE_H

#include "base/arena.h"
#include "base/fail.h"
#include "wire/id.h"
#include "wire/seal.h"

#define CONFIG_FILE_YAML_MAX (64u * 1024u)
#define CONFIG_FILE_BYTES_MAX (72u + CONFIG_FILE_YAML_MAX + SEAL_SIGNATURE_BYTES)
#define CONFIG_FILE_WHY_BYTES 200u

struct config_file {
    char kiosk[KIOSK_ID_MAX + 1]; /* empty: every kiosk of the hub */
    struct key_id hub_key;        /* of the Ed25519 key that signs */
    uint64_t version;             /* 1 … INT64_MAX */
    int64_t created_ms;           /* by the hub's clock */
    str yaml;                     /* 1 … CONFIG_FILE_YAML_MAX bytes; borrows the file when read */
};

/* Signs and writes; fills hub_key. What does not fit the bounds above is a fault (must). */
str config_file_write(arena *home, struct config_file *config, const struct sign_keys *hub);

struct config_file_expect {
    str kiosk;                     /* whom it must be for, unless it is for all */
    const struct sign_public *hub; /* who must have signed it */
};
/* FAIL_FORMAT, FAIL_VERSION, FAIL_LIMIT, FAIL_FOREIGN (another kiosk or hub), FAIL_CORRUPT
 * (changed, cut). why (CONFIG_FILE_WHY_BYTES) gets the sentence that is logged; may be NULL. */
must_check enum fail config_file_read(str file, const struct config_file_expect *expect,
                                      struct config_file *out, char *why);

#endif
