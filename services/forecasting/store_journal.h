/*
 * What a turn counted, as one entry; and the folding of rows that waited long enough.
 */
#ifndef FORECASTING_STORE_JOURNAL_H
#define FORECASTING_STORE_JOURNAL_H

#include "common/turn.h"

/* For store.c. */
struct opening;
void journal_load(struct opening *opening);
void journal_save(struct turn *turn);

#endif
