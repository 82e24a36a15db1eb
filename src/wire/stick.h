/* Where things stand on a stick (formats.md, The stick): kiosk and hub meet here and nowhere else.
 *
 * All names are of small ASCII letters, digits, - and dots, under 64 letters (BAO-CAO and TRAMSO
 * are capitals, for people), so FAT32 and exFAT take them, and no two of them differ only by case.
 * A name that ends in .tmp is half-written: whoever owns the folder sweeps it. */
#ifndef WIRE_STICK_H
#define WIRE_STICK_H

#include "base/str.h"

#define STICK_ROOT "TRAMSO"
#define STICK_OUTBOX STICK_ROOT "/outbox"     /* /<kiosk>/<first>-<last>.tsb */
#define STICK_RECEIPTS STICK_ROOT "/receipts" /* /<kiosk>/<hub key>-<kiosk key>-<n>.tsr */
#define STICK_ENROL STICK_ROOT "/enrol"       /* /<kiosk>.tsq: enrolment requests */
#define STICK_CONFIG STICK_ROOT "/config"     /* /<kiosk>.tsc, tat-ca.tsc, <kiosk>-<key>.tsg */
#define STICK_PACKS STICK_ROOT "/packs"       /* any .tsp */
#define STICK_REPORTS STICK_ROOT "/BAO-CAO"   /* /<kiosk>/<year>-<month>.xlsx, for people */
#define STICK_LOGS STICK_ROOT "/logs"         /* /<kiosk>-<date>.txt */
#define STICK_BATCH_END ".tsb"
#define STICK_RECEIPT_END ".tsr"
#define STICK_REQUEST_END ".tsq"
#define STICK_CONFIG_END ".tsc"
#define STICK_GRANT_END ".tsg"
#define STICK_PACK_END ".tsp"
#define STICK_REPORT_END ".xlsx"
#define STICK_HALF_END ".tmp"
/* Settings for every kiosk of the ward; no kiosk may be called so. */
#define STICK_CONFIG_ALL "tat-ca"
/* A folder with more names than this is not one of ours. */
#define STICK_NAMES_MAX 4096u

/* Whether a name ends so, whatever case a file system or a PC has given it. */
bool stick_name_ends(str name, str end);
/* Whether FAT32, exFAT and Windows take the name as it is: no letter that they forbid, no dot or
 * space at its end, none of the names kept for devices (con, nul, com1 …, with any ending), and at
 * most 64 letters. */
bool stick_name_fits(str name);

#endif
