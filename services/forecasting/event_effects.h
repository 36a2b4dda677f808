/*
 * What promotions and holidays do to the days of one series: factors, and sentences about them.
 */
#ifndef FORECASTING_EVENT_EFFECTS_H
#define FORECASTING_EVENT_EFFECTS_H

#include "services/forecasting/core/drivers/effects.h"
#include "services/forecasting/memory.h"

/* Of so many days from from_day on, in the arena; count 0 when nothing is known of any of them.
 * location_id 0: the network. What is over counts as it was measured, what is to come as told or
 * learnt. */
struct effects event_effects(const struct memory *memory, const struct item *item,
                             int32_t location_id, int32_t from_day, int32_t days,
                             struct arena *arena);
/* The same without one promotion, or without one holiday (by name): what it is measured against.
 * Either may be NULL. */
struct effects event_effects_but(const struct memory *memory, const struct item *item,
                                 int32_t from_day, int32_t days, const struct promotion *promotion,
                                 const char *holiday, struct arena *arena);

/* How much more is expected of an item while a promotion runs, over all channels. */
double event_promotion_factor(const struct memory *memory, const struct promotion *promotion,
                              const struct item *item);
/* The part of an item's demand that a promotion is for, 0..1. */
double event_channel_share(const struct memory *memory, const struct promotion *promotion,
                           const struct item *item);

/* "promotion SPRING, 2026-05-14 to 2026-05-20: 1.80 times as much, as told", in the arena. Returns
 * how many. */
size_t event_sentences(const struct memory *memory, const struct item *item, int32_t location_id,
                       int32_t from_day, int32_t days, struct arena *arena, char ***sentences);

#endif
