/* kiosk.yaml: what the ward says about one kiosk (kiosk-config/kiosk.yaml explains every key).
 *
 * Loading never leaves a kiosk without settings: a missing file means defaults, a bad value means
 * one problem with file, line and column and the default for that key alone, a file that is no YAML
 * means one problem and all defaults. Every text has been checked as UTF-8 and brought to NFC;
 * texts for people hold no line feed. All texts live in the arena given to config_load or are
 * literals. */
#ifndef CONTENT_CONFIG_H
#define CONTENT_CONFIG_H

#include "base/arena.h"
#include "base/fail.h"
#include "content/content.h"
#include "core/lesson.h"

#define CONFIG_FILE_BYTES (64u * 1024u)
/* The largest seed ward has 62 tổ. */
#define CONFIG_AREAS_MAX 96u

/* A ward, its city, and one of each to change over. */
#define CONFIG_PACK_KEYS_MAX 4u

/* Who comes when «Gọi giúp» is touched. */
struct help_contact {
    str name;  /* «Tổ công nghệ số cộng đồng» */
    str phone; /* digits, spaces, + and dots, as people read it; may be empty */
    str place; /* «bàn hướng dẫn bên phải cửa»; may be empty */
};

/* Bringing results to the hub by network; the hub's address comes with its enrolment code. */
struct network_config {
    bool sync;         /* false: by stick only */
    int check_minutes; /* 10–1440 between two looks whether the hub is there */
    str ca_file;       /* PEM; empty: the system's certificates */
    /* A foreign Learning Record Store that also gets the learning statements; empty: none. */
    str lrs_address;     /* https://…, what stands before «/statements» */
    str lrs_user;        /* of HTTP Basic */
    str lrs_secret_file; /* one line: its password */
};

struct kiosk_config {
    str kiosk_id; /* a–z 0–9 -, 1–32 letters, also a FAT folder name; empty: made from the key */
    str kiosk_name; /* for people: «Trạm số 1, nhà văn hóa tổ 5»; may be empty */
    str ward_name;  /* «Phường Mẫu» */
    str unit_name;  /* «UBND Phường Mẫu»: who runs the kiosk; may be empty */
    str area_word;  /* what an area is called here: «Tổ dân phố», «Thôn» */
    str areas[CONFIG_AREAS_MAX];
    unsigned area_count;
    str packs[CONTENT_PACKS_MAX]; /* their ids, in the order in which they are put together */
    unsigned pack_count;
    str pack_keys[CONFIG_PACK_KEYS_MAX]; /* whose packs are taken besides the hub's: 64 hex letters
                                          */
    unsigned pack_key_count;
    enum lang language;
    str voice;           /* espeak-ng voice: vi, vi-vn-x-central, vi-vn-x-south */
    double panel_inches; /* diagonal, 7–100 */
    int lower_edge_mm;   /* floor to the panel's lower edge, 100–1500; for «Hạ thấp» */
    int idle_seconds;    /* 30–3600 without a touch until the warning */
    int warn_seconds;    /* 10–300 of warning until the session ends */
    struct help_contact help;
    str usb_folder; /* where sticks are mounted */
    struct network_config network;
    str hub_code; /* an enrolment code (TSE1:…) to take at the first sync; may be empty */
};

/* The settings of a kiosk that nobody has configured. */
void config_defaults(struct kiosk_config *config);

/* Reads path over the defaults. FAIL_MISSING: no such file (defaults, no problem noted);
 * FAIL_FORMAT: something was refused, see problems; other failures of reading are noted as a
 * problem too. Whatever it returns, *config is whole and safe to use. */
must_check enum fail config_load(struct kiosk_config *config, arena *home, str path,
                                 struct problems *problems);

/* Settings that the ward's hub sent by a stick (wire/config_file.h): the same file with the same
 * rules over what *config holds; an empty or missing file changes nothing. Keys that only the place
 * itself may say (kiosk_id, pack_keys, usb_folder, hub_code, network) are refused, so that a stick
 * can neither rename a kiosk nor lead it to another hub. */
must_check enum fail config_overlay(struct kiosk_config *config, arena *home, str path,
                                    struct problems *problems);
/* Whether bytes are such settings without any problem, before they are signed or kept. name: what
 * the problems call the file. FAIL_FORMAT: see problems. */
must_check enum fail config_check(arena *home, str bytes, str name, struct problems *problems);
/* The same as one sentence, «line 3: …», in why (size bytes); true: nothing is wrong. */
bool config_check_sentence(str bytes, char *why, size_t size);

/* hub.yaml: what the ward says about its hub. The same rules. */
struct hub_config {
    str ward_id; /* a–z 0–9 - and dots, 1–64: also the ids' base in statements; «phuong-mau» */
    str ward_name; /* «Phường Mẫu» */
    str data;      /* the hub's folder; may be empty */
    str store;     /* sqlite:FILE; empty: sqlite:<data>/hub.db */
};

void hub_config_defaults(struct hub_config *config);
must_check enum fail hub_config_load(struct hub_config *config, arena *home, str path,
                                     struct problems *problems);

#endif
