/*
 * What the tables of routes are written with: one table an area, each in a file of its own. The
 * services decide who may do what (their handlers tables); `allow` only says no sooner.
 */
#ifndef GATEWAY_ROUTES_H
#define GATEWAY_ROUTES_H

#include "crossdock/envelope/v1/envelope.pb-c.h"
#include "crossdock/forecasting/v1/alert.pb-c.h"
#include "crossdock/forecasting/v1/forecasting.pb-c.h"
#include "crossdock/forecasting/v1/plan.pb-c.h"
#include "crossdock/forecasting/v1/replenishment.pb-c.h"
#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"
#include "crossdock/routing/v1/routing.pb-c.h"
#include "services/gateway/web/web.h"

#define ENVELOPE(name)    &crossdock__envelope__v1__##name##__descriptor
#define ORDER(name)       &crossdock__order__v1__##name##__descriptor
#define INVENTORY(name)   &crossdock__inventory__v1__##name##__descriptor
#define ROUTING(name)     &crossdock__routing__v1__##name##__descriptor
#define FORECASTING(name) &crossdock__forecasting__v1__##name##__descriptor
#define GATEWAY(name)     &crossdock__gateway__v1__##name##__descriptor
#define DONE              ENVELOPE(done)

#define OF_ORDER       .handle = web_pass_on, .service = "order"
#define OF_INVENTORY   .handle = web_pass_on, .service = "inventory"
#define OF_ROUTING     .handle = web_pass_on, .service = "fulfillment-routing"
#define OF_FORECASTING .handle = web_pass_on, .service = "forecasting"
#define OF_GATEWAY     .handle = web_pass_on, .service = "gateway"

#define NAMES(...)   (const char *const[]){ __VA_ARGS__, NULL }
#define EXAMPLE(...) #__VA_ARGS__ /* JSON, as it stands */

enum {
    EVERYBODY = ROLE_STOREFRONT | ROLE_WAREHOUSE | ROLE_OPERATOR | ROLE_READER,
    OPERATORS = ROLE_OPERATOR,
    LOOKERS = ROLE_OPERATOR | ROLE_READER,
    SELLERS = ROLE_STOREFRONT | ROLE_OPERATOR,
    SALES_LOOKERS = SELLERS | ROLE_READER,
    GOODS_HANDLERS = ROLE_WAREHOUSE | ROLE_OPERATOR,
    GOODS_LOOKERS = GOODS_HANDLERS | ROLE_READER,
};

/* Each ends with a NULL method. */
extern const struct web_route routes_orders[];
extern const struct web_route routes_warehouse[];
extern const struct web_route routes_stock[];
extern const struct web_route routes_planning[];
extern const struct web_route routes_operations[];

#endif
