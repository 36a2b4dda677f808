/* See tally.h. */
#include "services/gateway/tally.h"

#include <string.h>

#include "services/gateway/store.h"

#define SLOTS_AT_FIRST 1024

struct tally_slot {
    const char *location; /* NULL: free */
    const char *channel;
    int64_t day, count;
    int kind;
    uint32_t hash;
};

static uint32_t
hash_text(uint32_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (uint8_t)*text) * 16777619u;
    return hash * 31;
}

static uint32_t
hash_of(int kind, int64_t day, const char *location, const char *channel)
{
    const uint32_t hash = (uint32_t)kind * 2654435761u ^ (uint32_t)day * 40503u;

    return hash_text(hash_text(hash, location), channel);
}

static bool
is_same(const struct tally_slot *slot, const struct tally_slot *other)
{
    return slot->hash == other->hash && slot->kind == other->kind && slot->day == other->day &&
           strcmp(slot->location, other->location) == 0 && strcmp(slot->channel, other->channel) == 0;
}

static struct tally_slot *
slot_for(struct tally_slot *slots, uint32_t count, const struct tally_slot *wanted)
{
    uint32_t at = wanted->hash & (count - 1);

    while (slots[at].location != NULL && !is_same(&slots[at], wanted))
        at = (at + 1) & (count - 1);
    return &slots[at];
}

static void
grow(struct turn *turn, struct tally_stage *stage)
{
    const uint32_t count = stage->slot_count == 0 ? SLOTS_AT_FIRST : stage->slot_count * 2;
    struct tally_slot *slots = arena_take(turn_arena(turn), count * sizeof *slots);

    for (uint32_t i = 0; i < stage->slot_count; i++)
        if (stage->slots[i].location != NULL)
            *slot_for(slots, count, &stage->slots[i]) = stage->slots[i];
    stage->slots = slots;
    stage->slot_count = count;
}

static void
add(struct turn *turn, const struct tally_slot *what, bool keeps_texts)
{
    struct tally_stage *stage = &((struct stage *)turn_stage(turn))->tallies;

    if (stage->used * 2 >= stage->slot_count)
        grow(turn, stage);
    struct tally_slot *slot = slot_for(stage->slots, stage->slot_count, what);
    if (slot->location != NULL) {
        slot->count += what->count;
        return;
    }
    *slot = *what;
    if (!keeps_texts) {
        slot->location = arena_text(turn_arena(turn), what->location);
        slot->channel = arena_text(turn_arena(turn), what->channel);
    }
    stage->used++;
}

void
tally_add(struct turn *turn, int kind, int64_t day, const char *location, const char *channel, int64_t count)
{
    const struct tally_slot what = { location, channel, day, count, kind, hash_of(kind, day, location, channel) };

    if (count != 0)
        add(turn, &what, true);
}

struct order_count {
    struct turn *turn;
    const char *channel;
    int sign;
};

static void
count_order(void *owner, int kind, int64_t day, const char *location, int64_t count)
{
    const struct order_count *order = owner;
    const struct tally_slot what = { location, order->channel, day, order->sign * count, kind,
                                     hash_of(kind, day, location, order->channel) };

    if (count != 0)
        add(order->turn, &what, false);
}

void
tally_order(struct turn *turn, const struct order_fold *order, int sign)
{
    struct order_count count = { turn, order->channel, sign };

    order_tallies(order, count_order, &count);
}

void
tally_save(struct turn *turn)
{
    const struct tally_stage *stage = &((struct stage *)turn_stage(turn))->tallies;

    for (uint32_t i = 0; i < stage->slot_count; i++) {
        const struct tally_slot *slot = &stage->slots[i];
        if (slot->location == NULL || slot->count == 0)
            continue;
        struct column *row = batch_row(turn, BATCH_TALLIES);
        column_add_int4(&row[0], slot->kind);
        column_add_int8(&row[1], slot->day);
        column_add_text(&row[2], slot->location);
        column_add_text(&row[3], slot->channel);
        column_add_int8(&row[4], slot->count);
    }
}
