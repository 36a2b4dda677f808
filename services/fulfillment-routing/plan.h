/*
 * From promised units to fulfillment orders, or to a parked part: the one place where a decision
 * is put into effect (plan.c), recorded (record.c) and released to the warehouses (waves.c).
 */
#ifndef ROUTING_PLAN_H
#define ROUTING_PLAN_H

#include "common/turn.h"
#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/memory.h"

/* Groups that no location has whole are parked, the rest goes on.
 * parent_id: the fulfillment order whose units these were; 0: they were never planned before. */
void plan_route(struct turn *turn, struct order *order, const struct ask *lines,
                uint32_t line_count, int64_t parent_id);

/* The same for units that are routed for the first time: the shadow decides, too. */
void plan_route_first(struct turn *turn, struct order *order, const struct ask *lines,
                      uint32_t line_count);
/* The same for units of which nothing ships before everything can: no group waits alone. */
void plan_route_whole(struct turn *turn, struct order *order, const struct ask *lines,
                      uint32_t line_count);
/* Once more, quietly: false, and nothing has changed, when it still has to wait. */
bool plan_route_parked(struct turn *turn, struct parked *parked);

/* The units wait for people: nobody was asked. */
void plan_park(struct turn *turn, struct order *order, const struct ask *lines, uint32_t line_count,
               int64_t parent_id, enum parked_reason reason);

/* What was found out about a site before the core was asked; its prices are made of it. */
struct site_view {
    struct site_facts facts; /* of the earliest way; distance_mm: whole metres */
    int32_t dispatch_day;   /* whose capacity it takes, as counted there; 0: days are not counted */
    int32_t deliver_on_day; /* by the earliest way; 0: the policy promises no date */
    bool on_later_day;      /* since the day on which it could leave is full */
};

/* What a decision was made of, for its record. */
struct decided {
    const struct order *order;
    const struct ask *lines;
    uint32_t line_count;
    const struct seen_place *place;
    const struct request *request;  /* NULL: it was parked before anybody was asked */
    const struct request *searched; /* the same with lines that stay together as one */
    const struct choice *choice;
    const int64_t *taken;      /* see fill_plan */
    int64_t decision_id;       /* its first fulfillment order; the others follow */
    enum parked_reason parked; /* 0: it is not */
    const struct policy *policy;
    int32_t needed_by_day;         /* asked for, or promised before; 0: as soon as it can be */
    const struct site_view *views; /* by site of the request; NULL: neither days nor money count */
    unsigned gave_way;             /* bits 1 << FAILS_PROMISE, 1 << FAILS_CAPACITY */
    const struct candidates *candidates; /* who was looked at: see request.h; NULL as the request */
};
/* record.c */
void decision_record(struct turn *turn, const struct decided *decided);

/* words.c: the sentence of a parked order, after its reason's name. */
const char *parked_sentence(struct turn *turn, const struct order *order, enum parked_reason why);
const char *parked_reason_name(enum parked_reason reason);

/* Releases what is due: at the end of every turn, and by the clock. */
void waves_release(struct turn *turn, const struct input *input);

#endif
