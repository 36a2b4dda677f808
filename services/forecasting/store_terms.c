/*
 * Rows of policies and supplier's terms; see store_terms.h.
 */
#include "queries.h"
#include "services/forecasting/store_stage.h"

void
stage_policy(struct turn *turn, const struct planning_policy *policy, bool removed)
{
    struct terms_stage *s = &store_stage(turn)->terms;

    stage_text(turn, &s->skus, policy->scope.sku);
    stage_text(turn, &s->classes, policy->scope.class);
    stage_text(turn, &s->categories, policy->scope.category);
    stage_text(turn, &s->locations, policy->scope.location);
    stage_bool(turn, &s->removed, removed);
    stage_double(turn, &s->service_levels, policy->service_level);
    stage_int4(turn, &s->review_days, policy->review_days);
    stage_int8(turn, &s->order_costs, policy->order_cost_minor);
    stage_double(turn, &s->holding_rates, policy->holding_rate);
    stage_int4(turn, &s->rules, policy->rule);
    stage_double(turn, &s->hold_backs, policy->hold_back);
    stage_int8(turn, &s->auto_values, policy->automatic.value_minor);
    stage_int8(turn, &s->auto_units, policy->automatic.units);
    stage_int4(turn, &s->auto_cover_days, policy->automatic.cover_days);
    stage_bool(turn, &s->auto_transfers, policy->automatic.transfers);
    stage_int8(turn, &s->transfer_costs, policy->transfer_cost_minor);
    stage_int4(turn, &s->transfer_days, policy->transfer_days);
}

void
stage_supplier_terms(struct turn *turn, const char *sku, const struct supplier_terms *terms)
{
    struct terms_stage *s = &store_stage(turn)->terms;
    int64_t units[PRICE_BREAKS_MAX], costs[PRICE_BREAKS_MAX];

    for (int i = 0; i < terms->break_count; i++) {
        units[i] = terms->breaks[i].from_units;
        costs[i] = terms->breaks[i].unit_cost_minor;
    }
    stage_text(turn, &s->sold_skus, sku);
    stage_text(turn, &s->suppliers, terms->supplier);
    stage_int4(turn, &s->lead_times, terms->lead_time_days);
    stage_double(turn, &s->deviations, terms->lead_time_sd_days);
    stage_int8(turn, &s->minimums, terms->minimum_units);
    stage_int8(turn, &s->packs, terms->pack_units);
    stage_int8(turn, &s->unit_costs, terms->unit_cost_minor);
    stage_text(turn, &s->currencies, terms->currency);
    stage_int8_list(turn, &s->break_units, units, (size_t)terms->break_count);
    stage_int8_list(turn, &s->break_costs, costs, (size_t)terms->break_count);
}

void
terms_save(struct turn *turn)
{
    struct terms_stage *s = &store_stage(turn)->terms;
    struct column *const policies[] = {
        &s->skus,          &s->classes,         &s->categories,     &s->locations,
        &s->removed,       &s->service_levels,  &s->review_days,    &s->order_costs,
        &s->holding_rates, &s->rules,           &s->hold_backs,     &s->auto_values,
        &s->auto_units,    &s->auto_cover_days, &s->auto_transfers, &s->transfer_costs,
        &s->transfer_days,
    };
    struct column *const terms[] = {
        &s->sold_skus, &s->suppliers,  &s->lead_times, &s->deviations,  &s->minimums,
        &s->packs,     &s->unit_costs, &s->currencies, &s->break_units, &s->break_costs,
    };

    STAGE(turn, QUERY_SAVE_PLANNING_POLICIES, policies, NULL);
    STAGE(turn, QUERY_SAVE_SUPPLIER_TERMS, terms, NULL);
}

/* --- open ------------------------------------------------------------------------------------ */

static void
load_policies(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_PLANNING_POLICIES, NULL, 0);

    for (int i = 0; i < rows_count(rows); i++) {
        const struct planning_policy policy = {
            .scope = {.sku = row_text(rows, i, 0),
                      .class = row_text(rows, i, 1),
                      .category = row_text(rows, i, 2),
                      .location = row_text(rows, i, 3)},
            .service_level = row_double(rows, i, 4),
            .review_days = (int32_t)row_int8(rows, i, 5),
            .order_cost_minor = row_int8(rows, i, 6),
            .holding_rate = row_double(rows, i, 7),
            .rule = (int)row_int8(rows, i, 8),
            .hold_back = row_double(rows, i, 9),
            .automatic = {.value_minor = row_int8(rows, i, 10),
                          .units = row_int8(rows, i, 11),
                          .cover_days = (int32_t)row_int8(rows, i, 12),
                          .transfers = row_int8(rows, i, 13) != 0},
            .transfer_cost_minor = row_int8(rows, i, 14),
            .transfer_days = (int32_t)row_int8(rows, i, 15),
        };
        terms_set_policy(opening->memory, NULL, &policy);
    }
    rows_free(&rows);
}

void
terms_load(struct opening *opening)
{
    struct rows *rows = db_read(opening->db, QUERY_LOAD_SUPPLIER_TERMS, NULL, 0);

    load_policies(opening);
    for (int i = 0; i < rows_count(rows); i++) {
        int64_t units[PRICE_BREAKS_MAX], costs[PRICE_BREAKS_MAX];
        struct supplier_terms terms = {
            .supplier = row_text(rows, i, 1),
            .lead_time_days = (int32_t)row_int8(rows, i, 2),
            .lead_time_sd_days = row_double(rows, i, 3),
            .minimum_units = row_int8(rows, i, 4),
            .pack_units = row_int8(rows, i, 5),
            .unit_cost_minor = row_int8(rows, i, 6),
            .currency = row_text(rows, i, 7),
            .break_count = (int)row_int8_list(rows, i, 8, units, PRICE_BREAKS_MAX),
        };
        row_int8_list(rows, i, 9, costs, PRICE_BREAKS_MAX);
        for (int b = 0; b < terms.break_count; b++)
            terms.breaks[b] = (struct price_break){units[b], costs[b]};
        terms_set_supplier(opening->memory, NULL,
                           memory_find_item(opening->memory, row_text(rows, i, 0)), &terms);
    }
    rows_free(&rows);
}
