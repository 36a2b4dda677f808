/*
 * What the OpenAPI document says beyond the tables and proto/.
 */
#include "services/gateway/web/openapi.h"

#include <string.h>

/* clang-format off */
const char openapi_introduction[] =
    "Orders, stock, routing, picking and planning of Crossdock, for shops, warehouses and operators. "
    "docs/gateway.md is the guide.\n\n"
    "**Who asks.** Programs send `Authorization: Bearer xd_...` (an API key); people log in "
    "(`POST /v1/session`) and are known by a cookie, or by the session's token as bearer. A change that "
    "relies on the cookie needs the header `X-CSRF-Token`. A key is of one role: storefront (one channel), "
    "warehouse (one location), operator, or reader. A channel or location that is left out is the caller's own.\n\n"
    "**Numbers.** 64-bit integers are strings in answers; in requests numbers will do as well. Money is in "
    "minor units of its currency, or in billionths (`nano`) where it says so; `_us` is microseconds since "
    "1970 UTC; days are counted from 1970-01-01. Times in views are strings too.\n\n"
    "**Changes.** A field that the path names may be left out of the body; when it is in both, it must be "
    "the same. With an `Idempotency-Key` a POST or PATCH can be sent again without being done again: the "
    "answer is that of the first time, with `Idempotent-Replayed: true`; the same key with another request "
    "is a CONFLICT. PUT and DELETE can always be sent again.\n\n"
    "**Refusals** are problems (RFC 9457): 400 what cannot be read, with the place; 422 what a rule refuses, "
    "with the reason and, as `reply`, what the service says beside it; what the path names and is not there is 404, "
    "what the body names a 422 whose detail begins with the field, `orderId: there is no order 7`; 503 with `Retry-After` when it may "
    "work a moment later.";

const char *const openapi_tags[][2] = {
    { "Orders", "From the placed order to the door." },
    { "Promises", "What can be sold, and by when it would come; units set aside for carts." },
    { "Returns", "Asked for, received, looked at, settled." },
    { "Picking", "The work of warehouses: pick lists." },
    { "Shipping", "Parcels, hand-over, delivery, collection by the customer." },
    { "Items", "What is sold, where it lies and what it will sell." },
    { "Stock", "Goods that come, go, break or move on the shelf." },
    { "Counts", "Stock counted, blind, and booked." },
    { "Inbound", "Purchase orders and shipments from suppliers." },
    { "Transfers", "Goods on their way between locations." },
    { "Network", "Locations, what they can do, channels, postal codes." },
    { "Routing policy", "By which policy orders are routed, and how good that is." },
    { "Replenishment", "What to buy or move, and what somebody should look at." },
    { "Plans", "Sales and operations planning: versions, overrides, accuracy, goals." },
    { "Demand events", "Promotions, holidays, new items." },
    { "Insight", "The whole at a glance, and its key figures." },
    { "Events", "Everything that happens, as server-sent events." },
    { "Webhooks", "Everything that happens, sent to you." },
    { "Access", "Sessions, keys, people, and who changed what." },
    { "Dead letters", "What a service could not process." },
    { NULL, NULL },
};

const struct openapi_problem openapi_problems[] = {
    { "BadRequest", "400", "It cannot be read; the place is named." },
    { "Unauthenticated", "401", "No key or session, or one that is not in force." },
    { "Forbidden", "403", "Not with this key." },
    { "NotFound", "404", "What the address names is not there." },
    { "Conflict", "409", "The Idempotency-Key came with another request." },
    { "TooLarge", "413", "The body has more than 1 MiB." },
    { "NotJson", "415", "The body is not application/json." },
    { "Rejected", "422", "A rule says no; nothing changed. `reply` is what the service says beside it." },
    { "TooManyRequests", "429", "Too many requests with this key; ask again after `Retry-After` seconds." },
    { "Failed", "500", "It could not be processed; nothing changed." },
    { "Unavailable", "503", "Not now (BUSY, UNAVAILABLE, REBUILDING); ask again after `Retry-After` seconds." },
    { "Timeout", "504", "No answer came in time. Whether a change was made is not known: send it again with "
                        "the same Idempotency-Key." },
    { NULL, NULL, NULL },
};

