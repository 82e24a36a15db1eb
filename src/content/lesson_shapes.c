#include <assert.h>
#include <string.h>

#include "content/shapes.h"

#define TITLE TITLE_CODEPOINTS_MAX
#define BODY BODY_CODEPOINTS_MAX
#define LABEL LABEL_CODEPOINTS_MAX

#define WORDS(table)                                                                               \
    {                                                                                              \
        .names = (table), .count = COUNT_OF(table)                                                 \
    }

static const char *const group_names[] = { "ND", "HS", "CB", "DN", "HT", "all" };
static_assert(COUNT_OF(group_names) == GROUP_COUNT + 1, "a word for each group, and all");
const struct words group_words = WORDS(group_names);
static const char *const skill_names[] = { "K01", "K02", "K03", "K04", "K05", "K06", "K07", "K08",
                                           "K09", "K10", "K11", "K12", "K13", "K14", "K15", "K16",
                                           "K17", "K18", "K19", "K20", "K21", "K22" };
static_assert(COUNT_OF(skill_names) == SKILL_COUNT, "a word for each skill");
const struct words skill_words = WORDS(skill_names);
static const char *const seed_topic_names[] = { "T1",  "T2",  "T3",  "T4",  "T5",  "T6",  "T7",
                                                "T8",  "T9",  "T10", "T11", "T12", "T13", "T14",
                                                "T15", "T16", "T17", "T18", "T19", "T20", "T21" };
static_assert(COUNT_OF(seed_topic_names) == SEED_TOPIC_COUNT, "a word for each seed topic");
static const struct words seed_topic_words = WORDS(seed_topic_names);
static const char *const label_names[] = { "cao-tuoi",    "lao-dong-pt", "nong-dan",
                                           "phu-nu",      "ho-kho-khan", "ho-kinh-doanh",
                                           "tieu-thuong", "tieu-hoc",    "thcs",
                                           "thpt",        "sinh-vien",   "can-bo-tdp",
                                           "giao-vien",   "htx",         "dn" };
static_assert(COUNT_OF(label_names) == LESSON_TAG_COUNT, "a word for each tag");
const struct words label_words = WORDS(label_names);
static const char *const tag_names[] = { "S0",    "S1",      "S2",     "S3",   "S4",
                                         "V-gov", "V-press", "V-code", "WEAK", "M" };
static const struct words tag_words = WORDS(tag_names);
static const char *const kind_names[] = { [LESSON_LESSON] = "lesson",
                                          [LESSON_PHONE] = "phone",
                                          [LESSON_SCAM] = "scam",
                                          [LESSON_MICRO] = "micro" };
static_assert(COUNT_OF(kind_names) == LESSON_KIND_COUNT, "a word for each kind");
static const struct words kind_words = WORDS(kind_names);
static const char *const channel_names[] = {
    [CHANNEL_CALL] = "call",     [CHANNEL_SMS] = "sms",     [CHANNEL_CHAT] = "chat",
    [CHANNEL_PAPER] = "paper",   [CHANNEL_VIDEO] = "video", [CHANNEL_APP] = "app",
    [CHANNEL_MARKET] = "market",
};
static_assert(COUNT_OF(channel_names) == CHANNEL_COUNT, "a word for each channel");
static const struct words channel_words = WORDS(channel_names);
static const char *const verdict_names[] = {
    [VERDICT_REAL] = "real", [VERDICT_SCAM] = "scam", [VERDICT_CHECK] = "check"
};
static_assert(COUNT_OF(verdict_names) == VERDICT_COUNT, "a word for each verdict");
static const struct words verdict_words = WORDS(verdict_names);

/* ---- pages, questions ---- */

static void finish_picture(struct reader *r, int node, const struct picture *picture)
{
    if (!str_empty(picture->file) && str_empty(picture->alt.vi))
        reader_problem(r, node, "a picture needs “alt”: say what it shows");
    if (str_empty(picture->file) && !str_empty(picture->alt.vi))
        reader_problem(r, node, "“alt” stands here without a picture");
}

