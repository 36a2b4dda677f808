/*
 * Is a request sound? Every rule looks at all of it and names every defect it finds; the table in
 * validate.c lists the rules in the order in which defects are reported.
 */
#ifndef CROSSDOCK_ORDER_VALIDATE_H
#define CROSSDOCK_ORDER_VALIDATE_H

#include "services/order/core/order.h"

/* The numbers are those of the protocol. */
enum defect_code {
    DEFECT_CHANNEL_INVALID = 1,
    DEFECT_EXTERNAL_ID_INVALID = 2,
    DEFECT_NO_LINES = 3,
    DEFECT_TOO_MANY_LINES = 4,
    DEFECT_LINE_DUPLICATE = 5,
    DEFECT_SKU_INVALID = 6,
    DEFECT_SKU_UNKNOWN = 7,
    DEFECT_SKU_DUPLICATE = 8,
    DEFECT_QUANTITY_INVALID = 9,
    DEFECT_PRICE_INVALID = 10,
    DEFECT_COUNTRY_UNKNOWN = 11,
    DEFECT_CURRENCY_UNKNOWN = 12,
    DEFECT_PLACED_AT_INVALID = 13,
    DEFECT_PRIORITY_INVALID = 14,
    DEFECT_TEXT_TOO_LONG = 15,
    DEFECT_CONFLICT = 16,
    DEFECT_HOLD_INVALID = 17,
    DEFECT_TOGETHER_INVALID = 18,
    DEFECT_CANCEL_DAYS_INVALID = 19,
    DEFECT_RETURN_UNKNOWN = 20,
    DEFECT_DELIVER_BY_INVALID = 21,
    DEFECT_PICKUP_UNKNOWN = 22,
};

struct defect {
    enum defect_code code;
    uint32_t line; /* 0: the order as a whole */
    const char *field;
    const char *detail; /* a sentence for people */
};

/* No request has more: six rules look at lines, and fewer than forty at the whole. */
#define DEFECTS_MAX (6 * ORDER_LINES_MAX + 40)

struct defects {
    size_t count;
    struct defect list[DEFECTS_MAX];
};

struct rma;

/* A request and what the rules need to know beside it. */
struct placement {
    const struct order_request *request;
    const char *const *known_skus; /* by line: the lasting text of a known SKU, or NULL */
    int64_t now_us;
    const struct rma *exchanged; /* the return whose goods it replaces; NULL: none, or unknown */
    bool pickup_known;           /* terms.pickup_location is a location */
};

void placement_validate(const struct placement *placement, struct defects *defects);

void defects_add(struct defects *defects, enum defect_code code, uint32_t line, const char *field,
                 const char *detail);
const char *defect_name(enum defect_code code);

/* Length is 1..bytes_max, and only of a-z, 0-9 and -. */
bool channel_is_valid(const char *channel);
bool external_id_is_valid(const char *external_id);

typedef void(validate_function)(const struct placement *placement, struct defects *defects);
validate_function validate_channel;
validate_function validate_external_id;
validate_function validate_placed_at;
validate_function validate_priority;
validate_function validate_country;
validate_function validate_currency;
validate_function validate_text_length;
validate_function validate_line_count;
validate_function validate_line_numbers;
validate_function validate_skus;
validate_function validate_sku_repeats;
validate_function validate_quantities;
validate_function validate_prices;
validate_function validate_together;
validate_function validate_holds;
validate_function validate_cancel_days;
validate_function validate_exchange;
validate_function validate_terms;

#endif
