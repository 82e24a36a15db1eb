/* A hub and two kiosks for the tests of hub_answer, and what they ask. Global: one at a time. */
#ifndef ANSWER_FIXTURE_H
#define ANSWER_FIXTURE_H

#include <jansson.h>

#include "hub/answer.h"
#include "hub_fixture.h"
#include "wire/grant.h"

#define KIOSK "tram-mau"
#define SESSION "01890a5d-ac96-774b-bcce-b302099a8057"
#define ID_A "6690e6c9-3ef0-4ed3-8b37-7f3964730bee"
#define ID_B "6690e6c9-3ef0-4ed3-8b37-7f3964730bef"
#define ACTOR "\"actor\":{\"mbox\":\"mailto:mau@example.org\"}"
#define VERB                                                                                       \
    "\"verb\":{\"id\":\"http://example.org/v\",\"display\":{\"en\":\"did\",\"vi\":\"làm\"}}"
#define OBJECT "\"object\":{\"id\":\"http://example.org/a\"}"

struct answer_fixture {
    arena home; /* of one test */
    char folder[64];
    struct hub hub;
    struct sign_keys kiosk, other;
    str authorization, other_authorization;
    struct exchange_answer answer;
};
extern struct answer_fixture at;

int ask(const struct exchange_request *request);
struct exchange_request request_of(enum exchange_method method, const char *path);
int post(str body);
int put(const char *id, const char *body);
int get(const char *query);
bool said(const char *text);
json_t *body_json(void);
size_t count(const char *query);
uint64_t stored_events(void);
str request_for(struct sign_keys *keys, const char *kiosk);
int send_enrol(str bytes);
str enrol(struct sign_keys *keys, const char *kiosk);
int answer_set_up(void **state);
int answer_tear_down(void **state);
struct event *ledger(uint64_t first, size_t many, const uint8_t *before, uint64_t salt);
str statements_of(const struct event *events, size_t many);
struct receipt receipt_said(void);
void assert_range(const struct receipt *receipt, uint32_t i, const struct event *first,
                  const struct event *last);

#endif
