/*
 * How long purchases take: measured from receipts, by item and by supplier.
 */
#ifndef FORECASTING_LEAD_TIMES_H
#define FORECASTING_LEAD_TIMES_H

#include "common/service.h"
#include "services/forecasting/core/supply/lead_time_measured.h"
#include "services/forecasting/inbound.h"

/* So many units of a line came more than before. */
void lead_times_note_receipt(struct turn *turn, const struct inbound_document *document,
                             const struct inbound_line *line, int64_t came, int64_t at_us);
/* Of an item bought from this supplier, which says so many days. */
struct lead_time_known lead_times_of(const struct memory *memory, const struct item *item,
                                     const char *supplier, double told_days, double told_deviation);
/* While loading. */
void lead_times_load_seen(struct memory *memory, int32_t item_id, const char *supplier,
                          const struct lead_time_seen *seen);

#endif
