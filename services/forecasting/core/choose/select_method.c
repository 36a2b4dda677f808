/*
 * Rule: the default stays unless a rival was clearly better at each of the last two origins; of
 * such rivals the best one is taken.
 *
 * Why not simply the least error: over few origins the differences between good methods are noise,
 * and following them costs more than it brings (the "forecast combination puzzle": Claeskens et
 * al., The forecast combination puzzle: a simple theoretical explanation, 2016).
 */
#include "services/forecasting/core/choose/select_method.h"

#include <math.h>

#include "services/forecasting/core/choose/sentence.h"

#define LAST_ORIGINS 2

static bool
is_clearly_better(const struct attempt *rival, const struct attempt *standing, double clearly,
                  int origins)
{
    if (!(rival->mean * clearly < standing->mean))
        return false;
    for (int i = origins < LAST_ORIGINS ? 0 : origins - LAST_ORIGINS; i < origins; i++)
        if (!(rival->error[i] * clearly < standing->error[i]))
            return false;
    return true;
}

int
select_method(const struct candidates *candidates, const struct attempt *attempts, int count,
              int origins)
{
    int selected = -1;
    bool chosen = false; /* better than the default */

    for (int i = 0; i < count; i++) {
        if (!attempts[i].possible)
            continue;
        if (selected < 0) {
            selected = i;
        } else if (origins >= candidates->origins_min &&
                   (!chosen || attempts[i].mean < attempts[selected].mean) &&
                   is_clearly_better(&attempts[i], &attempts[0], candidates->list[i].clearly,
                                     origins)) {
            selected = i;
            chosen = true;
        }
    }
    return selected;
}

static void
add_method(struct sentence *sentence, const struct attempt *attempt, int period)
{
    sentence_add(sentence, attempt->model->name);
    if (attempt->period != period) {
        sentence_add(sentence, " with season ");
        sentence_add_count(sentence, attempt->period);
    }
}

void
select_reason(enum error_measure measure, const struct attempt *attempts, int count, int selected,
              int origins, char *reason)
{
    struct sentence sentence = sentence_start(reason, REASON_BYTES);
    const struct attempt *best = &attempts[selected];

    add_method(&sentence, best, attempts[0].period);
    sentence_add(&sentence, measure == MEASURE_PINBALL ? ": scaled pinball " : ": MASE ");
    sentence_add_number(&sentence, best->mean);
    sentence_add(&sentence, " over ");
    sentence_add_count(&sentence, origins);
    sentence_add(&sentence, origins == 1 ? " origin" : " origins");
    for (int i = 0, others = 0; i < count; i++) {
        if (i == selected)
            continue;
        sentence_add(&sentence, others++ > 0 ? ", " : "; ");
        add_method(&sentence, &attempts[i], attempts[0].period);
        sentence_add(&sentence, " ");
        if (attempts[i].possible)
            sentence_add_number(&sentence, attempts[i].mean);
        else
            sentence_add(&sentence, "cannot take it");
    }
}
