/* The memory of an order: one block with its lines and texts, so that it is kept and freed as one.
 */
#include "services/order/core/order.h"

#include <string.h>

bool
recipient_is_given(const struct recipient *recipient)
{
    return recipient->name[0] || recipient->street[0] || recipient->phone[0] || recipient->email[0];
}

size_t
order_bytes(const struct order_request *request)
{
    return sizeof(struct order) + request->line_count * sizeof(struct order_line) +
           strlen(request->channel) + strlen(request->external_id) + strlen(request->currency) +
           strlen(request->destination.country) + strlen(request->destination.region) +
           strlen(request->destination.city) + strlen(request->destination.postal_code) +
           strlen(request->terms.pickup_location) + 8;
}

size_t
order_changing_bytes(const struct order *order)
{
    return sizeof(struct order) + order->line_count * sizeof(struct order_line);
}

static const char *
put_text(char **free_bytes, const char *text)
{
    const size_t bytes = strlen(text) + 1;
    const char *put = memcpy(*free_bytes, text, bytes);

    *free_bytes += bytes;
    return put;
}

void
order_fill(struct order *order, int64_t order_id, const struct order_request *request,
           const char *const *skus)
{
    char *texts = (char *)&order->lines[request->line_count];

    order->order_id = order_id;
    order->ship_complete = request->ship_complete;
    order->priority = request->priority;
    order->placed_at_us = request->placed_at_us;
    order->channel = put_text(&texts, request->channel);
    order->external_id = put_text(&texts, request->external_id);
    order->currency = put_text(&texts, request->currency);
    order->destination.country = put_text(&texts, request->destination.country);
    order->destination.region = put_text(&texts, request->destination.region);
    order->destination.city = put_text(&texts, request->destination.city);
    order->destination.postal_code = put_text(&texts, request->destination.postal_code);
    order->terms = request->terms;
    order->terms.pickup_location = put_text(&texts, request->terms.pickup_location);
    order->exchange_for_return_id = request->exchange_for_return_id;
    order->line_count = request->line_count;
    for (uint32_t i = 0; i < request->line_count; i++) {
        order->lines[i].line = request->lines[i].line;
        order->lines[i].sku = skus[i];
        order->lines[i].unit_price_minor = request->lines[i].unit_price_minor;
        order->lines[i].together = request->lines[i].together;
        order->lines[i].units.ordered = request->lines[i].quantity;
    }
}

struct order_line *
order_find_line(struct order *order, uint32_t line, uint32_t *at)
{
    for (uint32_t looked = 0; looked < order->line_count; looked++) {
        struct order_line *candidate = &order->lines[*at];

        *at = *at + 1 < order->line_count ? *at + 1 : 0;
        if (candidate->line == line)
            return candidate;
    }
    return NULL;
}

bool
order_is_filled(const struct order *order)
{
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct line_counters *units = &order->lines[i].units;

        if (units->shipped + units->cancelled < units->ordered)
            return false;
    }
    return true;
}

bool
order_is_delivered(const struct order *order)
{
    for (uint32_t i = 0; i < order->line_count; i++) {
        const struct order_line *line = &order->lines[i];

        if (line->delivered + line->units.cancelled < line->units.ordered)
            return false;
    }
    return true;
}

bool
terms_are_given(const struct delivery_terms *terms)
{
    return terms->deliver_by_day != 0 || terms->substitutes_allowed ||
           terms->pickup_location[0] != '\0';
}

bool
destination_equals(const struct destination *a, const struct destination *b)
{
    return strcmp(a->country, b->country) == 0 && strcmp(a->region, b->region) == 0 &&
           strcmp(a->city, b->city) == 0 && strcmp(a->postal_code, b->postal_code) == 0;
}
