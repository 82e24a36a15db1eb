/* Who asks: HTTP Basic with the user and password of a grant (wire/grant.h), and enrolment. */
#include <string.h>

#include "hub/answer_parts.h"
#include "hub/enrolment.h"
#include "hub/keys.h"
#include "wire/codec.h"

struct user_search {
    arena *scratch;
    str user;
    struct hub_kiosk found;
    bool hit;
};

static bool try_user(void *self, const struct hub_kiosk *kiosk)
{
    struct user_search *search = self;
    str name = str_of(kiosk->kiosk);
    if (!str_starts(search->user, name) || search->user.len != name.len + 9)
        return true;
    str user = grant_user(search->scratch, name, seal_key_id(kiosk->key.bytes));
    search->hit = str_eq(user, search->user);
    if (search->hit)
        search->found = *kiosk;
    return !search->hit;
}

/* A reader's password comes of the hub's key, its name and what the storage keeps of it, which goes
 * away when it is revoked. */
static enum fail reader_fits(struct answering *a, str user, str password, bool *out)
{
    uint8_t secret[GRANT_SECRET_BYTES];
    *out = false;
    enum fail failed = hub_reader_secret(a->hub, a->home, user, secret);
    if (failed == FAIL_OK) {
        str good = grant_password(a->home, secret);
        *out = password.len == good.len && seal_equal(good.ptr, password.ptr, good.len);
        seal_wipe(secret, sizeof secret);
    }
    return failed == FAIL_MISSING ? FAIL_OK : failed;
}

/* The same work for an unknown user as for a wrong password, so that time does not tell which. */
static bool password_fits(struct answering *a, const struct user_search *search, str password)
{
    uint8_t secret[GRANT_SECRET_BYTES], given[GRANT_SECRET_BYTES] = { 0 };
    str bytes;
    bool form =
        codec_base64_read(a->home, password, &bytes) == FAIL_OK && bytes.len == GRANT_SECRET_BYTES;
    if (form)
        memcpy(given, bytes.ptr, sizeof given);
    hub_http_secret(a->hub, &search->found.key, secret);
    bool same = seal_equal(secret, given, sizeof secret);
    seal_wipe(secret, sizeof secret);
    seal_wipe(given, sizeof given);
    return same && form && search->hit;
}

static bool challenge(struct answering *a, const char *why)
{
    answer_say(a, 401, "%s", why);
    a->out->challenge = S("Basic realm=\"tramso-hub\", charset=\"UTF-8\"");
    return false;
}

bool answer_authenticate(struct answering *a)
{
    str user, password;
    if (a->request->authorization.len == 0)
        return challenge(a, "this address needs the credentials of a kiosk or reader of this hub");
    if (!grant_authorization_read(a->home, a->request->authorization, &user, &password))
        return challenge(a, "the Authorization header is no HTTP Basic credentials");
    struct user_search search = { .scratch = a->home, .user = user };
    enum fail failed = hub_need_keys(a->hub);
    if (failed == FAIL_OK)
        failed = a->hub->store.ops->kiosks(&a->hub->store, try_user, &search);
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return false;
    }
    if (str_starts(user, S(HUB_READER_PREFIX)) && !search.hit) {
        failed = reader_fits(a, user, password, &a->reader);
        if (failed != FAIL_OK)
            answer_store_failed(a, failed);
        if (failed != FAIL_OK || a->reader)
            return failed == FAIL_OK;
    }
    if (!password_fits(a, &search, password))
        return challenge(a, "these credentials are of no kiosk and no reader of this hub");
    if (search.found.revoked_ms) {
        answer_say(a, 403, "the credentials of this kiosk were revoked");
        return false;
    }
    a->kiosk = search.found;
    return true;
}

void answer_enrol(struct answering *a)
{
    static const char *const none[] = { NULL };
    struct params params;
    struct enrolment_outcome outcome;
    if (!answer_params(a, none, &params))
        return;
    if (a->request->body.len != ENROL_REQUEST_BYTES) {
        answer_say(a, 400, "the body is no enrolment request of %u bytes", ENROL_REQUEST_BYTES);
        return;
    }
    enum fail failed = enrolment_take(a->hub, a->request->body, &outcome);
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return;
    }
    if (outcome.what != ENROLMENT_NEW && outcome.what != ENROLMENT_KNOWN) {
        answer_say(a, 403, "the hub does not enrol this kiosk: %s", outcome.why);
        return;
    }
    str grant;
    failed = hub_grant(a->hub, a->home, &outcome.kiosk, &grant);
    if (failed == FAIL_FORMAT) {
        answer_say(a, 403, "the kiosk's key is none that a grant could be sealed to");
        return;
    }
    if (failed != FAIL_OK) {
        answer_store_failed(a, failed);
        return;
    }
    a->out->status = 200;
    a->out->content_type = S("application/octet-stream");
    a->out->body = grant;
}
