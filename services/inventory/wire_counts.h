/*
 * Cycle counts: commands in, replies and events out. Nobody who counts is told what the books say.
 */
#ifndef INVENTORY_WIRE_COUNTS_H
#define INVENTORY_WIRE_COUNTS_H

#include "services/inventory/core/documents.h"
#include "services/inventory/wire_goods.h"

struct request_count {
    const char *location;
    int64_t tolerance_units;
    int32_t tolerance_percent;
    size_t count; /* 0: everything there */
    char **skus;
};

struct submit_count {
    int64_t count_id;
    size_t count;
    struct stock_line lines[];
};

/* ApproveCount and CancelCount. */
struct end_count {
    int64_t count_id;
    const char *reason;
};

read_function wire_read_request_count;
read_function wire_read_submit_count;
read_function wire_read_approve_count; /* struct end_count */
read_function wire_read_cancel_count;  /* struct end_count */

void wire_reply_count(struct turn *turn, const struct stock_count *count);
/* DUPLICATE, with the reply of the first time. */
void wire_repeat_count(struct turn *turn, const struct stock_count *count);
/* tells_books: also what the books say of what is in review. */
void wire_reply_count_document(struct turn *turn, const struct stock_count *count,
                               bool tells_books);
/* What is (still) to be counted. */
void wire_say_count_requested(struct turn *turn, const struct stock_count *count);
/* Every SKU of it was counted and booked, whether it differed or not. */
void wire_say_count_completed(struct turn *turn, const struct stock_count *count);
/* What differs among count->found[first ...] that is_booked or not; nothing when nothing does. */
void wire_say_variance(struct turn *turn, const struct stock_count *count,
                       const struct count_found *const *found, size_t found_count, bool booked,
                       const char *reason);

#endif
