/*
 * What an event costs on its way to a browser: read from the wire, written as JSON, and for
 * comparison read from JSON. Nanoseconds each, over many rounds of the same few events.
 *
 *     bench-json [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/json_message.h"
#include "common/message.h"
#include "crossdock/inventory/v1/inventory.pb-c.h"
#include "crossdock/order/v1/order.pb-c.h"

#define ROUNDS 300000

static const struct {
    const ProtobufCMessageDescriptor *type;
    const char *json;
} events[] = {
    {&crossdock__inventory__v1__stock_low__descriptor,
     "{\"sku\":\"SKU-000123\",\"available\":3,\"threshold\":20}"},
    {&crossdock__inventory__v1__reservation_committed__descriptor,
     "{\"orderId\":91827364,\"channel\":\"web\",\"placedAtUs\":1795368834000000,\"priority\":1,"
     "\"round\":1,\"lines\":[{\"line\":1,\"sku\":\"SKU-000123\",\"quantity\":2}]}"},
    {&crossdock__order__v1__order_placed__descriptor,
     "{\"orderId\":91827364,\"channel\":\"web\",\"externalId\":\"W-1029384\",\"currency\":\"EUR\","
     "\"placedAtUs\":1795368834000000,\"destination\":{\"country\":\"DE\",\"city\":\"Berlin\","
     "\"postalCode\":\"10115\"},"
     "\"lines\":[{\"line\":1,\"sku\":\"SKU-000123\",\"quantity\":2},"
     "{\"line\":2,\"sku\":\"SKU-000456\",\"quantity\":1}]}"},
};

static double
now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void
measure(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *json, int rounds)
{
    char error[200];
    size_t bytes;
    struct json_text text = {0};
    const char *reason;
    const ProtobufCMessage *message =
        json_read_message(arena, type, json, strlen(json), error, sizeof error);

    if (message == NULL) {
        fprintf(stderr, "%s: %s\n", type->name, error);
        exit(EXIT_FAILURE);
    }
    uint8_t *packed = message_pack(arena, message, &bytes);
    size_t mark = arena_mark(arena);
    double start = now_ns();
    for (int i = 0; i < rounds; i++) {
        arena_reset(arena, mark);
        message = message_read(arena, type, packed, bytes, &reason);
    }
    double unpacked = now_ns();
    for (int i = 0; i < rounds; i++) {
        text.bytes = 0;
        json_write_message(&text, message, JSON_MAPPING);
    }
    double written = now_ns();
    for (int i = 0; i < rounds; i++) {
        arena_reset(arena, mark);
        json_read_message(arena, type, text.text, text.bytes, error, sizeof error);
    }
    printf("%-32s %4zu bytes as JSON: unpack %5.0f ns, write %5.0f ns, read %5.0f ns\n",
           type->short_name, text.bytes, (unpacked - start) / rounds, (written - unpacked) / rounds,
           (now_ns() - written) / rounds);
    json_text_free(&text);
    arena_reset(arena, 0);
}

int
main(int argc, char **argv)
{
    struct arena *arena = arena_create((size_t)1 << 20);

    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        measure(arena, events[i].type, events[i].json, argc > 1 ? atoi(argv[1]) : ROUNDS);
    arena_destroy(&arena);
    return EXIT_SUCCESS;
}
