/*
 * One year of every SKU under a policy; see play.h. SKUs do not meet, so they are played one by
 * one.
 */
#include "tests/bench/replenish/play.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/check.h"
#include "services/forecasting/core/stock/formulas.h"
#include "services/forecasting/core/stock/order_quantity.h"
#include "services/forecasting/core/supply/lead_time_measured.h"

#define RING       (2 * LEAD_MAX) /* days ahead */
#define FIXED_DAYS 30             /* how often the normal one is computed anew */

struct site {
    int64_t hand, owed, on_order, in_transfer;
    int64_t coming[RING], moving[RING]; /* by day of arrival */
    int under_way[RING];                /* for how long, what is coming */
    bool missed;                        /* someone waited since the last receipt */
    struct outlook outlook;
    struct demand_over_lead demand;
    struct stock_levels levels;
};

struct shop {
    const struct world *world;
    const struct outlooks *outlooks;
    const struct play_terms *terms;
    int sku;
    const struct sku *what;
    struct site sites[SITES];
    struct stock_terms stock;
    double factors[DAYS]; /* what is known beforehand */
    struct lead_time_seen receipts;
    struct scratch scratch;
    struct year_tally *tally;
    bool counted;
};

static bool
is_core(const struct shop *shop)
{
    return shop->terms->policy == CORE || shop->terms->policy == CORE_ALONE;
}

static int64_t
position_of(const struct site *site)
{
    const struct inventory_position position = {site->hand, site->on_order, site->in_transfer,
                                                site->owed};

    return position_units(&position);
}

/* From receipts, pulled to what was told. */
static void
believe_lead_time(struct shop *shop)
{
    const struct lead_time_seen others = {0};
    const struct lead_time_known known =
        lead_time_measured(shop->what->lead_mean, shop->what->lead_sd, &shop->receipts, &others);

    shop->stock.lead_time_days = known.mean * shop->terms->lead_time_belief;
    shop->stock.lead_time_sd_days = known.deviation * shop->terms->lead_time_belief;
}

/* --- what the core says ---------------------------------------------------------------------- */

/* Fitted anew every week, one more day taken in on the others; as the service does. */
static void
levels_of_core(struct shop *shop, int site_at, int day)
{
    struct site *site = &shop->sites[site_at];
    const struct effects effects = {.first_day = 0, .count = DAYS, .factors = shop->factors};

    if ((day + 1 - HISTORY_DAYS) % REFIT_DAYS == 0)
        site->outlook = *outlooks_fit(shop->outlooks, shop->sku, site_at, day);
    else
        outlook_advance(&site->outlook, shop->what->demand[site_at][day], false,
                        shop->factors[day]);
    const struct outlook_said said = outlook_say(&site->outlook, &shop->stock, &effects, 1);
    site->demand = said.demand;
    site->levels = said.levels;
}

/* --- what the others say --------------------------------------------------------------------- */

/* From the year before, as a spreadsheet would: once, or every month. */
static void
levels_of_fixed(struct shop *shop, int site_at, int day)
{
    struct site *site = &shop->sites[site_at];
    const int32_t *demand = shop->what->demand[site_at];
    const double days = shop->stock.lead_time_days;
    double sum = 0, squares = 0;

    const int known = day + 1 - HISTORY_DAYS;

    if (shop->terms->policy == FIXED_NORMAL ? known % FIXED_DAYS != 0 : known != 0)
        return;
    for (int i = day - YEAR_DAYS + 1; i <= day; i++) {
        sum += demand[i];
        squares += (double)demand[i] * demand[i];
    }
    const double mean = sum / YEAR_DAYS, variance = squares / YEAR_DAYS - mean * mean;
    const struct span_terms span = {mean, sqrt(fmax(variance, 0)), days + 1,
                                    shop->stock.lead_time_sd_days};
    double reorder = mean * days * shop->terms->parameter;

    if (shop->terms->policy == FIXED_NORMAL)
        reorder = mean * (days + 1) + shop->terms->parameter * span_deviation(&span);
    site->demand = demand_over_lead_of(mean, fmax(variance, 0), &shop->stock);
    site->levels = (struct stock_levels){0};
    if (mean <= 0)
        return;
    site->levels.reorder_point = (int64_t)ceil(reorder);
    site->levels.order_quantity = order_quantity(&shop->stock, mean);
    site->levels.order_up_to = site->levels.reorder_point + site->levels.order_quantity;
}

/* Enough until a purchase of tomorrow would be there, else up to that and an economic lot. */
static void
levels_of_oracle(struct shop *shop, int site_at, int day)
{
    struct site *site = &shop->sites[site_at];
    const int until = day + 1 + world_lead_time(shop->world, shop->sku, day + 1);
    int64_t needed = 0, year = 0;

    for (int i = day + 1; i <= until; i++)
        needed += shop->what->demand[site_at][i];
    for (int i = day + 1; i <= day + 90; i++)
        year += shop->what->demand[site_at][i];
    site->demand.per_day = (double)year / 90;
    site->levels.reorder_point = needed - 1;
    site->levels.order_quantity = order_quantity(&shop->stock, site->demand.per_day);
    site->levels.order_up_to = needed + site->levels.order_quantity;
    if (needed == 0)
        site->levels = (struct stock_levels){.reorder_point = -1};
}

static void
find_levels(struct shop *shop, int day)
{
    believe_lead_time(shop);
    if (is_core(shop) && (day + 1 - HISTORY_DAYS) % REFIT_DAYS == 0)
        outlooks_factors(shop->world, shop->outlooks, shop->sku, day, shop->factors);
    for (int i = 0; i < SITES; i++) {
        if (is_core(shop))
            levels_of_core(shop, i, day);
        else if (shop->terms->policy == ORACLE)
            levels_of_oracle(shop, i, day);
        else
            levels_of_fixed(shop, i, day);
    }
}

