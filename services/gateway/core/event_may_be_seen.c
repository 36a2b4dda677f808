/*
 * A storefront sees what the order feed says of its channel, a warehouse what inventory and routing
 * grant of its location, operators and readers everything. tests/architecture holds the list
 * against the grants of the services.
 */
#include <string.h>

#include "services/gateway/core/event_sight.h"

static const char *const of_warehouses[] = {
    "crossdock.routing.v1.PickListReleased",       "crossdock.routing.v1.FulfillmentCancelled",
    "crossdock.routing.v1.FulfillmentRejected",    "crossdock.routing.v1.PickListClaimed",
    "crossdock.routing.v1.PickListReady",          "crossdock.routing.v1.PickupReady",
    "crossdock.routing.v1.PickupExpired",          "crossdock.inventory.v1.ShipmentAnnounced",
    "crossdock.inventory.v1.PurchaseOrderChanged", "crossdock.inventory.v1.TransferChanged",
    "crossdock.inventory.v1.CountRequested",       "crossdock.inventory.v1.CountCompleted",
    "crossdock.inventory.v1.StockMoved",           "crossdock.inventory.v1.BinsAssigned",
};

static bool
is_for_warehouses(const struct event_sight *event)
{
    if (strcmp(event->source, "inventory") != 0 &&
        strcmp(event->source, "fulfillment-routing") != 0)
        return false;
    for (size_t i = 0; i < sizeof of_warehouses / sizeof of_warehouses[0]; i++)
        if (strcmp(event->type, of_warehouses[i]) == 0)
            return true;
    return false;
}

bool
event_may_be_seen(enum person_role role, const char *subject, const struct event_sight *event)
{
    switch (role) {
    case PERSON_OPERATOR:
    case PERSON_READER:
        return true;
    case PERSON_STOREFRONT:
        return strcmp(event->source, "order") == 0 && strcmp(event->subject, subject) == 0;
    case PERSON_WAREHOUSE:
        return is_for_warehouses(event) && strcmp(event->subject, subject) == 0;
    case PERSON_NOBODY:
        return false;
    }
    return false;
}
