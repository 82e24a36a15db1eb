#include "core/judge.h"

#include "base/must.h"

unsigned judge_score_verdict(const struct judge *judge, enum verdict answer)
{
    must(answer < VERDICT_COUNT);
    if (answer == judge->right)
        return 100;
    return judge->right == VERDICT_SCAM && answer == VERDICT_CHECK ? 50 : 0;
}

unsigned judge_found_signs(const struct judge *judge, uint32_t marked)
{
    unsigned found = 0;
    for (uint16_t i = 0; i < judge->sign_count; i++)
        found += judge->signs[i].right && (marked >> i & 1);
    return found;
}

unsigned judge_right_signs(const struct judge *judge)
{
    return judge_found_signs(judge, UINT32_MAX);
}
