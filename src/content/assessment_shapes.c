#include "content/assessment_shapes.h"

#include <assert.h>
#include <string.h>

#define TITLE TITLE_CODEPOINTS_MAX
#define BODY BODY_CODEPOINTS_MAX
#define LABEL LABEL_CODEPOINTS_MAX

/* A key that is a word of the list; count after a problem. */
static size_t word_of_key(struct reader *r, int node, const struct words *words, const char *what)
{
    str name = document_scalar(r->document, node);
    for (size_t i = 0; i < words->count; i++)
        if (str_eq(name, str_of(words->names[i])))
            return i;
    reader_problem(r, node, "“%.*s” is no %s", STR_ARG(name), what);
    return words->count;
}

/* Calls read for each pair of a mapping whose keys are words, each at most once. */
typedef void pair_fn(struct reader *r, int node, size_t word, void *base);

static void read_pairs(struct reader *r, int node, const struct key *key, void *base, pair_fn *read)
{
    const struct words *words = key->extra;
    const yaml_node_t *at = document_node(r->document, node);
    if (at->type != YAML_MAPPING_NODE) {
        reader_problem(r, node, "“%s” holds values by name: %s: …", key->name, words->names[0]);
        return;
    }
    uint64_t seen = 0;
    for (yaml_node_pair_t *pair = at->data.mapping.pairs.start; pair < at->data.mapping.pairs.top;
         pair++) {
        size_t word = word_of_key(r, pair->key, words, key->name);
        if (word == words->count)
            continue;
        if (seen >> word & 1)
            reader_problem(r, pair->key, "“%s” stands here twice", words->names[word]);
        seen |= (uint64_t)1 << word;
        read(r, pair->value, word, base);
    }
}

static bool is_lesson_code(str code)
{
    uint64_t number;
    return code.len == 3 && code.ptr[0] == 'L' && str_to_u64(str_slice(code, 1, 3), &number) &&
           number >= 1 && number <= 63;
}

/* ---- the bank ---- */

static const char *const critical_names[] = { "otp", "impersonation", "app" };
static_assert(COUNT_OF(critical_names) == CRITICAL_COUNT - 1, "a word for each critical area");
static const struct words critical_words = { critical_names, COUNT_OF(critical_names) };

static void read_critical(struct reader *r, int node, const struct key *key, void *base)
{
    struct exam_item *item = base;
    unsigned word = CRITICAL_COUNT;
    const struct key own = { .name = key->name, .read = read_word, .extra = &critical_words };
    read_word(r, node, &own, &word);
    if (word < CRITICAL_COUNT - 1)
        item->critical = (enum critical)(word + 1);
}

static void finish_item(struct reader *r, int node, void *base)
{
    (void)node;
    const struct exam_item *item = base;
    uint64_t number;
    if (item->id.len < 3 || item->id.len > 4 || item->id.ptr[0] != 'Q' ||
        !str_to_u64(str_slice(item->id, 1, item->id.len), &number))
        reader_problem_at(r, item->id.ptr, "a question of the bank has an id Q01–Q999");
    unsigned right = 0;
    for (uint16_t i = 0; i < item->question.choice_count; i++)
        right += item->question.choices[i].right;
    if (right != 1)
        reader_problem_at(r, item->id.ptr, "exactly one choice is right, here %u of %u", right,
                          item->question.choice_count);
}

/* No answer is told while an assessment goes on, so a reply may be left out. */
static const struct key choice_keys[] = {
    { "label", read_text, offsetof(struct choice, label), .required = true, .voice = VOICE_KIOSK,
      .limit = TITLE },
    { "reply", read_text, offsetof(struct choice, reply), .voice = VOICE_KIOSK, .limit = BODY },
    { "right", read_flag, offsetof(struct choice, right) },
};
static const struct shape choice_shape = { "a choice", SHAPE_KEYS(choice_keys) };