/* --- a day ----------------------------------------------------------------------------------- */

static void
receive(struct shop *shop, struct site *site, int day)
{
    const int64_t bought = site->coming[day % RING], moved = site->moving[day % RING];
    int64_t units = bought + moved;

    site->coming[day % RING] = site->moving[day % RING] = 0;
    site->on_order -= bought;
    site->in_transfer -= moved;
    if (bought > 0 && shop->counted) {
        shop->tally->cycles++;
        shop->tally->good_cycles += !site->missed;
    }
    if (bought > 0) {
        site->missed = false;
        lead_time_see(&shop->receipts, 1, site->under_way[day % RING]);
    }
    const int64_t owed = units < site->owed ? units : site->owed;
    site->owed -= owed;
    site->hand += units - owed;
}

static void
sell(struct shop *shop, int site_at, int day)
{
    struct site *site = &shop->sites[site_at];
    const int64_t asked = shop->what->demand[site_at][day];
    const int64_t given = asked < site->hand ? asked : site->hand;
    struct year_tally *tally = shop->tally;

    site->hand -= given;
    site->owed += asked - given;
    site->missed = site->missed || given < asked;
    if (!shop->counted)
        return;
    const double cost = (double)shop->what->unit_cost_minor;
    tally->asked += (double)asked;
    tally->from_stock += (double)given;
    tally->shortage_minor += (double)(asked - given) * cost * SHORTAGE_SHARE;
    tally->stock_units += (double)site->hand / YEAR_DAYS;
    tally->stock_minor += (double)site->hand * cost / YEAR_DAYS;
    tally->holding_minor += (double)site->hand * cost * shop->stock.holding_rate / YEAR_DAYS;
}

static void
move_between_sites(struct shop *shop, int day)
{
    const double holding =
        (double)shop->what->unit_cost_minor * shop->stock.holding_rate / YEAR_DAYS;
    const struct transfer_terms terms = {
        .holding_minor_day = holding,
        .short_minor = shortage_cost(shop->stock.service_level, holding,
                                     shop->stock.lead_time_days + REVIEW_DAYS_PLAYED),
        .lead_time_days = shop->stock.lead_time_days,
        .transfer_days = TRANSFER_DAYS,
        .line_minor = TRANSFER_COST_MINOR,
        .cover_days = REVIEW_DAYS_PLAYED,
        .pack_units = 1,
    };
    struct transfer_site sites[SITES];
    struct transfer transfers[SITES * SITES];

    for (int i = 0; i < SITES; i++) {
        const struct site *site = &shop->sites[i];
        sites[i] = (struct transfer_site){position_of(site),          site->hand,
                                          site->levels.reorder_point, site->levels.order_up_to,
                                          site->demand.per_day,       false};
    }
    const size_t lines =
        transfers_decide(sites, SITES, &terms, NULL, &shop->scratch, transfers, SITES * SITES);
    for (size_t i = 0; i < lines; i++) {
        shop->sites[transfers[i].from].hand -= transfers[i].quantity;
        shop->sites[transfers[i].to].in_transfer += transfers[i].quantity;
        shop->sites[transfers[i].to].moving[(day + TRANSFER_DAYS) % RING] += transfers[i].quantity;
        if (shop->counted) {
            shop->tally->transfers++;
            shop->tally->ordering_minor += TRANSFER_COST_MINOR;
        }
    }
}

static void
buy(struct shop *shop, struct site *site, int day)
{
    static const struct proposal_past nothing;
    const struct proposal_decided decided = proposal_decide(
        &shop->stock, &site->levels, &site->demand, position_of(site), &nothing, day);

    if (decided.outcome != PROPOSE_NEW)
        return;
    const int lead_time = world_lead_time(shop->world, shop->sku, day);
    site->on_order += decided.order.quantity;
    site->coming[(day + lead_time) % RING] += decided.order.quantity;
    site->under_way[(day + lead_time) % RING] = lead_time;
    if (shop->counted) {
        shop->tally->orders++;
        shop->tally->ordering_minor += ORDER_COST_MINOR;
    }
}

static void
play_sku(struct shop *shop)
{
    find_levels(shop, HISTORY_DAYS - 1);
    for (int i = 0; i < SITES; i++)
        shop->sites[i].hand = shop->sites[i].levels.order_up_to;
    for (int day = HISTORY_DAYS; day < HISTORY_DAYS + WARM_UP_DAYS + YEAR_DAYS; day++) {
        shop->counted = day >= HISTORY_DAYS + WARM_UP_DAYS;
        for (int i = 0; i < SITES; i++) {
            receive(shop, &shop->sites[i], day);
            sell(shop, i, day);
        }
        find_levels(shop, day);
        if (shop->terms->policy == CORE)
            move_between_sites(shop, day);
        for (int i = 0; i < SITES; i++)
            buy(shop, &shop->sites[i], day);
    }
}

struct year_tally
play(const struct world *world, const struct outlooks *outlooks, const struct play_terms *terms)
{
    struct year_tally tally = {0};
    struct scratch scratch = {.bytes = malloc(SCRATCH_BYTES), .size = SCRATCH_BYTES};
    struct shop *shop = malloc(sizeof *shop);

    assert(scratch.bytes != NULL && shop != NULL);
    for (int sku = 0; sku < world->sku_count; sku++) {
        *shop = (struct shop){.world = world,
                              .outlooks = outlooks,
                              .terms = terms,
                              .sku = sku,
                              .what = &world->skus[sku],
                              .scratch = scratch,
                              .tally = &tally};
        shop->stock = outlooks_terms(shop->what, &terms->stock);
        play_sku(shop);
    }
    free(shop);
    free(scratch.bytes);
    return tally;
}
