/*
 * The outlook of each place: begun at the first sale, advanced when a day is over, walked again
 * when something of the past becomes known late, fitted by the pool of threads once a week.
 */
#ifndef FORECASTING_OUTLOOKS_H
#define FORECASTING_OUTLOOKS_H

#include "common/service.h"
#include "services/forecasting/core/outlook.h"
#include "services/forecasting/memory.h"

/* The pool of threads; and its end. */
void outlooks_open(struct memory *memory);
void outlooks_close(struct memory *memory);

/* Brings a place to its last whole day, and has it fitted when that is due. False: there is no
 * history yet. */
bool outlooks_bring_up(struct turn *turn, struct place *place);
/* What is said of it, by the terms of now; also its share, see outlook_shares. */
struct outlook_said outlooks_say(struct turn *turn, const struct place *place);

/* Units or stock of a day that is over became known: the days since are walked again. */
void outlooks_note_late(struct turn *turn, struct place *place, int32_t day);
/* All of an item is fitted again, soon. */
void outlooks_want_fit(struct turn *turn, struct item *item);

/* Fits that are done take their place; the items are looked at in the next round. At most `max`. */
void outlooks_take_fits(struct turn *turn, int max);

#endif