#define ITEM(member) offsetof(struct exam_item, member)
static const struct list choice_list = { "choices",
                                         sizeof(struct choice),
                                         ITEM(question.choice_count),
                                         { "choice", read_shape, .extra = &choice_shape } };
static const struct list not_for_list = {
    "profiles", sizeof(str), ITEM(not_for_count), { "profile", read_id }
};
static const struct key item_keys[] = {
    { "id", read_line, ITEM(id), .required = true },
    { "skill", read_word, ITEM(skill), .required = true, .extra = &skill_words },
    { "critical", read_critical, 0 },
    { "prompt", read_text, ITEM(question.prompt), .required = true, .voice = VOICE_KIOSK,
      .limit = BODY },
    { "choices", read_list, ITEM(question.choices), .required = true, .least = 2,
      .limit = CHOICES_MAX, .extra = &choice_list },
    { "keep_order", read_flag, ITEM(question.keep_order) },
    { "not_for", read_list, ITEM(not_for), .least = 1, .limit = EXAM_PROFILES_MAX,
      .extra = &not_for_list },
};
static const struct shape item_shape = { "a question of the bank", SHAPE_KEYS(item_keys),
                                         finish_item };
static const struct list item_list = { "questions",
                                       sizeof(struct exam_item),
                                       offsetof(struct assessment_file, assessment.item_count),
                                       { "item", read_shape, .extra = &item_shape } };

/* ---- the rules ---- */

#define RULES(member) offsetof(struct assessment_file, assessment.rules.member)

static void read_relearn(struct reader *r, int node, size_t word, void *base)
{
    struct assessment_file *file = base;
    const struct key own = { .name = critical_names[word], .read = read_line };
    str *code = &file->assessment.rules.relearn[word + 1];
    read_line(r, node, &own, code);
    if (!str_empty(*code) && !is_lesson_code(*code))
        reader_problem(r, node, "the lesson to learn again has a code L01–L63");
}

static void read_criticals(struct reader *r, int node, const struct key *key, void *base)
{
    read_pairs(r, node, key, base, read_relearn);
    const struct assessment_file *file = base;
    for (int i = 1; i < CRITICAL_COUNT; i++)
        if (str_empty(file->assessment.rules.relearn[i]))
            reader_problem(r, node, "“critical” lacks the area “%s”", critical_names[i - 1]);
}

static const struct key quick_keys[] = {
    { "draw", read_byte, RULES(quick_draw), .required = true, .least = 1, .limit = EXAM_QUICK_MAX },
    { "pass", read_byte, RULES(quick_pass), .required = true, .least = 1, .limit = EXAM_QUICK_MAX },
};
static const struct shape quick_shape = { "“quick”", SHAPE_KEYS(quick_keys) };
static const struct key practice_keys[] = {
    { "hints_max", read_byte, RULES(hints_max), .required = true, .limit = 20 },
};
static const struct shape practice_shape = { "“practice”", SHAPE_KEYS(practice_keys) };
static const struct list check_full_list = {
    "cases", sizeof(str), RULES(check_full_count), { "case", read_line }
};
static const struct key case_keys[] = {
    { "draw", read_byte, RULES(cases_draw), .required = true, .least = 2, .limit = EXAM_CASES_MAX },
    { "genuine", read_byte, RULES(cases_genuine), .required = true, .least = 1,
      .limit = EXAM_CASES_MAX },
    { "pass", read_byte, RULES(cases_pass), .required = true, .least = 1, .limit = EXAM_CASES_MAX },
    { "check_full", read_list, RULES(check_full), .limit = CASES_MAX, .extra = &check_full_list },
};
static const struct shape case_shape = { "“cases”", SHAPE_KEYS(case_keys) };
static const struct key drill_keys[] = {
    { "draw", read_byte, RULES(drill_draw), .required = true, .least = 2, .limit = EXAM_CASES_MAX },
    { "genuine", read_byte, RULES(drill_genuine), .required = true, .least = 1,
      .limit = EXAM_CASES_MAX },
};
static const struct shape drill_shape = { "“drill”", SHAPE_KEYS(drill_keys) };
static const struct key weight_keys[] = {
    { "required", read_byte, offsetof(struct assessment_file, weight_required), .required = true,
      .least = 1, .limit = 20 },
    { "optional", read_byte, offsetof(struct assessment_file, weight_optional), .required = true,
      .least = 1, .limit = 20 },
};
static const struct shape weight_shape = { "“weights”", SHAPE_KEYS(weight_keys) };

