/* See store_erase.h. */
#include "services/order/store_erase.h"

#include <strings.h>

#include "common/check.h"
#include "queries.h"
#include "services/order/store_changes.h"
#include "services/order/store_rows.h"

#define ORDERS_ERASED_MAX 1000

/* One question, and the orders that were found for it. */
struct wanted_email {
    const char *email;
    struct list order_ids; /* int64_t * */
};

void
store_want_recipients_of(struct turn *turn, const char *email)
{
    struct stage *stage = turn_stage(turn);
    struct wanted_email *wanted = arena_take(turn_arena(turn), sizeof *wanted);

    wanted->email = email;
    list_add(&stage->wanted_emails, turn_arena(turn), wanted);
}

void
store_find_emails(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct arena *arena = turn_arena(turn);
    struct column emails;

    if (stage->wanted_emails.count == 0)
        return;
    column_start(&emails, arena, COLUMN_TEXT);
    for (uint32_t i = 0; i < stage->wanted_emails.count; i++)
        column_add_text(&emails, ((struct wanted_email *)stage->wanted_emails.items[i])->email);
    const struct param params[] = {param_column(&emails)};
    struct rows *rows = db_read(turn_db(turn), QUERY_FIND_RECIPIENTS, params, 1);
    for (int i = 0; i < rows_count(rows); i++) {
        struct wanted_email *wanted = stage->wanted_emails.items[row_int8(rows, i, 0) - 1];

        list_add_id(&wanted->order_ids, arena, row_int8(rows, i, 1));
        store_want_order(turn, row_int8(rows, i, 1));
    }
    rows_free(&rows);
}

/* Those that are to go to this address once a request is answered. */
static void
add_orders_to_be(struct turn *turn, const char *email, int64_t *ids, uint32_t *count)
{
    const struct state *state = turn_state(turn);
    const struct change_request *request;
    size_t at = 0;

    while ((request = map_next(state->requests, &at)) != NULL)
        if (request->recipient_given && strcasecmp(request->recipient.email, email) == 0 &&
            *count < ORDERS_ERASED_MAX)
            ids[(*count)++] = request->order_id;
}

const int64_t *
store_orders_of(struct turn *turn, const char *email, uint32_t *count)
{
    const struct stage *stage = turn_stage(turn);
    int64_t *ids = arena_take(turn_arena(turn), ORDERS_ERASED_MAX * sizeof *ids);

    *count = 0;
    for (uint32_t i = 0; i < stage->wanted_emails.count; i++) {
        const struct wanted_email *wanted = stage->wanted_emails.items[i];

        for (uint32_t j = 0; wanted->email == email && j < wanted->order_ids.count; j++) {
            assert(*count < ORDERS_ERASED_MAX);
            ids[(*count)++] = *(const int64_t *)wanted->order_ids.items[j];
        }
    }
    add_orders_to_be(turn, email, ids, count);
    /* Orders of this turn are in no table yet. */
    for (uint32_t i = 0; i < stage->placed.count && *count < ORDERS_ERASED_MAX; i++) {
        const struct placed *placed = stage->placed.items[i];

        if (strcasecmp(placed->request->recipient.email, email) == 0)
            ids[(*count)++] = placed->order->order_id;
    }
    return ids;
}

/* What waits for the answer to a request. The requests themselves go on. */
static void
erase_requests(struct turn *turn, const struct order *order)
{
    static const struct recipient nobody = {"", "", "", ""};
    const struct change_request *open = store_open_request_before(turn, order, UINT32_MAX);

    for (; open != NULL; open = store_open_request_before(turn, order, open->number)) {
        struct change_request *request = (struct change_request *)(uintptr_t)open;

        journal_keep(turn_journal(turn), request, sizeof *request);
        request->recipient_given = false;
        request->recipient = nobody;
    }
}

void
store_erase_recipient(struct turn *turn, const struct order *order)
{
    struct stage *stage = turn_stage(turn);
    struct list *changed = &stage->changed_recipients;
    uint32_t kept = 0;

    list_add_id(&stage->erased, turn_arena(turn), order->order_id);
    for (uint32_t i = 0; i < changed->count; i++)
        if (((const struct known_recipient *)changed->items[i])->order_id != order->order_id)
            changed->items[kept++] = changed->items[i];
    changed->count = kept;
    erase_requests(turn, order);
}

bool
store_is_to_be_known(struct turn *turn, const struct order *order)
{
    const struct change_request *request = store_open_request_before(turn, order, UINT32_MAX);

    for (; request != NULL; request = store_open_request_before(turn, order, request->number))
        if (request->recipient_given)
            return true;
    return false;
}

bool
store_is_erased(struct turn *turn, int64_t order_id)
{
    const struct stage *stage = turn_stage(turn);

    for (uint32_t i = 0; i < stage->erased.count; i++)
        if (*(const int64_t *)stage->erased.items[i] == order_id)
            return true;
    return false;
}

void
store_save_erased(struct turn *turn)
{
    struct stage *stage = turn_stage(turn);
    struct column ids;

    if (stage->erased.count == 0)
        return;
    const struct param params[] = {param_ids(&stage->erased, &ids, turn_arena(turn))};
    db_stage(turn_db(turn), QUERY_ERASE_RECIPIENTS, params, 1);
    db_stage(turn_db(turn), QUERY_ERASE_REQUESTED, params, 1);
}
