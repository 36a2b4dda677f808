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
    int64_t coming[RING], moving[RING];  /* by day of arrival */
    int under_way[RING];                 /* for how long, what is coming */
    bool missed;                         /* someone waited since the last receipt */
    struct lead_time_demand lead, cycle; /* fitted */
    struct demand_rate rate;
    struct demand_over_lead demand;
    struct stock_levels levels;
};

struct shop {
    const struct world *world;
    const struct forecasts *forecasts;
    const struct play_terms *terms;
    int sku;
    const struct sku *what;
    struct site sites[SITES];
    struct stock_terms stock;
    struct lead_time_seen receipts;
    struct scratch scratch;
    struct tally *tally;
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

/* --- what the core says ------------------------------------------------------------------------
 */

static int
refit_of(int day)
{
    return (day + 1 - HISTORY_DAYS) / REFIT_DAYS;
}

/* Mean demand of the next so many days, with and without what is known of promotions. */
static double
mean_of_path(const struct shop *shop, int site, int day, double days, bool promoted)
{
    const int refit = refit_of(day), offset = day + 1 - HISTORY_DAYS - refit * REFIT_DAYS;
    const struct fit *fit = forecasts_fit(shop->forecasts, shop->sku, site, refit);
    double sum = 0, left = days;

    for (int i = 0; left > 0 && offset + i < PATH_DAYS; i++, left--) {
        const double factor =
            promoted ? forecasts_factor(shop->world, shop->forecasts, shop->sku, refit, day + 1 + i)
                     : 1;
        sum += fmin(left, 1) * (double)fit->path[offset + i] * factor;
    }
    return sum / (days - fmax(left, 0));
}

static void
fit_laws(struct shop *shop, int site_at, int day)
{
    const size_t mark = scratch_mark(&shop->scratch);
    struct site *site = &shop->sites[site_at];
    const int refit = refit_of(day);
    const struct fit *fit = forecasts_fit(shop->forecasts, shop->sku, site_at, refit);
    double *values = scratch_doubles(&shop->scratch, DAYS), mean[PATH_DAYS];
    const struct lead_time lead = {shop->stock.lead_time_days + 1, shop->stock.lead_time_sd_days};
    const struct lead_time cycle = {shop->stock.lead_time_days + REVIEW_DAYS_PLAYED,
                                    shop->stock.lead_time_sd_days};

    for (int i = 0; i < PATH_DAYS; i++)
        mean[i] = (double)fit->path[i];
    forecasts_history(shop->world, shop->forecasts, shop->sku, site_at, refit, values);
    const struct series series = {values, day + 1, 7, true};
    const struct path path = {.mean = mean};
    site->lead = lead_time_demand(&series, &path, PATH_DAYS, lead, &shop->scratch);
    site->cycle = lead_time_demand(&series, &path, PATH_DAYS, cycle, &shop->scratch);
    site->rate = demand_rate_of(&series, lead, &shop->scratch);
    scratch_reset(&shop->scratch, mark);
}

static struct span_demand
span_from(const struct shop *shop, int site_at, int day, double days,
          const struct lead_time_demand *fitted)
{
    const struct site *site = &shop->sites[site_at];
    const struct lead_time lead = {days, shop->stock.lead_time_sd_days};
    struct demand_rate rate = site->rate;
    const double plain = mean_of_path(shop, site_at, day, days, false);

    rate.mean = mean_of_path(shop, site_at, day, days, true);
    if (plain > 0)
        rate.variance *= (rate.mean / plain) * (rate.mean / plain);
    const struct lead_time_demand moved = lead_time_demand_moved(fitted, rate, lead);
    return span_demand_of(&moved, shop->terms->service_level);
}

static void
levels_of_core(struct shop *shop, int site_at, int day)
{
    struct site *site = &shop->sites[site_at];
    const double days = shop->stock.lead_time_days;

    if ((day + 1 - HISTORY_DAYS) % REFIT_DAYS == 0) {
        fit_laws(shop, site_at, day);
    } else {
        const double factor =
            forecasts_factor(shop->world, shop->forecasts, shop->sku, refit_of(day - 1), day);
        demand_rate_advance(&site->rate, mean_of_path(shop, site_at, day - 1, 1, false),
                            shop->what->demand[site_at][day] / factor);
    }
    site->demand = (struct demand_over_lead){
        .per_day = mean_of_path(shop, site_at, day, days + REVIEW_DAYS_PLAYED, true),
        .lead = span_from(shop, site_at, day, days + 1, &site->lead),
        .cycle = span_from(shop, site_at, day, days + REVIEW_DAYS_PLAYED, &site->cycle),
    };
    site->levels = stock_levels(&shop->stock, &site->demand);
}

/* --- what the others say -----------------------------------------------------------------------
 */

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
    for (int i = 0; i < SITES; i++) {
        if (is_core(shop))
            levels_of_core(shop, i, day);
        else if (shop->terms->policy == ORACLE)
            levels_of_oracle(shop, i, day);
        else
            levels_of_fixed(shop, i, day);
    }
}

/* --- a day -------------------------------------------------------------------------------------
 */

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
    struct tally *tally = shop->tally;

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
    tally->holding_minor += (double)site->hand * cost * HOLDING_RATE / YEAR_DAYS;
}

static void
move_between_sites(struct shop *shop, int day)
{
    const double holding = (double)shop->what->unit_cost_minor * HOLDING_RATE / YEAR_DAYS;
    const struct transfer_terms terms = {
        .holding_minor_day = holding,
        .short_minor = shortage_cost(shop->terms->service_level, holding,
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

struct tally
play(const struct world *world, const struct forecasts *forecasts, const struct play_terms *terms)
{
    struct tally tally = {0};
    struct scratch scratch = {.bytes = malloc(SCRATCH_BYTES), .size = SCRATCH_BYTES};

    assert(scratch.bytes != NULL);
    for (int sku = 0; sku < world->sku_count; sku++) {
        const struct sku *what = &world->skus[sku];
        struct shop shop = {.world = world,
                            .forecasts = forecasts,
                            .terms = terms,
                            .sku = sku,
                            .what = what,
                            .scratch = scratch,
                            .tally = &tally};
        shop.stock = (struct stock_terms){.rule = REVIEW_PERIODIC,
                                          .service_level = terms->service_level,
                                          .review_days = REVIEW_DAYS_PLAYED,
                                          .holding_rate = HOLDING_RATE,
                                          .order_cost_minor = ORDER_COST_MINOR,
                                          .unit_cost_minor = what->unit_cost_minor,
                                          .minimum_units = what->minimum_units,
                                          .pack_units = what->pack_units};
        play_sku(&shop);
    }
    free(scratch.bytes);
    return tally;
}