static void finish_rules(struct reader *r, int node, void *base)
{
    const struct exam_rules *rules = &((const struct assessment_file *)base)->assessment.rules;
    if (rules->quick_pass > rules->quick_draw)
        reader_problem(r, node, "“quick”: %u of %u questions cannot be right", rules->quick_pass,
                       rules->quick_draw);
    if (rules->cases_pass > rules->cases_draw)
        reader_problem(r, node, "“cases”: %u of %u cases cannot be right", rules->cases_pass,
                       rules->cases_draw);
    if (rules->cases_genuine >= rules->cases_draw || rules->drill_genuine >= rules->drill_draw)
        reader_problem(r, node, "of the cases that are drawn at least one is no genuine one");
}

static const struct key rule_keys[] = {
    { "version", read_version, offsetof(struct assessment_file, assessment.version),
      .required = true, .least = 1, .limit = 999999999 },
    { "quick", read_shape, .required = true, .extra = &quick_shape },
    { "critical", read_criticals, .required = true, .extra = &critical_words },
    { "practice", read_shape, .required = true, .extra = &practice_shape },
    { "cases", read_shape, .required = true, .extra = &case_shape },
    { "drill", read_shape, .required = true, .extra = &drill_shape },
    { "weights", read_shape, .required = true, .extra = &weight_shape },
};
static const struct shape rules_shape = { "“rules”", SHAPE_KEYS(rule_keys), finish_rules };

/* ---- names of skills ---- */

static void read_skill(struct reader *r, int node, size_t word, void *base)
{
    struct assessment_file *file = base;
    const struct key own = { .name = skill_words.names[word], .voice = VOICE_KIOSK };
    r->limit = TITLE;
    read_text(r, node, &own, &file->assessment.skills[word]);
}

static void read_skills(struct reader *r, int node, const struct key *key, void *base)
{
    read_pairs(r, node, key, base, read_skill);
}

/* ---- profiles ---- */

static void finish_pool(struct reader *r, int node, void *base)
{
    const struct exam_pool *pool = base;
    if (pool->choose > pool->code_count)
        reader_problem(r, node, "of %u lessons %u cannot be chosen", pool->code_count,
                       pool->choose);
    for (uint16_t i = 0; i < pool->code_count; i++) {
        if (!is_lesson_code(pool->codes[i]))
            reader_problem_at(r, pool->codes[i].ptr, "a lesson to practise has a code L01–L63");
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(pool->codes[i], pool->codes[j]))
                reader_problem_at(r, pool->codes[i].ptr, "%.*s stands here twice",
                                  STR_ARG(pool->codes[i]));
    }
}

static const struct list of_list = {
    "lessons", sizeof(str), offsetof(struct exam_pool, code_count), { "lesson", read_line }
};
static const struct key pool_keys[] = {
    { "choose", read_byte, offsetof(struct exam_pool, choose), .required = true, .least = 1,
      .limit = EXAM_PRACTICES_MAX },
    { "of", read_list, offsetof(struct exam_pool, codes), .required = true, .least = 1,
      .limit = TRACK_LESSONS_MAX, .extra = &of_list },
};
static const struct shape pool_shape = { "a practice", SHAPE_KEYS(pool_keys), finish_pool };

#define PROFILE(member) offsetof(struct profile_file, profile.member)
static const struct list pool_list = { "practices",
                                       sizeof(struct exam_pool),
                                       PROFILE(pool_count),
                                       { "practice", read_shape, .extra = &pool_shape } };

