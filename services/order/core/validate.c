/* The rules of a sound order, in the order in which their defects are reported. */
#include "services/order/core/validate.h"

#include "common/check.h"

static validate_function *const rules[] = {
    validate_channel,      validate_external_id, validate_placed_at,   validate_priority,
    validate_country,      validate_currency,    validate_text_length, validate_line_count,
    validate_line_numbers, validate_skus,        validate_sku_repeats, validate_quantities,
    validate_prices,       validate_together,    validate_holds,       validate_cancel_days,
    validate_exchange,     validate_terms,
};

void
placement_validate(const struct placement *placement, struct defects *defects)
{
    defects->count = 0;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        rules[i](placement, defects);
}

void
defects_add(struct defects *defects, enum defect_code code, uint32_t line, const char *field,
            const char *detail)
{
    assert(defects->count < DEFECTS_MAX);
    defects->list[defects->count++] = (struct defect){code, line, field, detail};
}

const char *
defect_name(enum defect_code code)
{
    static const char *const names[] = {
        [DEFECT_CHANNEL_INVALID] = "CHANNEL_INVALID",
        [DEFECT_EXTERNAL_ID_INVALID] = "EXTERNAL_ID_INVALID",
        [DEFECT_NO_LINES] = "NO_LINES",
        [DEFECT_TOO_MANY_LINES] = "TOO_MANY_LINES",
        [DEFECT_LINE_DUPLICATE] = "LINE_DUPLICATE",
        [DEFECT_SKU_INVALID] = "SKU_INVALID",
        [DEFECT_SKU_UNKNOWN] = "SKU_UNKNOWN",
        [DEFECT_SKU_DUPLICATE] = "SKU_DUPLICATE",
        [DEFECT_QUANTITY_INVALID] = "QUANTITY_INVALID",
        [DEFECT_PRICE_INVALID] = "PRICE_INVALID",
        [DEFECT_COUNTRY_UNKNOWN] = "COUNTRY_UNKNOWN",
        [DEFECT_CURRENCY_UNKNOWN] = "CURRENCY_UNKNOWN",
        [DEFECT_PLACED_AT_INVALID] = "PLACED_AT_INVALID",
        [DEFECT_PRIORITY_INVALID] = "PRIORITY_INVALID",
        [DEFECT_TEXT_TOO_LONG] = "TEXT_TOO_LONG",
        [DEFECT_CONFLICT] = "CONFLICT",
        [DEFECT_HOLD_INVALID] = "HOLD_INVALID",
        [DEFECT_TOGETHER_INVALID] = "TOGETHER_INVALID",
        [DEFECT_CANCEL_DAYS_INVALID] = "CANCEL_DAYS_INVALID",
        [DEFECT_RETURN_UNKNOWN] = "RETURN_UNKNOWN",
        [DEFECT_DELIVER_BY_INVALID] = "DELIVER_BY_INVALID",
        [DEFECT_PICKUP_UNKNOWN] = "PICKUP_UNKNOWN",
    };

    return names[code];
}
