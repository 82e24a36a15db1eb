/* assets/lessons/skills.yaml → the names of groups, skills and seed topics, for officers.
 *
 *     format: 1
 *     groups: {ND: Người dân, …}         # ND HS CB DN HT
 *     skills: {K01: …, …}                # K01–K22
 *     topics: {T1: …, …}                 # T1–T21
 *     outside: {T16: why no lesson teaches it}
 *
 * Every code has a name; an unknown one is an error. */
#ifndef CONTENT_SKILLS_H
#define CONTENT_SKILLS_H

#include "content/content.h"

struct skill_names {
    str groups[GROUP_COUNT];
    str skills[SKILL_COUNT];
    str topics[SEED_TOPIC_COUNT];
    str outside[SEED_TOPIC_COUNT]; /* empty: it is to be taught */
};

/* Reads <assets>/lessons/skills.yaml into home. FAIL_MISSING: there is no such file. */
must_check enum fail skills_load(struct skill_names *out, arena *home, str assets,
                                 struct problems *problems);

#endif