static const struct openapi_parameter parameters[] = {
    { "order_id", "string", "Number of the order.", "1" },
    { "return_id", "string", "Number of the return.", "1" },
    { "hold_id", "string", "The shop's own id of the cart.", "cart-17" },
    { "pick_list_id", "string", "Number of the pick list.", "1" },
    { "fulfillment_order_id", "string", "Number of the fulfillment order.", "1" },
    { "sku", "string", "The item.", "S00001" },
    { "skus", NULL, NULL, "S00001" },
    { "count_id", "string", "Number of the count.", "1" },
    { "number", "string", "Number of the document.", "PO-1001" },
    { "purchase_order", "string", "Number of the purchase order.", "PO-1001" },
    { "transfer", "string", "Number of the transfer.", "TR-1001" },
    { "version", "integer", "Version of the policy.", "1" },
    { "plan", "string", "Name of the plan.", "spring" },
    { "override_id", "string", "Number of the override.", "1" },
    { "id", "string", "Id of the promotion.", "easter" },
    { "a", NULL, NULL, "spring" },
    { "b", NULL, NULL, "spring" },
    { "webhook_id", "string", "Number of the webhook.", "1" },
    { "key_id", "string", "Number of the key.", "1" },
    { "name", "string", "Name of the person.", "anna" },
    { "service", "string", "order, inventory, fulfillment-routing, forecasting or gateway.", "order" },

    { "q", "string", "What to look for. Of orders: an order id, a SKU, or the beginning of an external id; of SKUs: the beginning of "
      "a SKU or a name.", NULL },
    { "channel", "string", "Of this channel only.", "web" },
    { "status", "string", "In this state only.", NULL },
    { "progress", "string", "So far only, e.g. BACKORDERED.", NULL },
    { "country", "string", "To this country only (ISO 3166-1 alpha-2).", "GB" },
    { "location", "string", "Of this location only.", "GB-LON" },
    { "hold", "string", "On hold for this reason, e.g. BAD_ADDRESS; `any`: for any.", NULL },
    { "parked", "boolean", "Only what routing cannot place.", NULL },
    { "from_us", "string", "From this time on: microseconds since 1970 UTC.", NULL },
    { "to_us", "string", "Until before this time.", NULL },
    { "limit", "integer", "So many at most; 50 when it is not given.", "20" },
    { "cursor", "string", "`next` of the page before.", NULL },
    { "category", "string", "Of this family only.", NULL },
    { "low", "boolean", "Only what is low.", NULL },
    { "class", "string", "Of this class only, of ABC and XYZ: AX, A, Z.", NULL },
    { "wait_s", "integer",
      "Wait so many seconds (0..30) for a list that is not among `seen`; then answer with what there is.",
      NULL },
    { "seen", "array", "Pick lists that are known already; may be repeated.", NULL },
    { "from", "string",
      "Of events: after this place (the `id` of an event: `order.inventory.routing.forecasting` positions), "
      "`earliest` or `latest`. Of key figures: the first day, YYYY-MM-DD.",
      NULL },
    { "to", "string", "The last day, YYYY-MM-DD.", NULL },
    { "by", "string", "Grouped by day, location or channel.", NULL },
    { "types", "string",
      "Full names of events, or with a trailing *, separated by commas: `crossdock.order.v1.*`. None: all.", NULL },
    { "subject", "string", "Events of this channel or location only.", NULL },
    { NULL, NULL, NULL, NULL },
};
/* clang-format on */

const struct openapi_parameter *
openapi_find_parameter(const char *name)
{
    for (const struct openapi_parameter *parameter = parameters; parameter->name != NULL; parameter++)
        if (strcmp(parameter->name, name) == 0)
            return parameter;
    return NULL;
}
