/*
 * Rule: what expires first leaves first. Units queue for the lots of a shelf in the order in which
 * they were given out: who comes later takes what those before have left. What is more than all
 * lots hold is picked without one.
 */
#include "services/fulfillment-routing/core/floor/first_expired.h"

#include <string.h>

int
lot_compare(const struct lot *a, const struct lot *b)
{
    if ((a->expires_on == 0) != (b->expires_on == 0))
        return a->expires_on == 0 ? 1 : -1;
    if (a->expires_on != b->expires_on)
        return a->expires_on < b->expires_on ? -1 : 1;
    return strcmp(a->name, b->name);
}

size_t
first_expired(const struct lot *lots, size_t lot_count, int64_t behind, int64_t units,
              struct lot_pick *picks)
{
    size_t count = 0;

    for (size_t i = 0; i < lot_count && units > 0; i++) {
        const int64_t rest = lots[i].quantity - behind;
        if (rest <= 0) {
            behind = -rest;
            continue;
        }
        behind = 0;
        picks[count].lot = lots[i].name;
        picks[count].quantity = rest < units ? rest : units;
        units -= picks[count++].quantity;
    }
    if (units > 0)
        picks[count++] = (struct lot_pick){"", units};
    return count;
}