static void read_weight(struct reader *r, int node, size_t word, void *base)
{
    struct profile_file *file = base;
    const struct key own = { .name = skill_words.names[word], .least = 1, .limit = 20 };
    read_byte(r, node, &own, &file->weights[word]);
}

static void read_weights(struct reader *r, int node, const struct key *key, void *base)
{
    read_pairs(r, node, key, base, read_weight);
}

static void check_pools(struct reader *r, int node, const struct exam_profile *profile)
{
    unsigned all = 0;
    for (uint16_t i = 0; i < profile->pool_count; i++)
        all += profile->pools[i].choose;
    if (all > EXAM_PRACTICES_MAX)
        reader_problem(r, node, "%u practices are too many; %u are the most", all,
                       EXAM_PRACTICES_MAX);
}

static void finish_profile(struct reader *r, int node, void *base)
{
    struct profile_file *file = base;
    struct exam_profile *profile = &file->profile;
    if (file->groups & (file->groups - 1) || file->groups >> GROUP_COUNT)
        reader_problem(r, node, "a profile belongs to one group, or, without the key, to any");
    for (unsigned group = 0; group < GROUP_COUNT; group++)
        if (file->groups == (uint32_t)1 << group)
            profile->group = (enum group)group;
    profile->grouped = file->groups != 0;
    for (unsigned i = 0; i < SKILL_COUNT; i++) {
        bool required = profile->required >> i & 1, optional = file->optional >> i & 1;
        if (required && optional)
            reader_problem(r, node, "%s is either required or optional", skill_words.names[i]);
        if (file->weights[i] && !required && !optional)
            reader_problem(r, node, "“weights” names %s, which is neither required nor optional",
                           skill_words.names[i]);
    }
    check_pools(r, node, profile);
}

static const struct key profile_keys[] = {
    { "id", read_id, PROFILE(id), .required = true },
    { "icon", read_icon, PROFILE(icon), .required = true },
    { "tone", read_one_of, PROFILE(tone), .required = true, .extra = &tone_words },
    { "title", read_text, PROFILE(title), .required = true, .voice = VOICE_KIOSK, .limit = LABEL },
    { "line", read_text, PROFILE(line), .required = true, .voice = VOICE_KIOSK, .limit = TITLE },
    { "after", read_text, PROFILE(after), .voice = VOICE_BODY, .limit = BODY },
    { "group", read_set, offsetof(struct profile_file, groups), .extra = &group_words },
    { "tags", read_set, PROFILE(tags), .extra = &label_words },
    { "address", read_word, PROFILE(address), .extra = &address_words },
    { "required", read_set, PROFILE(required), .required = true, .extra = &skill_words },
    { "optional", read_set, offsetof(struct profile_file, optional), .extra = &skill_words },
    { "weights", read_weights, .extra = &skill_words },
    { "practice", read_list, PROFILE(pools), .required = true, .least = 1,
      .limit = EXAM_PRACTICES_MAX, .extra = &pool_list },
};
static const struct shape profile_shape = { "a profile", SHAPE_KEYS(profile_keys), finish_profile };
static const struct list profile_list = { "profiles",
                                          sizeof(struct profile_file),
                                          offsetof(struct assessment_file, profile_count),
                                          { "profile", read_shape, .extra = &profile_shape } };

/* ---- the whole ---- */

static void weigh(const struct assessment_file *file, struct profile_file *own)
{
    for (unsigned i = 0; i < SKILL_COUNT; i++) {
        uint8_t usual = own->profile.required >> i & 1 ? file->weight_required
                        : own->optional >> i & 1       ? file->weight_optional
                                                       : 0;
        own->profile.weights[i] = own->weights[i] ? own->weights[i] : usual;
    }
}

