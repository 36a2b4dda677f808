/*
 * Alerts in memory: those that last, by place, and the newest of those that ended.
 */
#ifndef FORECASTING_ALERT_BOOK_H
#define FORECASTING_ALERT_BOOK_H

#include "services/forecasting/core/alerts/alerts.h"
#include "services/forecasting/memory.h"

#define ALERT_EVIDENCE_BYTES 240
#define ALERT_BY_BYTES       64
#define ALERT_NOTE_BYTES     201
#define ALERTS_ENDED_MAX     10000 /* that are remembered; all are in the table */

struct alert {
    int64_t id;
    enum alert_kind kind;
    struct place *place;
    int32_t day; /* planning day */
    double value, raised_at, ended_at;
    int32_t stock_out_day; /* 0: of no stock-out */
    char evidence[ALERT_EVIDENCE_BYTES];
    int32_t ended_day; /* 0: it lasts */
    char acknowledged_by[ALERT_BY_BYTES];
    char note[ALERT_NOTE_BYTES];
    struct alert *next; /* of its place, or of those that ended */
};

/* NULL when there is none of this id; and when none of this kind lasts there. */
struct alert *alert_find(const struct memory *memory, int64_t id);
struct alert *alert_lasting(const struct place *place, enum alert_kind kind);

/* A copy is remembered; its id is new when 0. One that lasts must be the only one of its kind. */
struct alert *alert_add(struct memory *memory, struct journal *journal, const struct alert *alert);
/* It ended on this day. What was forgotten for it stays valid until the turn commits. */
void alert_end(struct memory *memory, struct journal *journal, struct alert *alert, int32_t day);

#endif