static const struct key narration_keys[] = {
    { "vi", read_sound, offsetof(struct narration, files[LANG_VI]) },
    { "en", read_sound, offsetof(struct narration, files[LANG_EN]) },
};

static void finish_narration(struct reader *r, int node, void *base)
{
    const struct narration *narration = base;
    if (str_empty(narration->files[LANG_VI]) && str_empty(narration->files[LANG_EN]))
        reader_problem(r, node, "“narration” names no recording: {vi: …, en: …}");
}
const struct shape narration_shape = { "“narration”", SHAPE_KEYS(narration_keys),
                                       finish_narration };
#define NARRATION(owner)                                                                           \
    {                                                                                              \
        "narration", read_shape, offsetof(struct owner, narration), .extra = &narration_shape      \
    }

static const struct key page_keys[] = {
    NARRATION(page),
    { "picture", read_picture, offsetof(struct page, picture.file), .required = true },
    { "alt", read_text, offsetof(struct page, picture.alt), .required = true, .voice = VOICE_KIOSK,
      .limit = BODY },
    { "title", read_text, offsetof(struct page, title), .required = true, .voice = VOICE_KIOSK,
      .limit = TITLE },
    { "body", read_text, offsetof(struct page, body), .required = true, .voice = VOICE_BODY,
      .limit = BODY },
};
static const struct shape page_shape = { "a page", SHAPE_KEYS(page_keys) };

static const struct key choice_keys[] = {
    { "label", read_text, offsetof(struct choice, label), .required = true, .voice = VOICE_KIOSK,
      .limit = TITLE },
    { "reply", read_text, offsetof(struct choice, reply), .required = true, .voice = VOICE_KIOSK,
      .limit = BODY },
    { "right", read_flag, offsetof(struct choice, right) },
};
static const struct shape choice_shape = { "a choice", SHAPE_KEYS(choice_keys) };

static unsigned count_right(const struct choice *choices, uint16_t count)
{
    unsigned right = 0;
    for (uint16_t i = 0; i < count; i++)
        right += choices[i].right;
    return right;
}

static void finish_question(struct reader *r, int node, void *base)
{
    const struct question *q = base;
    unsigned right = count_right(q->choices, q->choice_count);
    if (right != 1)
        reader_problem(r, node, "%u choices are right; a question has exactly one", right);
    finish_picture(r, node, &q->picture);
}

static const struct list choice_list = { "choices",
                                         sizeof(struct choice),
                                         offsetof(struct question, choice_count),
                                         { "choice", read_shape, .extra = &choice_shape } };
static const struct key question_keys[] = {
    NARRATION(question),
    { "picture", read_picture, offsetof(struct question, picture.file) },
    { "alt", read_text, offsetof(struct question, picture.alt), .voice = VOICE_KIOSK,
      .limit = BODY },
    { "prompt", read_text, offsetof(struct question, prompt), .required = true,
      .voice = VOICE_KIOSK, .limit = BODY },
    { "choices", read_list, offsetof(struct question, choices), .required = true, .least = 2,
      .limit = CHOICES_MAX, .extra = &choice_list },
    { "keep_order", read_flag, offsetof(struct question, keep_order) },
};
static const struct shape question_shape = { "a question", SHAPE_KEYS(question_keys),
                                             finish_question };

/* ---- judged cases ---- */

/* An answer's label and reply go straight into the judge's arrays. */
#define ANSWER_KEYS(verdict)                                                                       \
    {                                                                                              \
        { "label", read_text, offsetof(struct judge, labels[verdict]), .voice = VOICE_KIOSK,       \
          .limit = LABEL },                                                                        \
            { "reply",                                                                             \
              read_text,                                                                           \
              offsetof(struct judge, replies[verdict]),                                            \
              .required = true,                                                                    \
              .voice = VOICE_KIOSK,                                                                \
              .limit = BODY },                                                                     \
    }
