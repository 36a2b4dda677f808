/*
 * Planning policies and supplier's terms: commands, checked and made plain; and what holds, told.
 */
#ifndef FORECASTING_WIRE_TERMS_H
#define FORECASTING_WIRE_TERMS_H

#include "services/forecasting/terms.h"
#include "services/forecasting/wire_check.h"

/* DefinePlanningPolicies. */
struct policies_told {
    size_t count;
    struct planning_policy list[];
};

/* DefineSupplierTerms. */
struct supplier_terms_told {
    size_t count;
    struct supplier_terms_of_sku {
        const char *sku;
        struct supplier_terms terms;
    } list[];
};

/* GetPlanningTerms. */
struct terms_asked {
    const char *sku, *location;
};

const void *read_define_planning_policies(struct arena *arena, const ProtobufCMessage *message,
                                          struct refusal *refusal);
/* struct policy_scope */
const void *read_remove_planning_policy(struct arena *arena, const ProtobufCMessage *message,
                                        struct refusal *refusal);
const void *read_define_supplier_terms(struct arena *arena, const ProtobufCMessage *message,
                                       struct refusal *refusal);
const void *read_get_planning_terms(struct arena *arena, const ProtobufCMessage *message,
                                    struct refusal *refusal);

const ProtobufCMessage *write_planning_terms(struct arena *arena, const struct terms_asked *asked,
                                             const struct planning_terms *terms);

#endif
