/* A run in a few numbers, see simulate.h. */
#include <stdio.h>
#include <stdlib.h>

#include "clients/cli/simulate.h"
#include "clients/cli/table.h"
#include "services/fulfillment-routing/core/cost_terms.h"

#define NANO 1000000000

const char *
unfilled_why_name(enum unfilled_why why)
{
    static const char *const names[] = {
        [FILLED] = "filled",
        [NO_LINES] = "no lines",
        [NO_ADDRESS] = "no address",
        [NO_STOCK] = "no stock",
        [NO_CAPACITY] = "closed or at capacity",
        [TOO_MANY_LINES] = "too many lines",
    };
    return names[why];
}

const char *
nano_text(int64_t nano)
{
    static char texts[8][32];
    static unsigned next;
    char *text = texts[next++ % 8];
    const int64_t size = nano < 0 ? -nano : nano;

    int length = snprintf(text, 32, "%s%lld.%09lld", nano < 0 ? "-" : "", (long long)(size / NANO),
                          (long long)(size % NANO));
    while (text[length - 1] == '0' && text[length - 3] != '.')
        text[--length] = '\0';
    return text;
}

static int
by_size(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

    return (left > right) - (left < right);
}

/* The times of those orders on which there was something to decide. */
static void
sum_up_times(const struct run *run, struct summary *summary)
{
    uint32_t *times_ns = calloc((size_t)run->world->order_count + 1, sizeof *times_ns);
    double sum_ns = 0;
    size_t count = 0;

    assert(times_ns);
    for (uint32_t i = 0; i < run->world->order_count; i++)
        if (run->outcomes[i].decision_ns > 0)
            sum_ns += times_ns[count++] = run->outcomes[i].decision_ns;
    summary->decided = (int64_t)count;
    if (count > 0) {
        qsort(times_ns, count, sizeof *times_ns, by_size);
        summary->decision_us_mean = sum_ns / (double)count / 1000;
        summary->decision_us_p50 = times_ns[count / 2] / 1000.0;
        summary->decision_us_p99 = times_ns[count * 99 / 100] / 1000.0;
        summary->decision_us_max = times_ns[count - 1] / 1000.0;
    }
    free(times_ns);
}

struct summary
summarize(const struct run *run)
{
    struct summary summary = {.orders = run->world->order_count};

    for (uint32_t i = 0; i < run->world->order_count; i++) {
        const struct sim_order *order = &run->world->orders[i];
        const struct outcome *outcome = &run->outcomes[i];
        for (uint32_t n = 0; n < order->line_count; n++)
            summary.units += run->world->lines[order->first_line + n].quantity;
        summary.short_by_why[outcome->why]++;
        summary.orders_short += outcome->why != FILLED;
        summary.orders_split += outcome->parcels > 1;
        summary.orders_shipped += outcome->parcels > 0;
        summary.units_unfilled += outcome->unfilled;
        summary.parcels += outcome->parcels;
        summary.late_parcels += outcome->late_parcels;
        summary.distance_m += outcome->distance_m;
        summary.cost_nano = nano_sum(summary.cost_nano, outcome->cost_nano);
        summary.unproved += !outcome->proved;
    }
    sum_up_times(run, &summary);
    return summary;
}

static double
ratio(int64_t part, int64_t of)
{
    return of > 0 ? (double)part / (double)of : 0;
}

json_t *
summary_json(const struct run *run, const struct summary *summary)
{
    json_t *why = json_object();

    for (int i = FILLED + 1; i < UNFILLED_COUNT; i++)
        if (summary->short_by_why[i] > 0)
            json_object_set_new(why, unfilled_why_name(i), json_integer(summary->short_by_why[i]));
    return json_pack(
        "{ss ss ss sb sI sI sI sI so sI sI sI sf sI sf sf sf ss sI sI sI s{sf sf sf sf} sI}",
        "name", run->name, "policy", policy_kind_name(run->policy->core.kind), "currency",
        run->policy->core.currency, "static", (int)run->stays, "orders",
        (json_int_t)summary->orders, "orders_shipped", (json_int_t)summary->orders_shipped,
        "orders_split", (json_int_t)summary->orders_split, "orders_unfilled",
        (json_int_t)summary->orders_short, /* also in part */
        "unfilled_why", why, "units", (json_int_t)summary->units, "unfilled",
        (json_int_t)summary->units_unfilled, "parcels", (json_int_t)summary->parcels,
        "parcels_per_order", ratio(summary->parcels, summary->orders_shipped), "distance_m",
        (json_int_t)summary->distance_m, "km_per_parcel",
        ratio(summary->distance_m, summary->parcels) / 1000, "total_cost",
        (double)summary->cost_nano / NANO, "cost_per_order",
        ratio(summary->cost_nano, summary->orders_shipped) / NANO, "total_cost_exact",
        nano_text(summary->cost_nano), "late", (json_int_t)summary->late_parcels, "decided",
        (json_int_t)summary->decided, "not_proved_optimal", (json_int_t)summary->unproved,
        "us_per_order", "mean", summary->decision_us_mean, "p50", summary->decision_us_p50, "p99",
        summary->decision_us_p99, "max", summary->decision_us_max, "bad_rows",
        (json_int_t)run->world->bad_rows);
}

static void
print_unfilled(const struct summary *summary, FILE *to)
{
    fprintf(to, "  unfilled           %s of %s units; orders that are short: %s",
            table_number(summary->units_unfilled), table_number(summary->units),
            table_number(summary->orders_short));
    const char *before = " (";
    for (int i = FILLED + 1; i < UNFILLED_COUNT; i++) {
        if (summary->short_by_why[i] == 0)
            continue;
        fprintf(to, "%s%s: %s", before, unfilled_why_name(i),
                table_number(summary->short_by_why[i]));
        before = ", ";
    }
    fprintf(to, "%s\n", summary->orders_short > 0 ? ")" : "");
}

void
summary_print(const struct run *run, const struct summary *summary, FILE *to)
{
    const struct policy *policy = &run->policy->core;

    fprintf(to, "%s (%s), %s orders%s\n", run->name, policy_kind_name(policy->kind),
            table_number(summary->orders), run->stays ? ", each with all of the stock" : "");
    fprintf(to, "  total cost         %.2f%s%s, %.4f a shipped order\n",
            (double)summary->cost_nano / NANO, *policy->currency ? " " : "", policy->currency,
            ratio(summary->cost_nano, summary->orders_shipped) / NANO);
    fprintf(to, "  parcels            %s, %.4f a shipped order; orders split: %s\n",
            table_number(summary->parcels), ratio(summary->parcels, summary->orders_shipped),
            table_number(summary->orders_split));
    fprintf(to, "  distance           %s km, %.1f a parcel\n",
            table_number(summary->distance_m / 1000),
            ratio(summary->distance_m, summary->parcels) / 1000);
    if (run->policy->file.promise_days >= 0)
        fprintf(to, "  late               %s parcels\n", table_number(summary->late_parcels));
    print_unfilled(summary, to);
    fprintf(to, "  decisions          %s, %s not proved optimal\n", table_number(summary->decided),
            table_number(summary->unproved));
    fprintf(to, "  us per decision    mean %.1f, p50 %.1f, p99 %.1f, max %.1f\n",
            summary->decision_us_mean, summary->decision_us_p50, summary->decision_us_p99,
            summary->decision_us_max);
}