static const struct key answer_keys[VERDICT_COUNT][2] = {
    [VERDICT_REAL] = ANSWER_KEYS(VERDICT_REAL),
    [VERDICT_SCAM] = ANSWER_KEYS(VERDICT_SCAM),
    [VERDICT_CHECK] = ANSWER_KEYS(VERDICT_CHECK),
};
static const struct shape answer_shapes[VERDICT_COUNT] = {
    [VERDICT_REAL] = { "an answer", SHAPE_KEYS(answer_keys[VERDICT_REAL]) },
    [VERDICT_SCAM] = { "an answer", SHAPE_KEYS(answer_keys[VERDICT_SCAM]) },
    [VERDICT_CHECK] = { "an answer", SHAPE_KEYS(answer_keys[VERDICT_CHECK]) },
};

static void read_answer(struct reader *r, int node, const struct key *key, void *base)
{
    *(bool *)((char *)base + key->offset) = true;
    reader_push(r, node, key->extra, key, base);
}

static const struct key answers_keys[] = {
    { "real", read_answer, offsetof(struct judge, offers[VERDICT_REAL]),
      .extra = &answer_shapes[VERDICT_REAL] },
    { "scam", read_answer, offsetof(struct judge, offers[VERDICT_SCAM]),
      .extra = &answer_shapes[VERDICT_SCAM] },
    { "check", read_answer, offsetof(struct judge, offers[VERDICT_CHECK]),
      .extra = &answer_shapes[VERDICT_CHECK] },
};
static const struct shape answers_shape = { "“answers”", SHAPE_KEYS(answers_keys) };

static bool is_case_code(str code)
{
    uint64_t number;
    return code.len == 3 && code.ptr[0] == 'C' && str_to_u64(str_slice(code, 1, 3), &number) &&
           number >= 1 && number <= CASES_MAX;
}

static void finish_judge(struct reader *r, int node, void *base)
{
    const struct judge *j = base;
    unsigned offered = 0;
    for (int i = 0; i < VERDICT_COUNT; i++)
        offered += j->offers[i];
    if (!is_case_code(j->code))
        reader_problem_at(r, j->code.ptr, "a case has a code C01–C31");
    if (offered < 2)
        reader_problem(r, node, "a case offers at least two answers");
    if (!j->offers[j->right])
        reader_problem(r, node, "the right answer “%s” is not offered", verdict_names[j->right]);
    if (j->sign_count && count_right(j->signs, j->sign_count) == 0)
        reader_problem(r, node, "none of the signs is right");
    unsigned actions = count_right(j->actions, j->action_count);
    if (j->action_count && (actions != 1 || j->action_count < 2))
        reader_problem(r, node, "of two or more actions exactly one is right, here %u of %u",
                       actions, j->action_count);
}

static const struct list sign_list = { "signs",
                                       sizeof(struct choice),
                                       offsetof(struct judge, sign_count),
                                       { "sign", read_shape, .extra = &choice_shape } };
static const struct list action_list = { "actions",
                                         sizeof(struct choice),
                                         offsetof(struct judge, action_count),
                                         { "action", read_shape, .extra = &choice_shape } };
