/* Where things stand on a stick (formats.md, The stick): kiosk and hub meet here and nowhere else.
 *
 * All names are of small ASCII letters, digits, - and dots, under 64 letters, so FAT32 and exFAT
 * take them. A name that ends in .tmp is half-written: whoever owns the folder sweeps it. */
#ifndef WIRE_STICK_H
#define WIRE_STICK_H

#define STICK_ROOT "TRAMSO"
#define STICK_OUTBOX STICK_ROOT "/outbox"     /* /<kiosk>/<first>-<last>.tsb */
#define STICK_RECEIPTS STICK_ROOT "/receipts" /* /<kiosk>/<hub key>-<kiosk key>-<n>.tsr */
#define STICK_ENROL STICK_ROOT "/enrol"       /* /<kiosk>.tsq: enrolment requests */
#define STICK_LOGS STICK_ROOT "/logs"         /* /<kiosk>-<date>.txt */
#define STICK_BATCH_END ".tsb"
#define STICK_RECEIPT_END ".tsr"
#define STICK_REQUEST_END ".tsq"
#define STICK_HALF_END ".tmp"
/* A folder with more names than this is not one of ours. */
#define STICK_NAMES_MAX 4096u

#endif
