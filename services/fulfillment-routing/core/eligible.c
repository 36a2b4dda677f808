/*
 * Rule: a location may ship an order when no condition of this table stands in the way. The first
 * that does is the reason that is told.
 */
#include "services/fulfillment-routing/core/eligible.h"

#include <stddef.h>

enum weight {
    STANDS,     /* as long as the world is as it is */
    GIVES_WAY,  /* when nothing else fits */
    IS_LAW,     /* a rule of the business or of a country */
};

/* clang-format off */
static const struct {
    enum condition condition;
    size_t fact;
    enum weight weight;
    const char *text;
} conditions[] = {
    { FAILS_CLOSED,      offsetof(struct eligible_facts, closed),          STANDS,    "closed" },
    { FAILS_REFUSED,     offsetof(struct eligible_facts, refused),         STANDS,    "refused this order" },
    { FAILS_CHANNEL,     offsetof(struct eligible_facts, other_channel),   IS_LAW,    "does not ship for this channel" },
    { FAILS_COUNTRY,     offsetof(struct eligible_facts, other_country),   IS_LAW,    "does not ship to this country" },
    { FAILS_EXPORT,      offsetof(struct eligible_facts, export_barred),   IS_LAW,    "the goods may not leave its country" },
    { FAILS_HAZMAT,      offsetof(struct eligible_facts, hazmat_barred),   IS_LAW,    "may not ship dangerous goods" },
    { FAILS_OVERSIZE,    offsetof(struct eligible_facts, oversize_barred), IS_LAW,    "may not ship goods of this size" },
    { FAILS_NO_SHIPPING, offsetof(struct eligible_facts, no_shipping),     IS_LAW,    "ships nothing to customers" },
    { FAILS_NOT_SERVED,  offsetof(struct eligible_facts, not_served),      IS_LAW,    "no carrier goes that far" },
    { FAILS_NO_STOCK,    offsetof(struct eligible_facts, no_stock),        STANDS,    "has nothing of it free" },
    { FAILS_CAPACITY,    offsetof(struct eligible_facts, day_full),        GIVES_WAY, "its day is full" },
    { FAILS_PROMISE,     offsetof(struct eligible_facts, too_late),        GIVES_WAY, "would be too late" },
};
/* clang-format on */

#define COUNT (sizeof conditions / sizeof *conditions)

enum condition
eligible_first_failing(const struct eligible_facts *facts)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (*(const bool *)((const char *)facts + conditions[i].fact))
            return conditions[i].condition;
    }
    return FAILS_NOTHING;
}

static bool
weighs(enum condition condition, enum weight weight)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (conditions[i].condition == condition)
            return conditions[i].weight == weight;
    }
    return false;
}

bool
eligible_gives_way(enum condition condition)
{
    return weighs(condition, GIVES_WAY);
}

bool
eligible_is_law(enum condition condition)
{
    return weighs(condition, IS_LAW);
}

const char *
condition_text(enum condition condition)
{
    for (size_t i = 0; i < COUNT; i++) {
        if (conditions[i].condition == condition)
            return conditions[i].text;
    }
    return "";
}
