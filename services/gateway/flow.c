/* See flow.h. */
#include "services/gateway/flow.h"

#include "queries.h"
#include "services/gateway/store.h"

#define MINUTE_US ((int64_t)60 * 1000 * 1000)

void
flow_count(struct turn *turn, int64_t at_us, enum flow_station station, int64_t count)
{
    struct flow_stage *stage = &((struct stage *)turn_stage(turn))->flow;
    const int64_t minute = at_us / MINUTE_US;
    struct flow_minute *at = stage->first;

    while (at != NULL && at->minute != minute)
        at = at->next;
    if (at == NULL) {
        at = arena_take(turn_arena(turn), sizeof *at);
        *at = (struct flow_minute){ .minute = minute, .next = stage->first };
        stage->first = at;
    }
    at->count[station] += count;
}

void
flow_add_route(struct turn *turn, const struct flow_route *route)
{
    struct flow_stage *stage = &((struct stage *)turn_stage(turn))->flow;

    stage->routes[stage->route_count++ % FLOW_ROUTES_KEPT] = *route;
}

static void
save_routes(struct turn *turn, const struct flow_stage *stage)
{
    static const enum column_type types[] = { COLUMN_INT8, COLUMN_INT8, COLUMN_TEXT,  COLUMN_INT8,
                                              COLUMN_INT8, COLUMN_DOUBLE, COLUMN_DOUBLE };
    enum { COLUMNS = sizeof types / sizeof types[0] };
    const uint32_t first = stage->route_count > FLOW_ROUTES_KEPT ? stage->route_count - FLOW_ROUTES_KEPT : 0;
    struct column columns[COLUMNS];
    struct param params[COLUMNS];

    for (size_t i = 0; i < COLUMNS; i++)
        column_start(&columns[i], turn_arena(turn), types[i]);
    for (uint32_t i = first; i < stage->route_count; i++) {
        const struct flow_route *route = &stage->routes[i % FLOW_ROUTES_KEPT];
        column_add_int8(&columns[0], route->order_id);
        column_add_int8(&columns[1], route->at_us);
        column_add_text(&columns[2], route->location);
        column_add_int8(&columns[3], route->distance_m);
        column_add_int8(&columns[4], route->units);
        column_add_double(&columns[5], route->latitude_deg);
        column_add_double(&columns[6], route->longitude_deg);
    }
    for (size_t i = 0; i < COLUMNS; i++)
        params[i] = param_column(&columns[i]);
    db_stage(turn_db(turn), QUERY_ADD_FLOW_ROUTES, params, COLUMNS);
    const struct param kept[] = { param_int8(turn_arena(turn), FLOW_ROUTES_KEPT) };
    db_stage(turn_db(turn), QUERY_TRIM_FLOW_ROUTES, kept, 1);
}

/* Once a minute, with the first turn that counts. */
static void
trim(struct turn *turn)
{
    struct state *state = turn_state(turn);
    const int64_t oldest = turn_now_us(turn) / MINUTE_US - FLOW_MINUTES_KEPT;

    if (state->trimmed_minute == oldest)
        return;
    journal_keep(turn_journal(turn), &state->trimmed_minute, sizeof state->trimmed_minute);
    state->trimmed_minute = oldest;
    const struct param params[] = { param_int8(turn_arena(turn), oldest) };
    db_stage(turn_db(turn), QUERY_TRIM_FLOW, params, 1);
    const struct param done[] = { param_int8(turn_arena(turn), NOW_DUE),
                                  param_int8(turn_arena(turn), turn_now_us(turn) / MINUTE_US) };
    db_stage(turn_db(turn), QUERY_REMOVE_TALLIES, done, 2);
}

void
flow_save(struct turn *turn)
{
    const struct stage *stage = turn_stage(turn);

    for (const struct flow_minute *at = stage->flow.first; at != NULL; at = at->next) {
        struct column *row = batch_row(turn, BATCH_FLOW);
        column_add_int8(&row[0], at->minute);
        for (int station = 0; station < FLOW_STATIONS; station++)
            column_add_int8(&row[1 + station], at->count[station]);
    }
    if (stage->flow.first != NULL)
        trim(turn);
    if (stage->flow.route_count > 0)
        save_routes(turn, &stage->flow);
}
