/*
 * The same history with something gone wrong, see simulate.h: a location closes, does less a day,
 * a supplier is late. Both are simulated; what differs is what the trouble costs. Then each thing
 * that could be done about it is simulated, too.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/complain.h"
#include "clients/cli/options.h"
#include "clients/cli/csv_write.h"
#include "clients/cli/dates.h"
#include "clients/cli/simulate.h"
#include "clients/cli/table.h"
#include "common/text.h"

bool
what_if_asked(const struct what_if *what_if)
{
    return what_if->close.count + what_if->capacity.count + what_if->late.count > 0;
}

/* --- what is asked ---------------------------------------------------------------------------- */

/* Cuts "name=value" in two; NULL after saying what is expected. */
static char *
cut(char *word, char at, const char *expected)
{
    char *value = strrchr(word, at);

    if (!value || value == word || value[1] == '\0') {
        cli_complain("'%s' must be %s", word, expected);
        return NULL;
    }
    *value = '\0';
    return value + 1;
}

static const struct warehouse *
find(const struct world *world, const char *code)
{
    const struct warehouse *warehouse = world_warehouse(world, code);

    if (!warehouse)
        cli_complain("there is no location '%s' in the file of locations", code);
    return warehouse;
}

/* A day begins when it does where the location is. */
static bool
read_instant(const struct warehouse *warehouse, const char *text, int64_t *at_us)
{
    struct calendar calendar = warehouse->calendar;

    if (!date_read(text, at_us)) {
        cli_complain("'%s' is not a date like 2026-05-01", text);
        return false;
    }
    calendar.cut_off_minute = 0; /* the end of the day before */
    if (!strchr(text, ':'))
        *at_us = calendar_cut_off_us(&calendar, (int32_t)(*at_us / 86400000000) - 1);
    return true;
}

static int64_t *
by_warehouse(const struct world *world, int64_t value)
{
    int64_t *list = calloc(world->warehouse_count, sizeof *list);

    assert(list);
    for (uint32_t i = 0; i < world->warehouse_count; i++)
        list[i] = value;
    return list;
}

static bool
read_closings(const struct world *world, const struct word_list *words, struct situation *situation)
{
    for (int i = 0; i < words->count; i++) {
        char *date = cut(words->list[i], '@', "LOCATION@DATE");
        const struct warehouse *warehouse = date ? find(world, words->list[i]) : NULL;
        if (!situation->closed_from_us)
            situation->closed_from_us = by_warehouse(world, INT64_MAX);
        if (!warehouse ||
            !read_instant(warehouse, date, &situation->closed_from_us[warehouse->number]))
            return false;
    }
    return true;
}

static bool
read_capacities(const struct world *world, const struct word_list *words,
                struct situation *situation)
{
    for (int i = 0; i < words->count; i++) {
        char *number = cut(words->list[i], '=', "LOCATION=PARCELS a day");
        const struct warehouse *warehouse = number ? find(world, words->list[i]) : NULL;
        int64_t capacity;
        if (!warehouse)
            return false;
        if (!text_to_int64(number, &capacity) || capacity < 0) {
            cli_complain("'%s' is not a number of parcels", number);
            return false;
        }
        if (!situation->capacity)
            situation->capacity = by_warehouse(world, UNCHANGED);
        situation->capacity[warehouse->number] = capacity;
    }
    return true;
}

static bool
is_supplier(const struct world *world, const char *name)
{
    for (size_t i = 0; i < world->receipt_count; i++)
        if (strcmp(world->receipts[i].supplier, name) == 0)
            return true;
    return false;
}

static bool
read_late(const struct world *world, const struct word_list *words, struct situation *situation)
{
    int64_t *days = calloc((size_t)words->count + 1, sizeof *days);

    assert(days);
    situation->late = (const char **)words->list;
    situation->late_days = days;
    situation->late_count = (size_t)words->count;
    for (int i = 0; i < words->count; i++) {
        const char *number = cut(words->list[i], '=', "SUPPLIER=DAYS");
        if (!number)
            return false;
        if (!text_to_int64(number, &days[i]) || days[i] < 0 || days[i] > 3650) {
            cli_complain("'%s' is not a number of days", number);
            return false;
        }
        if (!is_supplier(world, words->list[i])) {
            cli_complain("no receipt is from '%s'; --receipts has warehouse_id, sku, quantity, "
                         "date, supplier",
                         words->list[i]);
            return false;
        }
    }
    return true;
}

/* --- what it does ----------------------------------------------------------------------------- */

enum harm { UNHARMED, SHIPS_LESS, SHIPS_LATER, SHIPS_FROM_ELSEWHERE, HARM_COUNT };

