/*
 * A decision as it is kept: its inputs and what was chosen, as plain structs, as bytes, and decided
 * again. Linked by the service, which keeps records, and by the command line, which proves them.
 *
 *   pack.c      to bytes (crossdock.routing.v1.DecisionRecord)
 *   read.c      from bytes, checked: they may have come from anywhere
 *   redecide.c  the same inputs given to the same core
 *   tell.c      as the message that answers why; tell_not.c why not
 */
#ifndef ROUTING_RECORD_H
#define ROUTING_RECORD_H

#include "common/arena.h"
#include "services/fulfillment-routing/core/cost_terms.h"
#include "services/fulfillment-routing/core/eligible.h"
#include "services/fulfillment-routing/core/places/geocode.h"
#include "services/fulfillment-routing/core/routing.h"
#include "services/fulfillment-routing/record/grouping.h"

struct record_line {
    uint32_t line;
    const char *sku;
    int64_t quantity;
    uint32_t together;
    int64_t weight_ug, value_minor; /* of a unit */
};

struct record_site {
    const char *code;
    int64_t distance_m;
    int64_t safety_stock;
    int64_t load_permille;
    int32_t dispatch_day;         /* 0: days do not count */
    bool collected;               /* the customer takes it there: nothing is carried */
    const int64_t *free;          /* by line */
    const int64_t *scarcity_nano; /* by line; NULL: nothing */
};

/* The first condition that a location failed; kept as numbers, so only ever added to. */
enum passed_over {
    PASSED_NO_STOCK,
    PASSED_CLOSED,
    PASSED_REFUSED,
    PASSED_CAME_SHORT, /* a shelf of it is not to be trusted until it is counted */
    PASSED_CHANNEL,
    PASSED_COUNTRY,
    PASSED_EXPORT,
    PASSED_HAZMAT,
    PASSED_OVERSIZE,
    PASSED_NO_SHIPPING,
    PASSED_CAPACITY,
    PASSED_PROMISE,
    PASSED_NOT_SERVED,
    PASSED_COUNT
};
enum passed_over passed_over_of(enum condition condition);
const char *passed_over_words(uint32_t why); /* "closed" */

/* A near location that could ship nothing of it. */
struct record_passed {
    const char *code;
    int64_t distance_m;
    uint32_t why;
};

struct record {
    int64_t decided_at_us;
    uint32_t policy; /* its version */
    int32_t needed_by_day;
    enum geocoded_by geocoded_by;
    const char *geocoded_as;
    size_t line_count;
    const struct record_line *lines;
    size_t site_count;
    const struct record_site *sites;
    uint32_t sites_left_out;
    bool shortlisted; /* not everybody who has something was searched: nothing is proved */
    bool part;        /* not enough is kept to decide again */
    size_t passed_count;
    const struct record_passed *passed;

    enum rule rule;
    uint32_t parked; /* the reason; 0: it is not */
    bool dips, proved;
    uint32_t relaxed; /* RELAXED_... of the core, and the two below */
    size_t parcel_count;
    const uint32_t *parcels; /* indexes into sites */
    const int64_t *taken;    /* by parcel, by line */
    int64_t cost_nano;
};

/* What was given up before the core was asked, beside its own RELAXED_... */
#define RELAXED_PROMISE  8U
#define RELAXED_CAPACITY 16U

/* Sites times lines of a record at most; what needs more is kept in part. */
#define RECORD_CELLS_MAX 65536

#define RECORD_UG_OF_G INT64_C(1000000)

/* The first byte of no record: see decision.proto. */
#define RECORD_FIRST_NOT 0x08

uint8_t *record_pack(struct arena *arena, const struct record *record, size_t *bytes);

/* NULL when it is none, or not as it was written; *reason then says why. */
const struct record *record_read(struct arena *arena, const uint8_t *data, size_t bytes,
                                 const char **reason);

/* What the core is asked. One that the policy or the record says too little for is not made: NULL.
 */
struct record_case {
    struct request request; /* of the lines */
    struct grouping grouping;
};
void record_request(struct arena *arena, const struct record *record, const struct policy *policy,
                    struct record_case *made);

/* What shipping from a site costs under a policy, if it were that far away. total_ug: of the whole
 * order. steps: room for STEPS_MAX (promise.h), or NULL when the policy has no services. */
void record_price(const struct record *record, const struct policy *policy,
                  const struct record_site *from, int64_t distance_m, int64_t total_ug,
                  struct price_step *steps, struct site *to);
struct site_facts record_facts(const struct record *record, const struct policy *policy,
                               const struct record_site *from, int64_t distance_m);
int64_t record_weight_ug(const struct record *record);

/* The inputs of `record` decided once more: everything that is chosen may differ. False: it is kept
 * in part, so it cannot be. */
bool record_decide(struct arena *arena, const struct record *record, const struct policy *policy,
                   struct record *again) must_check;

/* By parcel and line: how much of it. By line of the record, not of the search. */
int64_t *record_fill(struct arena *arena, const struct record_case *made, const struct plan *plan);

/* --- told ------------------------------------------------------------------------------------ */

struct Crossdock__Routing__V1__Decision;

/* All but the sentence. policy NULL: it is not known, so nothing is told of costs and of what would
 * have been next best. */
struct Crossdock__Routing__V1__Decision *
record_tell(struct arena *arena, const struct record *record, const struct policy *policy);

/* Why not from there. */
struct Crossdock__Routing__V1__NotChosen;
enum not_told {
    NOT_CHOSEN_TOLD,
    NOT_CHOSEN_WAS,     /* it ships part of it */
    NOT_CHOSEN_UNKNOWN, /* nothing is kept of it */
};
enum not_told record_tell_not(struct arena *arena, const struct record *record,
                              const struct policy *policy, const char *code,
                              struct Crossdock__Routing__V1__NotChosen **told);

#endif
