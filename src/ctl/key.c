/* key show: who this kiosk is, public parts only. */
#include "ctl/ctl.h"

#include <jansson.h>
#include <stdio.h>

#include "wire/codec.h"

enum ctl_exit ctl_key_show(struct ctl *ctl)
{
    struct identity identity;
    enum fail failed = ctl_open_identity(ctl, false, &identity);
    if (failed == FAIL_MISSING)
        return ctl_refuse("there are no keys in «%.*s» yet: they are made when the kiosk first "
                          "starts or enrols",
                          STR_ARG(ctl->data));
    if (failed != FAIL_OK)
        return CTL_REFUSED;
    json_t *root = json_object();
    str key = codec_hex(ctl->home, identity.sign.pub.bytes, sizeof identity.sign.pub.bytes);
    json_object_set_new(root, "kiosk", json_string(identity.kiosk));
    json_object_set_new(root, "key", json_string(key.ptr));
    json_object_set_new(root, "key_id", json_string(key_id_text(ctl->home, identity.sign_id).ptr));
    json_object_set_new(root, "enrolled", json_boolean(identity.enrolled));
    if (identity.enrolled) {
        json_object_set_new(root, "hub", json_string(identity.hub.hub));
        json_object_set_new(root, "hub_key_id",
                            json_string(key_id_text(ctl->home, identity.hub_sign_id).ptr));
        json_object_set_new(root, "ward", json_string(identity.hub.ward_name));
    }
    identity_close(&identity);
    const char *name;
    json_t *value;
    if (ctl->json) {
        json_dumpf(root, stdout, JSON_COMPACT);
        putchar('\n');
    } else {
        json_object_foreach(root, name, value)
            printf("%-10s %s\n", name,
                   json_is_string(value) ? json_string_value(value)
                                         : (json_is_true(value) ? "yes" : "no"));
    }
    json_decref(root);
    return CTL_DONE;
}
