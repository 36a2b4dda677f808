/*
 * Defects of orders. A row changes a sound order of channel web and names what is found then, as
 * code/line/field. Lines are number:sku:quantity:price; known SKUs start with "sku". ~N stands for
 * a text of N bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "services/order/core/number_lines.h"
#include "services/order/core/returns.h"
#include "services/order/core/validate.h"

#define NOW_US 1700000000000000

static const struct {
    const char *given, *found;
} orders[] = {
    {"", ""},
    {"channel=web-2", ""},
    {"channel=", "CHANNEL_INVALID/0/channel"},
    {"channel=Web", "CHANNEL_INVALID/0/channel"},
    {"channel=web/2", "CHANNEL_INVALID/0/channel"},
    {"channel=~32", ""},
    {"channel=~33", "CHANNEL_INVALID/0/channel"},
    {"external_id=", "EXTERNAL_ID_INVALID/0/external_id"},
    {"external_id=~64", ""},
    {"external_id=~65", "EXTERNAL_ID_INVALID/0/external_id"},
    {"placed_at=0", ""},
    {"placed_at=1", "PLACED_AT_INVALID/0/placed_at_us"},
    {"placed_at=1700000000", "PLACED_AT_INVALID/0/placed_at_us"},    /* in seconds */
    {"placed_at=1700000000000", "PLACED_AT_INVALID/0/placed_at_us"}, /* in milliseconds */
    {"placed_at=31535999999999", "PLACED_AT_INVALID/0/placed_at_us"},
    {"placed_at=31536000000000", ""}, /* 1971 */
    {"placed_at=-1", "PLACED_AT_INVALID/0/placed_at_us"},
    {"placed_at=1700086400000000", ""}, /* one day ahead */
    {"placed_at=1700086400000001", "PLACED_AT_INVALID/0/placed_at_us"},
    {"priority=9", ""},
    {"priority=10", "PRIORITY_INVALID/0/priority"},
    {"priority=-1", "PRIORITY_INVALID/0/priority"},
    {"country=ZW", ""},
    {"country=UK", "COUNTRY_UNKNOWN/0/destination.country"}, /* reserved, but it is GB */
    {"country=gb", "COUNTRY_UNKNOWN/0/destination.country"},
    {"country=", "COUNTRY_UNKNOWN/0/destination.country"},
    {"country= incomplete=1", ""},
    {"country=QQ incomplete=1", "COUNTRY_UNKNOWN/0/destination.country"},
    {"country=GBR", "COUNTRY_UNKNOWN/0/destination.country"},
    {"currency=JPY", ""},
    {"currency=EURO", "CURRENCY_UNKNOWN/0/currency"},
    {"currency=ABC", "CURRENCY_UNKNOWN/0/currency"},
    {"currency=", "CURRENCY_UNKNOWN/0/currency"}, /* the sound order has prices */
    {"currency= line=1:sku-a:1:0", ""},
    {"city=~200", ""},
    {"city=~201", "TEXT_TOO_LONG/0/destination.city"},
    {"region=~201 postal_code=~201", "TEXT_TOO_LONG/0/destination.region "
                                     "TEXT_TOO_LONG/0/destination.postal_code"},
    {"name=~201 street=~201", "TEXT_TOO_LONG/0/recipient.name TEXT_TOO_LONG/0/recipient.street"},
    {"phone=~201 email=~201", "TEXT_TOO_LONG/0/recipient.phone TEXT_TOO_LONG/0/recipient.email"},
    {"lines=0", "NO_LINES/0/lines"},
    {"lines=2000", ""},
    {"lines=2001", "TOO_MANY_LINES/0/lines"},
    {"line=1:sku-a:1:1 line=1:sku-b:1:1", "LINE_DUPLICATE/1/line"},
    {"line=0:sku-a:1:1 line=0:sku-b:1:1", ""},
    {"line=4000000000:sku-a:1:1 line=0:sku-b:1:1", ""},
    {"line=1::1:1", "SKU_INVALID/1/sku"},
    {"line=1:~65:1:1", "SKU_INVALID/1/sku"},
    {"line=7:other:1:1", "SKU_UNKNOWN/7/sku"},
    {"line=1:sku-a:1:1 line=2:sku-a:1:1", "SKU_DUPLICATE/2/sku"},
    {"line=1:sku-a:0:1", "QUANTITY_INVALID/1/quantity"},
    {"line=1:sku-a:-1:1", "QUANTITY_INVALID/1/quantity"},
    {"line=1:sku-a:1000000:1", ""},
    {"line=1:sku-a:1000001:1", "QUANTITY_INVALID/1/quantity"},
    {"line=1:sku-a:1:-1", "PRICE_INVALID/1/unit_price_minor"},
    {"line=1:sku-a:1:9223372036854775807", ""},
    {"line=1:sku-a:2:9223372036854775807", "PRICE_INVALID/1/unit_price_minor"},
    {"line=1:sku-a:1:9223372036854775807 line=2:sku-b:1:1", "PRICE_INVALID/2/unit_price_minor"},
    {"hold_id=~64", ""},
    {"hold_id=~65", "TEXT_TOO_LONG/0/hold_id"},
    {"together=1000000", ""},
    {"together=1000001", "TOGETHER_INVALID/1/together"},
    {"days=365", ""},
    {"days=366", "CANCEL_DAYS_INVALID/0/cancel_unfilled_days"},
    {"days=-1", "CANCEL_DAYS_INVALID/0/cancel_unfilled_days"},
    {"exchange=7", ""},
    {"exchange=8", "RETURN_UNKNOWN/0/exchange_for_return_id"},
    {"exchange=7 channel=shop", "RETURN_UNKNOWN/0/exchange_for_return_id"},
    {"hold=1:0 hold=2:0 hold=7:0", ""},
    {"hold=0:0", "HOLD_INVALID/0/holds"},
    {"hold=8:0", "HOLD_INVALID/0/holds"},
    {"hold=-1:0", "HOLD_INVALID/0/holds"},
    {"hold=3:0 hold=3:0", "HOLD_INVALID/0/holds"},
    {"hold=1:1700000000000001", ""},
    {"hold=1:1700000000000000", "HOLD_INVALID/0/holds"}, /* it would begin as it ends */
    {"hold=1:-5", "HOLD_INVALID/0/holds"},
    {"hold=2:1800000000000000", "HOLD_INVALID/0/holds"}, /* only payment has a time */
    {"hold=1:0 hold=2:0 hold=3:0 hold=4:0 hold=5:0 hold=6:0 hold=7:0", ""},
    {"hold=1:0 hold=2:0 hold=3:0 hold=4:0 hold=5:0 hold=6:0 hold=7:0 hold=1:0",
     "HOLD_INVALID/0/holds"},
    {"deliver_by=19675", ""}, /* today */
    {"deliver_by=19674", ""}, /* yesterday: it may be today, there */
    {"deliver_by=19673", "DELIVER_BY_INVALID/0/terms.deliver_by_day"},
    {"deliver_by=23325", ""},
    {"deliver_by=23326", "DELIVER_BY_INVALID/0/terms.deliver_by_day"},
    {"deliver_by=-1", "DELIVER_BY_INVALID/0/terms.deliver_by_day"},
    {"pickup=store-1", ""},
    {"pickup=nowhere", "PICKUP_UNKNOWN/0/terms.pickup_location"},
    /* every defect, in the order of the rules */
    {"channel=W priority=11 line=3:other:0:-1 line=4:other:1:1",
     "CHANNEL_INVALID/0/channel PRIORITY_INVALID/0/priority SKU_UNKNOWN/3/sku SKU_UNKNOWN/4/sku "
     "SKU_DUPLICATE/4/sku QUANTITY_INVALID/3/quantity PRICE_INVALID/3/unit_price_minor"},
};

