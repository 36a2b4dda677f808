/*
 * What is to come: purchase orders, ASNs without one, and transfers, as inventory's documents tell.
 * A document is kept while something of it is open.
 */
#ifndef FORECASTING_INBOUND_H
#define FORECASTING_INBOUND_H

#include "services/forecasting/memory.h"

enum inbound_kind { /* as in the table inbound */
                    INBOUND_PURCHASE_ORDER = 1,
                    INBOUND_SHIPMENT = 2,
                    INBOUND_TRANSFER = 3,
};

struct inbound_line {
    struct inbound_document *document;
    struct place *to;
    struct place *from; /* of a draft of a transfer: where it will leave; NULL: it has */
    struct inbound_line *next_coming, *next_leaving;
    int32_t line;
    int64_t expected;
    int64_t received;
    int64_t gone; /* of expected: came, or never will */
};

struct inbound_document {
    enum inbound_kind kind;
    const char *number;
    struct location *location;
    struct location *origin; /* of a transfer */
    bool drafted;            /* a transfer that has not left */
    const char *supplier;    /* of a purchase order */
    int64_t opened_at_us;
    int64_t due_at_us; /* 0: not told */
    uint32_t line_count;
    struct inbound_line lines[];
};

/* As told; lines are copied, their links are made. */
struct inbound_told {
    enum inbound_kind kind;
    const char *number, *supplier;
    struct location *location, *origin;
    bool drafted;
    int64_t opened_at_us, due_at_us;
    uint32_t line_count;
    struct inbound_line_told {
        struct item *item;
        int32_t line;
        int64_t expected, received, gone;
    } * lines;
};

int64_t inbound_open(const struct inbound_line *line);
/* Something of it is open. */
bool inbound_told_open(const struct inbound_told *told);

/* NULL when none is open. */
struct inbound_document *inbound_find(const struct memory *memory, enum inbound_kind kind,
                                      const char *number);
struct inbound_document *inbound_add(struct memory *memory, struct journal *journal,
                                     const struct inbound_told *told);
void inbound_remove(struct memory *memory, struct journal *journal,
                    struct inbound_document *document);

/* What documents mean for a place, units. */
int64_t place_on_order(const struct place *place);    /* of purchase orders and ASNs */
int64_t place_in_transfer(const struct place *place); /* planned or under way to here */
int64_t place_leaving(const struct place *place);     /* planned to leave for elsewhere */
/* What comes when, from tomorrow = 1 on; late ones come tomorrow. In the arena, by rising day. */
struct inbound;
struct inbound *place_inbound(struct arena *arena, const struct place *place, int64_t now_us,
                              size_t *count);

#endif
