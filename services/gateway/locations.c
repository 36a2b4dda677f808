/* Locations: where they are (inventory), what they can do (routing), what they are to hold (forecasting). */
#include "crossdock/forecasting/v1/replenishment.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/gateway/batch.h"
#include "services/gateway/handlers.h"

#define MINUTES_OF_DAY 1440

void
on_location_changed(struct turn *turn, const struct input *input)
{
    const Crossdock__Inventory__V1__LocationChanged *message = input->message;
    const Crossdock__Inventory__V1__Location *location = message->location;

    if (location == NULL)
        return;
    struct column *row = batch_row(turn, BATCH_LOCATIONS);
    column_add_text(&row[0], location->code);
    column_add_text(&row[1], location->name);
    column_add_text(&row[2], location->country);
    column_add_text(&row[3], location->city);
    column_add_double(&row[4], location->latitude_deg);
    column_add_double(&row[5], location->longitude_deg);
    column_add_text(&row[6], location->time_zone);
    column_add_bool(&row[7], location->closed);
}

void
on_profile_changed(struct turn *turn, const struct input *input)
{
    const Crossdock__Routing__V1__ProfileChanged *message = input->message;
    const Crossdock__Routing__V1__Profile *profile = message->profile;

    if (profile == NULL)
        return;
    struct column *row = batch_row(turn, BATCH_PROFILES);
    column_add_text(&row[0], profile->location);
    column_add_int8(&row[1], profile->capacity_orders);
    column_add_int8(&row[2], profile->capacity_units);
    column_add_int4(&row[3], profile->cut_off_minute == 0 ? MINUTES_OF_DAY : profile->cut_off_minute);
}

void
on_safety_stock_changed(struct turn *turn, const struct input *input)
{
    const Crossdock__Forecasting__V1__SafetyStockChanged *message = input->message;
    struct column *row = batch_row(turn, BATCH_STOCK_LEVELS);

    column_add_text(&row[0], message->sku);
    column_add_text(&row[1], message->location);
    column_add_int8(&row[2], message->safety_stock);
    column_add_int8(&row[3], message->reorder_point);
    column_add_int8(&row[4], message->order_up_to);
}

void
on_regret_measured(struct turn *turn, const struct input *input)
{
    const Crossdock__Routing__V1__RegretMeasured *message = input->message;
    struct column *row = batch_row(turn, BATCH_REGRETS);

    column_add_int4(&row[0], message->day);
    column_add_double(&row[1], (double)message->cost_nano);
    column_add_double(&row[2], (double)message->bound_nano);
}