static const struct key judge_keys[] = {
    NARRATION(judge),
    { "code", read_line, offsetof(struct judge, code), .required = true },
    { "channel", read_word, offsetof(struct judge, channel), .required = true,
      .extra = &channel_words },
    { "prompt", read_text, offsetof(struct judge, prompt), .voice = VOICE_KIOSK, .limit = BODY },
    { "sender", read_text, offsetof(struct judge, sender), .required = true, .voice = VOICE_QUOTED,
      .limit = LABEL },
    { "when", read_text, offsetof(struct judge, when), .voice = VOICE_QUOTED, .limit = LABEL },
    { "message", read_text, offsetof(struct judge, message), .required = true,
      .voice = VOICE_QUOTED, .limit = BODY },
    { "right", read_word, offsetof(struct judge, right), .required = true,
      .extra = &verdict_words },
    { "answers", read_shape, .required = true, .extra = &answers_shape },
    { "signs_prompt", read_text, offsetof(struct judge, signs_prompt), .voice = VOICE_KIOSK,
      .limit = TITLE },
    { "signs", read_list, offsetof(struct judge, signs), .limit = CHOICES_MAX,
      .extra = &sign_list },
    { "actions_prompt", read_text, offsetof(struct judge, actions_prompt), .voice = VOICE_KIOSK,
      .limit = TITLE },
    { "actions", read_list, offsetof(struct judge, actions), .limit = CHOICES_MAX,
      .extra = &action_list },
};
static const struct shape judge_shape = { "a case", SHAPE_KEYS(judge_keys), finish_judge };

/* ---- model calls ---- */

static const struct key line_keys[] = {
    { "text", read_text, offsetof(struct call_line, text), .required = true, .voice = VOICE_QUOTED,
      .limit = BODY },
    { "suspicious", read_flag, offsetof(struct call_line, suspicious) },
    { "reply", read_text, offsetof(struct call_line, reply), .required = true, .voice = VOICE_KIOSK,
      .limit = BODY },
};
static const struct shape line_shape = { "a line", SHAPE_KEYS(line_keys) };
static const struct list line_list = { "lines",
                                       sizeof(struct call_line),
                                       offsetof(struct call, line_count),
                                       { "line", read_shape, .extra = &line_shape } };
static const struct key call_keys[] = {
    NARRATION(call),
    { "prompt", read_text, offsetof(struct call, prompt), .required = true, .voice = VOICE_KIOSK,
      .limit = BODY },
    { "caller", read_text, offsetof(struct call, caller), .required = true, .voice = VOICE_QUOTED,
      .limit = LABEL },
    { "lines", read_list, offsetof(struct call, lines), .required = true, .least = 2,
      .limit = CALL_LINES_MAX, .extra = &line_list },
};

static void finish_call(struct reader *r, int node, void *base)
{
    const struct call *call = base;
    bool suspicious = false;
    for (uint16_t i = 0; i < call->line_count; i++)
        suspicious |= call->lines[i].suspicious;
    if (!suspicious)
        reader_problem(r, node, "no line of the call is suspicious, so nobody could stop it");
}
static const struct shape call_shape = { "a call", SHAPE_KEYS(call_keys), finish_call };

/* ---- the lesson ---- */

static const struct variant step_kinds[] = {
    [STEP_PAGE] = { "page", &page_shape, sizeof(struct page) },
    [STEP_PHONE] = { "phone", &phone_shape, sizeof(struct phone) },
    [STEP_JUDGE] = { "judge", &judge_shape, sizeof(struct judge) },
    [STEP_CALL] = { "call", &call_shape, sizeof(struct call) },
    [STEP_QUESTION] = { "question", &question_shape, sizeof(struct question) },
};
static_assert(COUNT_OF(step_kinds) == STEP_KIND_COUNT, "a shape for each step");
static const struct variants steps = { "a step", step_kinds, STEP_KIND_COUNT,
                                       offsetof(struct step, kind), offsetof(struct step, page) };
static const struct list step_list = { "steps",
                                       sizeof(struct step),
                                       offsetof(struct lesson_file, lesson.step_count),
                                       { "step", read_variant, .extra = &steps } };

static const struct key source_keys[] = {
    { "tag", read_one_of, offsetof(struct source, tag), .required = true, .extra = &tag_words },
    { "where", read_line, offsetof(struct source, where), .limit = BODY },
    { "date", read_line, offsetof(struct source, date) },
    { "fact", read_line, offsetof(struct source, fact), .required = true, .limit = BODY },
};
static const struct shape source_shape = { "a source", SHAPE_KEYS(source_keys) };
static const struct list source_list = { "sources",
                                         sizeof(struct source),
                                         offsetof(struct lesson_file, source_count),
                                         { "source", read_shape, .extra = &source_shape } };
