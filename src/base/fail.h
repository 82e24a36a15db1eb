/* What can go wrong, as one closed list.
 *
 * A function that can fail returns enum fail and nobody may ignore it. The leaf that knows the
 * detail logs it once (log.h); everyone above only passes the kind on. One table gives the sentence
 * in Vietnamese (for screens) and English (for stderr). There is no hidden «last error». */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

#include "base/str.h"

#define FAIL_LIST(X)                                                                               \
    X(OK, "xong", "done")                                                                          \
    X(IO, "Máy không đọc hoặc ghi được dữ liệu.", "reading or writing failed")                     \
    X(FORMAT, "Dữ liệu không đúng định dạng.", "the data is malformed")                            \
    X(FULL, "Bộ nhớ đã đầy.", "no space is left")                                                  \
    X(MISSING, "Không tìm thấy dữ liệu cần dùng.", "something needed is missing")                  \
    X(DENIED, "Máy không có quyền ghi vào thư mục dữ liệu.", "permission denied")                  \
    X(BUSY, "Dữ liệu đang được chương trình khác dùng.", "another program is using it")            \
    X(OFFLINE, "Hiện chưa có mạng.", "there is no network")                                        \
    X(VERSION, "Dữ liệu thuộc phiên bản khác.", "it was made by another version")                  \
    X(CORRUPT, "Dữ liệu bị hỏng.", "the data is damaged")                                          \
    X(FOREIGN, "Dữ liệu thuộc trạm hoặc phường khác.", "it belongs to another kiosk or hub")       \
    X(LIMIT, "Dữ liệu vượt quá giới hạn cho phép.", "it is beyond a limit")

enum fail {
#define FAIL_ENUM(name, vi, en) FAIL_##name,
    FAIL_LIST(FAIL_ENUM)
#undef FAIL_ENUM
        FAIL_COUNT
};

#define must_check __attribute__((warn_unused_result))

/* The short name («CORRUPT»), the sentence for people in Vietnamese and in English. */
str fail_name(enum fail f);
str fail_vi(enum fail f);
str fail_en(enum fail f);
/* The kind for a POSIX errno. */
enum fail fail_from_errno(int err);

#endif