static const char *const harm_names[] = {
    [UNHARMED] = "unharmed",
    [SHIPS_LESS] = "unfilled",
    [SHIPS_LATER] = "later",
    [SHIPS_FROM_ELSEWHERE] = "moved",
};

static enum harm
harm_of(const struct run *base, const struct run *hit, uint32_t order)
{
    const struct outcome *before = &base->outcomes[order], *after = &hit->outcomes[order];

    if (after->unfilled > before->unfilled)
        return SHIPS_LESS;
    if (after->late_parcels > before->late_parcels)
        return SHIPS_LATER;
    if (before->shipped_count != after->shipped_count)
        return SHIPS_FROM_ELSEWHERE;
    for (size_t i = 0; i < before->shipped_count; i++) {
        const struct shipped *was = &base->shipped[before->first_shipped + i];
        const struct shipped *is = &hit->shipped[after->first_shipped + i];
        if (was->warehouse != is->warehouse || was->line != is->line || was->units != is->units)
            return SHIPS_FROM_ELSEWHERE;
    }
    return UNHARMED;
}

struct damage {
    int64_t orders[HARM_COUNT];
    int64_t units_more_unfilled;
    int64_t cost_more_nano; /* of the orders that ship as many units as before */
};

static struct damage
sum_up_damage(const struct run *base, const struct run *hit)
{
    struct damage damage = {0};

    for (uint32_t i = 0; i < base->world->order_count; i++) {
        const struct outcome *before = &base->outcomes[i], *after = &hit->outcomes[i];
        damage.orders[harm_of(base, hit, i)]++;
        damage.units_more_unfilled += after->unfilled - before->unfilled;
        if (after->unfilled == before->unfilled)
            damage.cost_more_nano += after->cost_nano - before->cost_nano;
    }
    return damage;
}

static bool
write_at_risk(const struct run *base, const struct run *hit, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/at_risk.csv", folder);
    FILE *to = fopen(path, "w");

    if (!to) {
        cli_complain("%s: %s", path, strerror(errno));
        return false;
    }
    fputs("order_id,harm,unfilled_before,unfilled,cost_before,cost\n", to);
    for (uint32_t i = 0; i < base->world->order_count; i++) {
        const struct outcome *before = &base->outcomes[i], *after = &hit->outcomes[i];
        const enum harm harm = harm_of(base, hit, i);
        if (harm == UNHARMED)
            continue;
        csv_write(to, base->world->orders[i].id, ',');
        fprintf(to, "%s,%lld,%lld,%s,%s\n", harm_names[harm], (long long)before->unfilled,
                (long long)after->unfilled, nano_text(before->cost_nano),
                nano_text(after->cost_nano));
    }
    const bool good = !ferror(to);
    if (fclose(to) == 0 && good)
        return true;
    cli_complain("%s: %s", path, strerror(errno));
    return false;
}

/* --- what would help -------------------------------------------------------------------------- */

static void
try_mitigation(struct mitigation *mitigation, const struct run *hit)
{
    struct run run;

    run_start(&run, hit->world, hit->policy, hit->stays, &mitigation->situation);
    run_all(&run, true);
    const struct summary summary = summarize(&run);
    mitigation->unfilled = summary.units_unfilled;
    mitigation->cost_nano = nano_sum(summary.cost_nano, mitigation->aside_nano);
    run_forget(&run);
}

/* Units that ship come first, then the money; of equal ones what was thought of first. */
static bool
helps_more(const struct mitigation *a, const struct mitigation *b)
{
    if (a->unfilled != b->unfilled)
        return a->unfilled < b->unfilled;
    return a->cost_nano < b->cost_nano;
}

static const struct mitigation *
best_of(const struct mitigations *mitigations)
{
    const struct mitigation *best = &mitigations->list[0];

    for (size_t i = 1; i < mitigations->count; i++)
        if (helps_more(&mitigations->list[i], best))
            best = &mitigations->list[i];
    return best;
}

static json_t *
mitigation_json(const struct mitigation *mitigation, const struct summary *base)
{
    return json_pack("{ss sI sI ss ss}", "what", mitigation->what, "unfilled",
                     (json_int_t)mitigation->unfilled, "units_bought",
                     (json_int_t)mitigation->bought, "total_cost", nano_text(mitigation->cost_nano),
                     "extra_cost", nano_text(mitigation->cost_nano - base->cost_nano));
}

/* --- the report ------------------------------------------------------------------------------- */