static void check_ids(struct reader *r, const struct assessment_file *file)
{
    const struct assessment *a = &file->assessment;
    for (uint16_t i = 0; i < a->item_count; i++)
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(a->items[i].id, a->items[j].id))
                reader_problem_at(r, a->items[i].id.ptr, "another question has the id %.*s already",
                                  STR_ARG(a->items[i].id));
    for (uint16_t i = 0; i < file->profile_count; i++)
        for (uint16_t j = 0; j < i; j++)
            if (str_eq(file->profiles[i].profile.id, file->profiles[j].profile.id))
                reader_problem_at(r, file->profiles[i].profile.id.ptr,
                                  "another profile has the id “%.*s” already",
                                  STR_ARG(file->profiles[i].profile.id));
}

/* Each area needs two questions, so that whoever missed one gets another. */
static void check_criticals(struct reader *r, const struct assessment *a,
                            const struct profile_file *own)
{
    for (int area = 1; area < CRITICAL_COUNT; area++) {
        unsigned count = 0;
        for (uint16_t i = 0; i < a->item_count; i++)
            count += a->items[i].critical == (enum critical)area &&
                     assessment_fits(&a->items[i], &own->profile);
        if (count < 2)
            reader_problem_at(r, own->profile.id.ptr,
                              "the critical area “%s” has %u question(s) for this profile; two are "
                              "needed, so that a second try asks another",
                              critical_names[area - 1], count);
    }
}

static bool is_profile(const struct assessment_file *file, str id)
{
    for (uint16_t i = 0; i < file->profile_count; i++)
        if (str_eq(file->profiles[i].profile.id, id))
            return true;
    return false;
}

static void check_not_for(struct reader *r, const struct assessment_file *file)
{
    const struct assessment *a = &file->assessment;
    for (uint16_t i = 0; i < a->item_count; i++)
        for (uint16_t k = 0; k < a->items[i].not_for_count; k++)
            if (!is_profile(file, a->items[i].not_for[k]))
                reader_problem_at(r, a->items[i].not_for[k].ptr, "there is no profile “%.*s”",
                                  STR_ARG(a->items[i].not_for[k]));
}

static void check_bank(struct reader *r, const struct assessment *a, const struct profile_file *own)
{
    unsigned count = 0;
    for (uint16_t i = 0; i < a->item_count; i++)
        count += a->items[i].critical == CRITICAL_NONE && own->profile.weights[a->items[i].skill] &&
                 assessment_fits(&a->items[i], &own->profile);
    if (count < a->rules.quick_draw)
        reader_problem_at(r, own->profile.id.ptr,
                          "the bank has %u questions for this profile; %u are drawn", count,
                          a->rules.quick_draw);
    for (unsigned i = 0; i < SKILL_COUNT; i++)
        if (own->profile.weights[i] && str_empty(a->skills[i].vi))
            reader_problem_at(r, own->profile.id.ptr, "“skills” has no words for %s",
                              skill_words.names[i]);
}

static void finish_assessment(struct reader *r, int node, void *base)
{
    struct assessment_file *file = base;
    struct assessment *a = &file->assessment;
    check_ids(r, file);
    (void)node;
    check_not_for(r, file);
    for (uint16_t i = 0; i < file->profile_count; i++) {
        check_criticals(r, a, &file->profiles[i]);
        weigh(file, &file->profiles[i]);
        check_bank(r, a, &file->profiles[i]);
    }
}

static const struct key assessment_keys[] = {
    { "format", read_nothing, .required = true },
    { "rules", read_shape, .required = true, .extra = &rules_shape },
    { "after", read_text, offsetof(struct assessment_file, after), .required = true,
      .voice = VOICE_BODY, .limit = BODY },
    { "skills", read_skills, .required = true, .extra = &skill_words },
    { "profiles", read_list, offsetof(struct assessment_file, profiles), .required = true,
      .least = 1, .limit = EXAM_PROFILES_MAX, .extra = &profile_list },
    { "items", read_list, offsetof(struct assessment_file, assessment.items), .required = true,
      .least = 1, .limit = EXAM_ITEMS_MAX, .extra = &item_list },
};
const struct shape assessment_shape = { "the assessment", SHAPE_KEYS(assessment_keys),
                                        finish_assessment };
