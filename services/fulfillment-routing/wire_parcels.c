#include "services/fulfillment-routing/wire_parcels.h"

#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/fulfillment-routing/core/floor/sscc.h"

#define WEIGHT_G_MAX  INT64_C(100000000)
#define LENGTH_MM_MAX 100000

static bool
check_sscc(const char *sscc, struct refusal *refusal)
{
    if (sscc[0] == '\0' || sscc_is_valid(sscc))
        return true;
    return refuse(refusal, "sscc '%.20s' is not 18 digits with a valid check digit", sscc);
}

static bool
check_size(int64_t value, const char *what, int64_t max, struct refusal *refusal)
{
    if (value < 0 || value > max)
        return refuse(refusal, "%s %lld is out of range", what, (long long)value);
    return true;
}

READ(read_pack_parcel)
{
    const Crossdock__Routing__V1__PackParcel *in =
        (const Crossdock__Routing__V1__PackParcel *)message;
    struct told_parcel *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal) ||
        !check_sscc(in->sscc, refusal) ||
        !check_size(in->weight_g, "weight_g", WEIGHT_G_MAX, refusal) ||
        !check_size(in->length_mm, "length_mm", LENGTH_MM_MAX, refusal) ||
        !check_size(in->width_mm, "width_mm", LENGTH_MM_MAX, refusal) ||
        !check_size(in->height_mm, "height_mm", LENGTH_MM_MAX, refusal))
        return NULL;
    if (in->n_lines > LINES_MAX) {
        refuse(refusal, "%zu lines, allowed are %d", in->n_lines, LINES_MAX);
        return NULL;
    }
    out->sscc = in->sscc;
    out->weight_g = in->weight_g;
    out->length_mm = in->length_mm;
    out->width_mm = in->width_mm;
    out->height_mm = in->height_mm;
    out->ask_count = in->n_lines;
    out->asks = arena_take(arena, in->n_lines * sizeof *out->asks);
    for (size_t i = 0; i < in->n_lines; i++) {
        if (!check_quantity(in->lines[i]->quantity, 1, refusal))
            return NULL;
        out->asks[i] = (struct parcel_ask){(int32_t)in->lines[i]->line, in->lines[i]->quantity};
    }
    return out;
}

READ(read_confirm_delivery)
{
    const Crossdock__Routing__V1__ConfirmDelivery *in =
        (const Crossdock__Routing__V1__ConfirmDelivery *)message;
    struct told_delivery *out = arena_take(arena, sizeof *out);

    out->at_us = in->delivered_at_us;
    return read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                   refusal) &&
                   check_size(in->delivered_at_us, "delivered_at_us", INT64_MAX, refusal)
               ? out
               : NULL;
}

READ(read_report_exception)
{
    const Crossdock__Routing__V1__ReportException *in =
        (const Crossdock__Routing__V1__ReportException *)message;
    struct told_exception *out = arena_take(arena, sizeof *out);

    if (!read_id(in->fulfillment_order_id, "fulfillment_order_id", &out->fulfillment_order_id,
                 refusal) ||
        !check_sscc(in->sscc, refusal) || !check_text(in->note, "note", 0, TEXT_BYTES_MAX, refusal))
        return NULL;
    if (in->kind <= CROSSDOCK__ROUTING__V1__EXCEPTION_KIND__EXCEPTION_UNSPECIFIED ||
        in->kind > CROSSDOCK__ROUTING__V1__EXCEPTION_KIND__EXCEPTION_OTHER) {
        refuse(refusal, "kind is missing or unknown");
        return NULL;
    }
    out->kind = (int)in->kind;
    out->sscc = in->sscc;
    out->note = in->note;
    return out;
}
