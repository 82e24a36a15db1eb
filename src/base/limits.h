/* Every maximum of the program with its reason. The content checker refuses what goes beyond them
 * with a sentence for people; after that the layers above may rely on them. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* A frame of the fullest screen needs about 700 KiB over three blocks, which are kept. */
#define ARENA_BLOCK_BYTES (256u * 1024u)

/* Content (checked by content/, curriculum §3.3 and §5 say how long things may be). */
#define LESSON_FILE_BYTES (256u * 1024u) /* the longest of 47 lessons is under 40 KiB */
#define LESSON_STEPS_MAX 24u /* 4–8 pages, a practice, up to 5 judged things, questions */
#define LESSON_UNITS_MAX 64u /* «Bước i / n»: more marks than that say nothing */
#define PHONE_SCREENS_MAX 48u
#define PHONE_WIDGETS_MAX 24u /* per screen: what fits a phone page without scrolling */
#define PHONE_ITEMS_MAX 12u   /* entries of one grid, list or tab row */
#define PHONE_TASKS_MAX 24u
#define PHONE_ACTIONS_MAX 8u
#define CHOICES_MAX 6u
#define CASES_MAX 31u /* C01–C31 */
#define WRONGS_MAX 12u
#define SLIDER_STEPS_MAX 12u /* the knob of a bar on the practice phone */
#define CALL_LINES_MAX 16u
#define TITLE_CODEPOINTS_MAX 90u
#define BODY_CODEPOINTS_MAX 320u /* two sentences of 14 words, with room for English */
#define LABEL_CODEPOINTS_MAX 60u
#define NARRATION_BYTES_MAX (1024 * 1024) /* a page of opus is 60 KiB; a wav of 24 s still fits */
#define NARRATION_SECONDS_MAX 90          /* the longest page at the slowest reader's pace */
#define SENTENCE_WORDS_MAX 14u            /* curriculum §5, reading level */
#define CATALOGUE_LESSONS_MAX 128u        /* 47 lessons + 31 one-minute lessons + local packs */
#define CATALOGUE_TOPICS_MAX 16u
#define CATALOGUE_TRACKS_MAX 16u /* nine in the curriculum, and a ward's own */
#define TRACK_LESSONS_MAX 24u    /* an hour and a half: nobody learns longer at one time */

/* A pack of lessons that travels (wire/pack_file.h, packs/). */
#define PACK_FILES_MAX 1024u /* 80 lessons, their pictures, and five recordings a lesson */
#define PACK_NAME_BYTES 96u  /* «L10-vneid-bang-lai-dang-ky-xe.yaml» has 34 */
#define PICTURE_FILE_BYTES (256u * 1024u) /* our own have 12 KiB */
/* Recordings of a whole curriculum take some 40 MB and pack no smaller; texts a twentieth. */
#define PACK_UNPACKED_BYTES_MAX (96u * 1024u * 1024u)
/* A mebibyte of «[» must not keep the checker busy for a minute: our longest lesson has 3,000. */
#define YAML_NODES_MAX 32768u
#define YAML_BRACKETS_MAX 64u /* [ and { open at one place: lessons have three */

/* The learner card's bitmap (formats.md, Codes) has one bit a lesson number. */
#define PROGRESS_LESSONS_MAX 128u

/* The tree of one picture: 305 nodes are a very full screen, the practice phone in a class less. */
#define UI_NODES_MAX 1024u
#define UI_DEPTH_MAX 24u
#define UI_DAMAGE_RECTS_MAX 32u /* beyond it the whole picture is cheaper */

/* Numbers the learner types on the practice phone: card and account samples are 12 digits. */
#define TYPED_DIGITS_MAX 16u

/* Ledger. */
#define EVENT_BODY_BYTES_MAX 4096u
#define EVENT_BODY_DEPTH_MAX 8u /* ours are flat; a statement around it stays easily read */
#define BATCH_EVENTS_MAX 5000u
#define BATCH_BYTES_MAX (4u * 1024u * 1024u)

#endif
