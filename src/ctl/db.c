/* db check, db rebuild: whether everything is still there, and the views made anew. */
#include "ctl/ctl.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>

#include "base/file.h"
#include "store/check.h"

static void print_json(const struct check_result *result)
{
    json_t *root = json_object(), *problems = json_array();
    json_object_set_new(root, "events", json_integer((json_int_t)result->events));
    json_object_set_new(root, "last_seq", json_integer((json_int_t)result->last_seq));
    json_object_set_new(root, "boots", json_integer((json_int_t)result->boots));
    json_object_set_new(root, "completions", json_integer((json_int_t)result->completions));
    json_object_set_new(root, "problem_count", json_integer(result->problem_count));
    for (uint32_t i = 0; i < result->problem_count && i < CHECK_PROBLEMS_MAX; i++) {
        const struct check_problem *at = &result->problems[i];
        json_t *row = json_object();
        json_object_set_new(row, "kind", json_string(check_kind_en(at->kind).ptr));
        json_object_set_new(row, "seq", json_integer((json_int_t)at->seq));
        json_object_set_new(row, "sentence", json_string(at->sentence));
        json_array_append_new(problems, row);
    }
    json_object_set_new(root, "problems", problems);
    json_dumpf(root, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(root);
}

static void print_text(const struct check_result *result)
{
    printf("%" PRIu64 " events up to number %" PRIu64 ", %" PRIu64 " boots, %" PRIu64
           " completions: %s\n",
           result->events, result->last_seq, result->boots, result->completions,
           result->problem_count ? "NOT in order" : "all in order");
    for (uint32_t i = 0; i < result->problem_count && i < CHECK_PROBLEMS_MAX; i++)
        printf("%s: %s\n", check_kind_en(result->problems[i].kind).ptr,
               result->problems[i].sentence);
}

enum ctl_exit ctl_db_check(struct ctl *ctl)
{
    struct ledger *ledger;
    struct views *views = NULL;
    struct check_result result = { 0 };
    enum fail failed = ctl_open_ledger(ctl, true, &ledger);
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    struct views_options options = { .path = ctl_path(ctl, S(VIEWS_FILE_NAME)), .read_only = true };
    if (file_exists(options.path))
        failed = views_open(&views, &options);
    if (failed == FAIL_OK)
        failed = check_run(ledger, views, &result);
    views_close(views);
    ledger_close(ledger);
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    if (ctl->json)
        print_json(&result);
    else
        print_text(&result);
    if (result.problem_count == 0)
        return CTL_DONE;
    return ctl_refuse("the data in «%.*s» has %u problem(s); the first: %s", STR_ARG(ctl->data),
                      result.problem_count, result.problems[0].sentence);
}

enum ctl_exit ctl_db_rebuild(struct ctl *ctl)
{
    struct ledger *ledger;
    struct views *views = NULL;
    struct views_mark mark = { 0 };
    enum fail failed = ctl_open_ledger(ctl, true, &ledger);
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    struct views_options options = { .path = ctl_path(ctl, S(VIEWS_FILE_NAME)) };
    failed = views_open(&views, &options);
    if (failed == FAIL_OK)
        failed = views_rebuild(views, ledger);
    if (failed == FAIL_OK)
        failed = views_mark(views, &mark);
    views_close(views);
    ledger_close(ledger);
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    if (ctl->json)
        printf("{\"events\":%" PRIu64 "}\n", mark.seq);
    else
        printf("the views were made anew from %" PRIu64 " events\n", mark.seq);
    return CTL_DONE;
}
