/* Rule: no price is negative, and the order's total can be written down in 64 bits. */
#include "services/order/core/validate.h"

void
validate_prices(const struct placement *placement, struct defects *defects)
{
    const struct order_request *request = placement->request;
    int64_t total_minor = 0;

    for (uint32_t i = 0; i < request->line_count; i++) {
        const struct request_line *line = &request->lines[i];
        int64_t amount_minor;

        if (line->unit_price_minor < 0) {
            defects_add(defects, DEFECT_PRICE_INVALID, line->line, "unit_price_minor",
                        "A price is not negative.");
            continue;
        }
        if (__builtin_mul_overflow(line->quantity, line->unit_price_minor, &amount_minor) ||
            __builtin_add_overflow(total_minor, amount_minor, &total_minor)) {
            defects_add(defects, DEFECT_PRICE_INVALID, line->line, "unit_price_minor",
                        "With this line the order's total is beyond all bounds.");
            return;
        }
    }
}
