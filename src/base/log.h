/* Logging to stderr, one line each: level, module, sentence.
 *
 * Each .c file that logs defines LOG_MODULE first. A log never holds a learner's name, number or
 * answer. The sentence is English and says what happened and to which thing. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* NONE is a level to set, for a program that prints its own one sentence; nothing is written at it.
 */
enum log_level {
    LOG_LEVEL_NONE = -1,
    LOG_LEVEL_ERROR,
    LOG_LEVEL_WARN,
    LOG_LEVEL_INFO,
    LOG_LEVEL_DEBUG
};

void log_write(enum log_level level, const char *module, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Lines above this level are dropped; the programs start at INFO, tests at ERROR. */
void log_set_level(enum log_level level);

#define log_error(...) log_write(LOG_LEVEL_ERROR, LOG_MODULE, __VA_ARGS__)
#define log_warn(...) log_write(LOG_LEVEL_WARN, LOG_MODULE, __VA_ARGS__)
#define log_info(...) log_write(LOG_LEVEL_INFO, LOG_MODULE, __VA_ARGS__)
#define log_debug(...) log_write(LOG_LEVEL_DEBUG, LOG_MODULE, __VA_ARGS__)

#endif