static const struct list weak_list = { "weak facts",
                                       sizeof(struct source),
                                       offsetof(struct lesson_file, weak_count),
                                       { "weak", read_shape, .extra = &source_shape } };
#define HEAD(member) offsetof(struct lesson_file, lesson.head.member)
static const struct key lesson_keys[] = {
    { "format", read_nothing, .required = true },
    { "code", read_line, HEAD(code), .required = true },
    { "slug", read_id, HEAD(slug), .required = true },
    { "kind", read_word, HEAD(kind), .required = true, .extra = &kind_words },
    { "topic", read_id, HEAD(topic), .required = true },
    { "icon", read_icon, HEAD(icon), .required = true },
    { "minutes", read_number, HEAD(minutes), .required = true, .least = 1, .limit = 30 },
    { "day", read_number, HEAD(day), .least = 1, .limit = 31 },
    { "groups", read_set, HEAD(groups), .required = true, .extra = &group_words },
    { "skills", read_set, HEAD(skills), .extra = &skill_words },
    { "covers", read_set, HEAD(covers), .extra = &seed_topic_words },
    { "tags", read_set, HEAD(tags), .extra = &label_words },
    { "title", read_text, HEAD(title), .required = true, .voice = VOICE_KIOSK, .limit = TITLE },
    { "summary", read_text, HEAD(summary), .required = true, .voice = VOICE_KIOSK, .limit = TITLE },
    { "sources", read_list, offsetof(struct lesson_file, sources), .required = true, .least = 1,
      .limit = 64, .extra = &source_list },
    { "weak", read_list, offsetof(struct lesson_file, weak), .limit = 64, .extra = &weak_list },
    { "verified_on", read_date, HEAD(verified_on), .required = true },
    { "review_by", read_date, HEAD(review_by), .required = true },
    { "steps", read_list, offsetof(struct lesson_file, steps), .required = true, .least = 1,
      .limit = LESSON_STEPS_MAX, .extra = &step_list },
};

static void finish_head(struct reader *r, int node, void *base)
{
    struct lesson_file *file = base;
    struct lesson_head *head = &file->lesson.head;
    file->lesson.steps = file->steps;
    head->number = lesson_number_of(head->code);
    if (!head->number)
        reader_problem_at(r, head->code.ptr, "a lesson's code is L01–L63 or M01–M31");
    if ((head->kind == LESSON_MICRO) != str_starts(head->code, S("M")))
        reader_problem_at(r, head->code.ptr,
                          "one-minute lessons (kind: micro), and only they, have a code M01–M31");
    if (head->kind == LESSON_MICRO && !head->day)
        reader_problem(r, node, "a one-minute lesson needs the key “day”");
    if (head->kind != LESSON_MICRO && head->day)
        reader_problem(r, node, "only a one-minute lesson has the key “day”");
    if (head->kind != LESSON_MICRO && !head->covers)
        reader_problem(r, node, "a lesson needs the key “covers”: the seed topics T1–T21");
    uint32_t every = ((uint32_t)1 << GROUP_COUNT) - 1;
    if (head->groups > every + 1)
        reader_problem(r, node, "“all” in “groups” stands alone");
    head->groups = head->groups > every ? every : head->groups;
    uint16_t weak = file->weak_count;
    for (uint16_t i = 0; i < file->source_count; i++) {
        str tag = file->sources[i].tag;
        weak = (uint16_t)(weak + (str_eq(tag, S("M")) || str_eq(tag, S("WEAK"))));
    }
    head->weak_facts = weak;
}

const struct shape lesson_shape = { "a lesson", SHAPE_KEYS(lesson_keys), finish_head };
/* steps is the last key. */
const struct shape head_shape = { "a lesson", lesson_keys, COUNT_OF(lesson_keys) - 1, finish_head };
