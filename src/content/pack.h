/* Reading the files of a pack, inside the layer: content.c makes the catalogue with it, check.c
 * goes over everything. */
#ifndef CONTENT_PACK_H
#define CONTENT_PACK_H

#include "content/shapes.h"

/* One reading: results in home, everything else in scratch (an arena of the caller's). */
struct reader pack_reader(arena *home, arena *scratch, struct problems *problems);

/* folder/pack.yaml. */
must_check enum fail pack_read(struct reader *r, str folder, struct pack_file *out);
/* The head alone: the bytes before the line «steps:». cause: who named the file. */
must_check enum fail pack_read_head(struct reader *r, struct place cause, str path,
                                    struct lesson_file *out);
/* A lesson's file and the packs that its phones may come from. */
struct lesson_place {
    const struct content *content;
    unsigned pack; /* its own */
    str path;
};
/* A whole lesson with the phones that it names, all rules checked. */
must_check enum fail pack_read_lesson(struct reader *r, const struct lesson_place *place,
                                      struct lesson_file *out);
/* Names of pictures and recordings that were read and that the pack itself brings get its id and
 * version before them (content.h), so that no other pack's of the same name is meant. */
void pack_own_files(struct reader *r, const struct content_pack *pack);
/* The path of folder/kind/name; empty when that is no plain file. kind: pictures, narration. */
str pack_file_path(arena *home, str folder, str kind, str name);
/* A name for a file or pack: one component, never a path. */
bool pack_is_name(str name);
/* A file under phones/, alone. */
must_check enum fail pack_read_phone(struct reader *r, struct place cause, str path,
                                     struct phone *out);
/* A real folder, no symbolic link. */
bool pack_is_folder(str path);
/* A plain file, no symbolic link. */
bool pack_is_file(str path);

#endif