static struct request_line lines[ORDER_LINES_MAX];
static char texts[64][256];
static size_t text_count;
static uint32_t together; /* of the first line */

static const char *
take_text(const char *value, size_t bytes)
{
    char *text = texts[text_count++];

    if (value[0] == '~')
        memset(text, 'a', (size_t)atoi(value + 1)), text[atoi(value + 1)] = '\0';
    else
        memcpy(text, value, bytes), text[bytes] = '\0';
    return text;
}

static void
give_line(struct order_request *request, char *text)
{
    struct request_line *line = &request->lines[request->line_count++];
    char *parts[4];

    request->lines_given = request->line_count;
    for (int i = 0; i < 4; i++)
        parts[i] = strsep(&text, ":");
    line->line = (uint32_t)strtoul(parts[0], NULL, 10);
    line->sku = take_text(parts[1], strlen(parts[1]));
    line->quantity = strtoll(parts[2], NULL, 10);
    line->unit_price_minor = strtoll(parts[3], NULL, 10);
}

static void
give_lines(struct order_request *request, size_t count)
{
    static char skus[ORDER_LINES_MAX][16];

    request->lines_given = count;
    request->line_count = (uint32_t)(count < ORDER_LINES_MAX ? count : ORDER_LINES_MAX);
    for (uint32_t i = 0; i < request->line_count; i++) {
        snprintf(skus[i], sizeof skus[i], "sku-%u", i);
        lines[i] = (struct request_line){.line = i + 1, .sku = skus[i], .quantity = 1};
    }
}

