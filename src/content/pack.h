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
/* A whole lesson with the phones that it names, all rules checked. */
must_check enum fail pack_read_lesson(struct reader *r, str folder, str path,
                                      struct lesson_file *out);
/* A file under phones/, alone. */
must_check enum fail pack_read_phone(struct reader *r, struct place cause, str path,
                                     struct phone *out);
/* A real folder, no symbolic link. */
bool pack_is_folder(str path);
/* A plain file, no symbolic link. */
bool pack_is_file(str path);

#endif
