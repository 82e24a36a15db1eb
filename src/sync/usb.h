/* The stick: receipts, packs and settings in, sealed batches out, exactly what the officer's button
 * does (formats.md).
 *
 * The state lives in the ledger, never on the stick: which events a hub holds follows from accepted
 * receipts, so a lost, pulled, full or copied stick loses and doubles nothing. Each file is written
 * beside its place, flushed, renamed, and read back before the ledger says that it was exported;
 * what a pulled stick left half-written is swept by the next sync. Running it again changes
 * nothing: a batch that stands there whole is kept. Only this kiosk's own folders are touched. */
#ifndef SYNC_USB_H
#define SYNC_USB_H

#include "report/xlsx.h"
#include "store/identity.h"
#include "store/ledger.h"
#include "store/views.h"

enum usb_phase {
    USB_PHASE_CHECK,    /* the stick and its free space */
    USB_PHASE_SWEEP,    /* half-written files of last time */
    USB_PHASE_RECEIPTS, /* by file */
    USB_PHASE_PACKS,    /* by byte */
    USB_PHASE_CONFIG,   /* the hub's grant and settings, by file */
    USB_PHASE_BATCHES,  /* by event */
    USB_PHASE_READBACK, /* of what was just written, by byte */
    USB_PHASE_REPORT,   /* the ward's workbook and the log line */
    USB_PHASE_FLUSH,    /* until it is safe to pull */
    USB_PHASE_DONE,
    USB_PHASE_COUNT
};

enum usb_unit { USB_UNIT_NONE, USB_UNIT_FILES, USB_UNIT_EVENTS, USB_UNIT_BYTES };

struct usb_progress {
    enum usb_phase phase;
    enum usb_unit unit; /* what done and total count */
    uint64_t done;
    uint64_t total; /* 0: not known yet */
    str name;       /* of the phase, one English word, for programs */
    str vi, en;     /* what is being done, one sentence */
};
typedef void usb_watch(void *self, const struct usb_progress *progress);
/* Whether these are settings that the program can take (content/config.h, config_check): a port,
 * because this layer reads no YAML. When not, one English sentence goes into why (USB_WHY_BYTES).
 */
typedef bool usb_check(void *self, str yaml, char *why);

#define USB_IGNORED_MAX 32u
#define USB_NAME_BYTES 96u
#define USB_WHY_BYTES 240u

struct usb_ignored {
    char file[USB_NAME_BYTES]; /* under TRAMSO/ */
    char why[USB_WHY_BYTES];   /* one English sentence */
};

struct usb_report {
    uint32_t receipts_read;    /* files of this kiosk and hub that were in order */
    uint32_t receipts_taken;   /* ranges in them that were news */
    uint64_t events_delivered; /* newly known to be at the hub */
    uint32_t batches_written;
    uint32_t batches_kept;    /* whole and not yet delivered, from last time */
    uint32_t batches_removed; /* delivered by now */
    uint64_t events_written;
    uint64_t learning_waiting; /* learning events that the hub has not confirmed yet */
    uint64_t events_waiting;   /* the same with the ledger's own bookkeeping */
    uint32_t swept;            /* half-written files removed */
    bool request_written;      /* the hub is asked to enrol this kiosk */
    bool grant_taken;          /* the hub's secrets for this kiosk were news */
    uint64_t settings_version; /* of the settings that were taken now; 0: none */
    uint32_t packs_received;   /* kept in the data folder, to be installed by the pack tool */
    bool report_written;       /* the ward's workbook stands on the stick */
    uint32_t ignored_count;    /* all; the first USB_IGNORED_MAX are kept */
    struct usb_ignored ignored[USB_IGNORED_MAX];
    char why_vi[USB_WHY_BYTES]; /* after a failure: one sentence each */
    char why_en[USB_WHY_BYTES];
};

struct usb_sync {
    str stick; /* the folder where the stick is mounted; TRAMSO/ is made below it */
    struct ledger *ledger;
    struct views *views;
    struct identity *identity; /* changes when the hub's grant is taken */
    struct stamp (*now)(void *self);
    usb_watch *watch;                       /* may be NULL */
    usb_check *check;                       /* NULL: settings on the stick are left alone */
    void *self;                             /* for now, watch and check */
    const struct sign_public *pack_signers; /* whose packs are taken besides the hub's */
    size_t pack_signer_count;
    /* The head of the ward's workbooks; made_ms is not read. No ward_name: none are written. */
    struct report_about about;
};

/* Where the settings of the last .tsc stand, under the data folder; they count over kiosk.yaml. */
#define USB_SETTINGS_FILE "settings.yaml"
/* Packs that wait for the pack tool, under the data folder. */
#define USB_PACKS_FOLDER "packs"

/* The whole round. On failure the report says what was done until then and why it ended; everything
 * done is whole. FAIL_MISSING (no stick there, or the kiosk has no hub: then nothing was written),
 * FAIL_DENIED (read-only), FAIL_FULL, FAIL_IO (pulled), FAIL_FORMAT (TRAMSO is no plain folder), or
 * the ledger's own failures. */
must_check enum fail usb_sync_run(const struct usb_sync *sync, struct usb_report *report);

#endif
