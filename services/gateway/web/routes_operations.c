/*
 * Running the whole: the chain at a glance, numbers, events, webhooks, who may do what, dead letters.
 */
#include "services/gateway/web/routes.h"

#define INSIGHT      .tag = "Insight"
#define EVENTS       .tag = "Events"
#define WEBHOOKS     .tag = "Webhooks"
#define ACCESS       .tag = "Access"
#define DEAD_LETTERS .tag = "Dead letters"
#define BY_NAME      .handle = web_pass_on, .service = "{service}"

/* clang-format off */
const struct web_route routes_operations[] = {
    { "GET", "/v1/flow", LOOKERS, web_show_flow,
      .gives = GATEWAY(flow_view), .view = "view_flow", .parameters = NAMES(NULL),
      INSIGHT, .operation = "getFlow", .summary = "The chain at a glance" },
    { "GET", "/v1/kpis", LOOKERS, web_show_kpis,
      .gives = GATEWAY(kpis_view), .view = "view_kpis", .parameters = NAMES("from", "to", "by"),
      INSIGHT, .operation = "getKpis", .summary = "Key figures of a period" },

    { "GET", "/v1/events", EVERYBODY, web_follow_events,
      .parameters = NAMES("from", "types", "subject"),
      EVENTS, .operation = "followEvents", .summary = "Follow events as they happen, or from the past on" },

    { "GET", "/v1/webhooks", SELLERS | ROLE_WAREHOUSE | ROLE_READER, OF_GATEWAY,
      .takes = GATEWAY(get_webhooks), .gives = GATEWAY(webhooks_view),
      WEBHOOKS, .operation = "listWebhooks", .summary = "List webhooks" },
    { "POST", "/v1/webhooks", SELLERS | ROLE_WAREHOUSE, OF_GATEWAY,
      .takes = GATEWAY(create_webhook), .gives = GATEWAY(webhook_created), .status = 201,
      WEBHOOKS, .summary = "Have events sent to an address",
      .example = EXAMPLE({ "url": "https://shop.example/hooks/crossdock", "types": [ "crossdock.order.v1.*" ],
                           "note": "shop" }) },
    { "GET", "/v1/webhooks/{webhook_id}", SELLERS | ROLE_WAREHOUSE | ROLE_READER, OF_GATEWAY,
      .takes = GATEWAY(get_webhooks), .gives = GATEWAY(webhooks_view),
      WEBHOOKS, .operation = "getWebhook", .summary = "Show a webhook" },
    { "PATCH", "/v1/webhooks/{webhook_id}", SELLERS | ROLE_WAREHOUSE, OF_GATEWAY,
      .takes = GATEWAY(change_webhook), .gives = GATEWAY(webhook_created),
      WEBHOOKS, .summary = "Pause a webhook, let it go on, or change its secret",
      .example = EXAMPLE({ "paused": true }) },
    { "DELETE", "/v1/webhooks/{webhook_id}", SELLERS | ROLE_WAREHOUSE, OF_GATEWAY,
      .takes = GATEWAY(delete_webhook), .gives = DONE,
      WEBHOOKS, .summary = "Delete a webhook" },
    { "GET", "/v1/webhooks/{webhook_id}/deliveries", SELLERS | ROLE_WAREHOUSE | ROLE_READER, OF_GATEWAY,
      .takes = GATEWAY(get_deliveries), .gives = GATEWAY(deliveries_view),
      WEBHOOKS, .operation = "listDeliveries", .summary = "List what was sent to a webhook, and what came of it" },
    { "POST", "/v1/webhooks/{webhook_id}/redeliver", SELLERS | ROLE_WAREHOUSE, OF_GATEWAY,
      .takes = GATEWAY(redeliver), .gives = DONE,
      WEBHOOKS, .operation = "redeliverWebhook", .summary = "Send again what was given up",
      .example = EXAMPLE({ "allDead": true }) },
    { "POST", "/v1/webhooks/{webhook_id}/replay", SELLERS | ROLE_WAREHOUSE, OF_GATEWAY,
      .takes = GATEWAY(replay_webhook), .gives = DONE,
      WEBHOOKS, .summary = "Send events again from a place on", .example = EXAMPLE({ "from": "earliest" }) },

    { "POST", "/v1/session", 0, web_open_session, .takes = GATEWAY(login), .gives = GATEWAY(session), .status = 201,
      ACCESS, .operation = "openSession", .summary = "Log in",
      .example = EXAMPLE({ "name": "operator", "password": "open the dock" }) },
    { "GET", "/v1/session", EVERYBODY, web_show_session, .gives = GATEWAY(session),
      ACCESS, .operation = "getSession", .summary = "Who is asking" },
    { "DELETE", "/v1/session", EVERYBODY, web_close_session, .status = 204,
      ACCESS, .operation = "closeSession", .summary = "Log out" },
    { "GET", "/v1/keys", LOOKERS, OF_GATEWAY,
      .takes = GATEWAY(get_api_keys), .gives = GATEWAY(api_keys_view),
      ACCESS, .operation = "listKeys", .summary = "List API keys" },
    { "POST", "/v1/keys", OPERATORS, OF_GATEWAY,
      .takes = GATEWAY(create_api_key), .gives = GATEWAY(api_key_created), .status = 201,
      ACCESS, .operation = "createKey", .summary = "Make an API key",
      .example = EXAMPLE({ "name": "shop-till", "role": "KEY_STOREFRONT", "subject": "web" }) },
    { "POST", "/v1/keys/{key_id}/revoke", OPERATORS, OF_GATEWAY,
      .takes = GATEWAY(revoke_api_key), .gives = DONE,
      ACCESS, .operation = "revokeKey", .summary = "Revoke an API key", .example = EXAMPLE({ "reason": "lost" }) },
    { "GET", "/v1/users", LOOKERS, OF_GATEWAY,
      .takes = GATEWAY(get_users), .gives = GATEWAY(users_view),
      ACCESS, .operation = "listUsers", .summary = "List the people who may log in" },
    { "PUT", "/v1/users/{name}", OPERATORS, OF_GATEWAY,
      .takes = GATEWAY(set_user), .gives = DONE,
      ACCESS, .summary = "Add a person, or change one",
      .example = EXAMPLE({ "role": "KEY_WAREHOUSE", "subject": "GB-LON", "password": "a long pass phrase" }) },
    { "GET", "/v1/audit", LOOKERS, OF_GATEWAY,
      .takes = GATEWAY(get_audit), .gives = GATEWAY(audit_view),
      ACCESS, .operation = "listAudit", .summary = "List who changed what, the newest first" },

    { "GET", "/v1/dead-letters/{service}", LOOKERS, BY_NAME,
      .takes = ENVELOPE(list_dead_letters), .gives = ENVELOPE(dead_letters),
      DEAD_LETTERS, .summary = "List what a service could not process" },
    { "POST", "/v1/dead-letters/{service}/retry", OPERATORS, BY_NAME,
      .takes = ENVELOPE(retry_dead_letter), .gives = DONE,
      DEAD_LETTERS, .summary = "Try one again", .example = EXAMPLE({ "source": "inventory", "position": "812" }) },
    { "POST", "/v1/dead-letters/{service}/discard", OPERATORS, BY_NAME,
      .takes = ENVELOPE(discard_dead_letter), .gives = DONE,
      DEAD_LETTERS, .summary = "Give one up", .example = EXAMPLE({ "source": "inventory", "position": "812" }) },

    { "GET", "/v1/openapi.json", 0, web_show_document,
      INSIGHT, .operation = "getOpenapi", .summary = "This document" },
    { 0 },
};
/* clang-format on */