static void
give(struct order_request *request, const char *name, char *value)
{
    const struct {
        const char *name;
        const char **text;
    } fields[] = {
        {"channel", &request->channel},
        {"external_id", &request->external_id},
        {"currency", &request->currency},
        {"country", &request->destination.country},
        {"region", &request->destination.region},
        {"city", &request->destination.city},
        {"postal_code", &request->destination.postal_code},
        {"name", &request->recipient.name},
        {"street", &request->recipient.street},
        {"phone", &request->recipient.phone},
        {"email", &request->recipient.email},
        {"hold_id", &request->hold_id},
        {"pickup", &request->terms.pickup_location},
    };

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (strcmp(fields[i].name, name) == 0)
            *fields[i].text = take_text(value, strlen(value));
    if (strcmp(name, "placed_at") == 0)
        request->placed_at_us = strtoll(value, NULL, 10);
    if (strcmp(name, "priority") == 0)
        request->priority = atoi(value);
    if (strcmp(name, "incomplete") == 0)
        request->address_incomplete = true;
    if (strcmp(name, "days") == 0)
        request->cancel_unfilled_days = atoi(value);
    if (strcmp(name, "hold") == 0 && ++request->holds_given <= HOLDS_MAX)
        request->holds[request->hold_count++] = (struct request_hold){
            .reason = atoi(value), .note = "", .expires_at_us = atoll(strchr(value, ':') + 1)};
    if (strcmp(name, "exchange") == 0)
        request->exchange_for_return_id = atoi(value);
    if (strcmp(name, "deliver_by") == 0)
        request->terms.deliver_by_day = atoi(value);
    if (strcmp(name, "together") == 0)
        together = (uint32_t)atoi(value);
    if (strcmp(name, "lines") == 0)
        give_lines(request, (size_t)atoi(value));
    if (strcmp(name, "line") == 0)
        give_line(request, value);
}

static void
make_request(struct order_request *request, const char *given)
{
    char copy[512], *rest = copy, *word;

    text_count = together = 0;
    *request = (struct order_request){.channel = "web",
                                      .external_id = "1001",
                                      .currency = "GBP",
                                      .destination = {"GB", "", "London", "N1 7AA"},
                                      .hold_id = "",
                                      .recipient = {"", "", "", ""},
                                      .terms = {.pickup_location = ""},
                                      .lines = lines};
    snprintf(copy, sizeof copy, "%s", given);
    while ((word = strsep(&rest, " ")) != NULL) {
        char *name = strsep(&word, "=");

        if (word != NULL)
            give(request, name, word);
    }
    if (strstr(given, "line") == NULL) {
        lines[0] = (struct request_line){1, "sku-a", 2, 500, 0};
        lines[1] = (struct request_line){2, "sku-b", 1, 999, 0};
        request->line_count = 2;
        request->lines_given = 2;
    }
    request->lines[0].together = together;
    number_lines(request->lines, request->line_count);
}

static void
find(const struct order_request *request, char *found, size_t bytes_max)
{
    static struct defects defects;
    const char *known[ORDER_LINES_MAX];
    size_t used = 0;

    for (uint32_t i = 0; i < request->line_count; i++)
        known[i] = strncmp(request->lines[i].sku, "sku", 3) == 0 ? request->lines[i].sku : NULL;
    const struct rma known_return = {.return_id = 7, .channel = "web", .status = RETURN_AUTHORIZED};
    const bool is_known = request->exchange_for_return_id == known_return.return_id;
    placement_validate(
        &(struct placement){request, known, NOW_US, is_known ? &known_return : NULL,
                            strncmp(request->terms.pickup_location, "store", 5) == 0},
        &defects);
    found[0] = '\0';
    for (size_t i = 0; i < defects.count; i++) {
        const struct defect *defect = &defects.list[i];

        assert_true(strlen(defect->detail) > 10);
        used += (size_t)snprintf(found + used, bytes_max - used, "%s%s/%u/%s", i > 0 ? " " : "",
                                 defect_name(defect->code), defect->line, defect->field);
    }
}

static void
every_defect_is_named(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        struct order_request request;
        char found[1024];

        make_request(&request, orders[i].given);
        find(&request, found, sizeof found);
        if (strcmp(found, orders[i].found) != 0)
            print_error("given: %s\n", orders[i].given);
        assert_string_equal(found, orders[i].found);
    }
}

static void
worst_order_has_room_for_its_defects(void **unused)
{
    static struct defects defects;
    static const char *unknown[ORDER_LINES_MAX];
    struct order_request request;
    char text[256];

    (void)unused;
    make_request(&request, "channel= external_id= placed_at=-1 priority=-1 country= currency=X "
                           "region=~201 city=~201 postal_code=~201 name=~201 street=~201 "
                           "phone=~201 email=~201 lines=2001 hold_id=~65 days=-1 hold=0:0 hold=0:0 "
                           "hold=0:0 hold=0:0 hold=0:0 "
                           "hold=0:0 hold=0:0 hold=0:0 deliver_by=1 pickup=nowhere");
    snprintf(text, sizeof text, "%070d", 0);
    for (uint32_t i = 0; i < request.line_count; i++)
        lines[i] = (struct request_line){1, text, 0, -1, UINT32_MAX};
    placement_validate(&(struct placement){&request, unknown, NOW_US, NULL, false}, &defects);
    assert_int_equal(defects.count,
                     16 + 10 + 6 * ORDER_LINES_MAX - 2); /* the first line repeats none */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_defect_is_named),
        cmocka_unit_test(worst_order_has_room_for_its_defects),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