static void
print_report(const struct damage *damage, const struct summary *base, const struct summary *hit,
             const struct mitigations *mitigations, const char *currency)
{
    struct table *table = table_start("MITIGATION|>UNFILLED|>UNITS BOUGHT|>COST|>EXTRA COST");

    printf("\nwhat if\n");
    printf("  orders at risk     %s: %s unfilled, %s later, %s moved\n",
           table_number(damage->orders[SHIPS_LESS] + damage->orders[SHIPS_LATER] +
                        damage->orders[SHIPS_FROM_ELSEWHERE]),
           table_number(damage->orders[SHIPS_LESS]), table_number(damage->orders[SHIPS_LATER]),
           table_number(damage->orders[SHIPS_FROM_ELSEWHERE]));
    printf("  more unfilled      %s units\n", table_number(damage->units_more_unfilled));
    printf("  extra cost         %.2f %s for the orders that ship as much as before; %.2f in all\n",
           (double)damage->cost_more_nano / 1e9, currency,
           (double)(hit->cost_nano - base->cost_nano) / 1e9);
    printf("\n");
    for (size_t i = 0; i < mitigations->count; i++) {
        const struct mitigation *mitigation = &mitigations->list[i];
        table_row(table, "%s|%s|%s|%.2f|%.2f", table_clean(mitigation->what),
                  table_number(mitigation->unfilled), table_number(mitigation->bought),
                  (double)mitigation->cost_nano / 1e9,
                  (double)(mitigation->cost_nano - base->cost_nano) / 1e9);
    }
    table_end(&table, stdout);
    printf("best: %s\n", best_of(mitigations)->what);
}

static json_t *
report_json(const struct damage *damage, const struct summary *base, const struct summary *hit,
            const struct mitigations *mitigations)
{
    json_t *list = json_array();

    for (size_t i = 0; i < mitigations->count; i++)
        json_array_append_new(list, mitigation_json(&mitigations->list[i], base));
    return json_pack("{s{sI sI sI} sI ss ss so so}", "orders_at_risk", "unfilled",
                     (json_int_t)damage->orders[SHIPS_LESS], "later",
                     (json_int_t)damage->orders[SHIPS_LATER], "moved",
                     (json_int_t)damage->orders[SHIPS_FROM_ELSEWHERE], "units_more_unfilled",
                     (json_int_t)damage->units_more_unfilled, "extra_cost_of_filled",
                     nano_text(damage->cost_more_nano), "extra_cost",
                     nano_text(hit->cost_nano - base->cost_nano), "mitigations", list, "best",
                     mitigation_json(best_of(mitigations), base));
}

static bool
compare(const struct run *base, const struct run *hit, bool quiet, const char *folder)
{
    const struct summary before = summarize(base), after = summarize(hit);
    const struct damage damage = sum_up_damage(base, hit);
    struct mitigations mitigations;
    bool good = true;

    mitigations_list(&mitigations, base, hit);
    for (size_t i = 0; i < mitigations.count; i++) {
        if (!quiet)
            fprintf(stderr, "%zu of %zu: %s\n", i + 1, mitigations.count, mitigations.list[i].what);
        try_mitigation(&mitigations.list[i], hit);
    }
    json_t *json = report_json(&damage, &before, &after, &mitigations);
    if (options.json)
        print_json(json);
    else
        print_report(&damage, &before, &after, &mitigations, base->policy->core.currency);
    if (folder)
        good = write_at_risk(base, hit, folder) && write_json(json, folder, "what_if.json");
    json_decref(json);
    mitigations_forget(&mitigations);
    return good;
}

static bool
read_situation(const struct world *world, const struct what_if *what_if,
               struct situation *situation)
{
    return read_closings(world, &what_if->close, situation) &&
           read_capacities(world, &what_if->capacity, situation) &&
           read_late(world, &what_if->late, situation);
}

static void
forget_situation(struct situation *situation)
{
    free(situation->closed_from_us);
    free(situation->capacity);
    free((void *)situation->late_days);
}

bool
what_if_check(const struct world *world, const struct what_if *what_if)
{
    struct situation situation = {0};
    const bool good = read_situation(world, what_if, &situation);

    forget_situation(&situation);
    return good;
}

bool
what_if_run(const struct run *base, const struct what_if *what_if, bool quiet, const char *folder)
{
    const struct world *world = base->world;
    struct situation situation = {0};
    struct run hit = {0};

    bool good = read_situation(world, what_if, &situation);
    if (good) {
        run_start(&hit, world, base->policy, base->stays, &situation);
        run_all(&hit, quiet);
        good = compare(base, &hit, quiet, folder);
        run_forget(&hit);
    }
    forget_situation(&situation);
    return good;
}
