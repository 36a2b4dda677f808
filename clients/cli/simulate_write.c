/* The tables of a run, see simulate.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clients/cli/complain.h"
#include "clients/cli/options.h"
#include "clients/cli/csv_write.h"
#include "clients/cli/simulate.h"
#include "clients/cli/table.h"

#define PATH_BYTES 4096

/* A file under a name of its own until it is whole. */
struct draft {
    char path[PATH_BYTES], draft_path[PATH_BYTES + 8];
    FILE *to;
};

static bool
failed(const char *path)
{
    cli_complain("%s: %s", path, strerror(errno));
    return false;
}

static bool
draft_open(struct draft *draft, const char *folder, const char *name)
{
    snprintf(draft->path, sizeof draft->path, "%s/%s", folder, name);
    snprintf(draft->draft_path, sizeof draft->draft_path, "%s.new", draft->path);
    draft->to = fopen(draft->draft_path, "w");
    return draft->to || failed(draft->draft_path);
}

static bool
draft_finish(struct draft *draft)
{
    const bool good = fflush(draft->to) == 0 && !ferror(draft->to);

    if (fclose(draft->to) != 0 || !good)
        return failed(draft->draft_path);
    return rename(draft->draft_path, draft->path) == 0 || failed(draft->path);
}

/* With the folders above it. */
bool
folder_make(const char *path)
{
    char part[PATH_BYTES];

    for (const char *slash = path; *slash; slash++) {
        slash += strspn(slash, "/");
        slash += strcspn(slash, "/");
        if (slash - path >= PATH_BYTES) {
            errno = ENAMETOOLONG;
            return failed(path);
        }
        memcpy(part, path, (size_t)(slash - path));
        part[slash - path] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return failed(part);
        if (!*slash)
            break;
    }
    return true;
}

static bool
write_routes(const struct run *run, const char *folder)
{
    struct draft draft;

    if (!draft_open(&draft, folder, "routes.csv"))
        return false;
    fputs("order_id,warehouse_id,sku,quantity,distance_m,cost\n", draft.to);
    for (uint32_t i = 0; i < run->world->order_count; i++) {
        const struct outcome *outcome = &run->outcomes[i];
        for (size_t n = 0; n < outcome->shipped_count; n++) {
            const struct shipped *shipped = &run->shipped[outcome->first_shipped + n];
            csv_write(draft.to, run->world->orders[i].id, ',');
            csv_write(draft.to, run->world->warehouses[shipped->warehouse]->code, ',');
            csv_write(draft.to, shipped->line->sku->code, ',');
            fprintf(draft.to, "%lld,%lld,%s\n", (long long)shipped->units,
                    (long long)((shipped->distance_mm + 500) / 1000),
                    nano_text(shipped->cost_nano));
        }
    }
    return draft_finish(&draft);
}

static bool
write_orders(const struct run *run, const char *folder)
{
    struct draft draft;

    if (!draft_open(&draft, folder, "orders.csv"))
        return false;
    fputs("order_id,parcels,distance_m,cost,proved_optimal,unfilled\n", draft.to);
    for (uint32_t i = 0; i < run->world->order_count; i++) {
        const struct outcome *outcome = &run->outcomes[i];
        csv_write(draft.to, run->world->orders[i].id, ',');
        fprintf(draft.to, "%u,%lld,%s,%d,%lld\n", outcome->parcels, (long long)outcome->distance_m,
                nano_text(outcome->cost_nano), outcome->proved, (long long)outcome->unfilled);
    }
    return draft_finish(&draft);
}

bool
write_run(const struct run *run, const char *folder)
{
    return folder_make(folder) && write_routes(run, folder) && write_orders(run, folder);
}

bool
write_json(const json_t *json, const char *folder, const char *name)
{
    struct draft draft;

    if (!draft_open(&draft, folder, name))
        return false;
    json_dumpf(json, draft.to, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    fputc('\n', draft.to);
    return draft_finish(&draft);
}

void
print_json(const json_t *json)
{
    json_dumpf(json, stdout, JSON_COMPACT | JSON_REAL_PRECISION(15));
    putchar('\n');
}

/* --- two policies ----------------------------------------------------------------------------- */

static double
to_first(int64_t value, int64_t first)
{
    return first > 0 ? (double)value / (double)first : 0;
}

/* Orders that another set of locations ships. */
static int64_t
count_different(const struct run *a, const struct run *b)
{
    int64_t different = 0;

    for (uint32_t i = 0; i < a->world->order_count; i++) {
        const struct outcome *left = &a->outcomes[i], *right = &b->outcomes[i];
        bool same = left->shipped_count == right->shipped_count;
        for (size_t n = 0; same && n < left->shipped_count; n++) {
            const struct shipped *x = &a->shipped[left->first_shipped + n];
            const struct shipped *y = &b->shipped[right->first_shipped + n];
            same = x->warehouse == y->warehouse && x->line == y->line && x->units == y->units;
        }
        different += !same;
    }
    return different;
}

static bool
write_comparison_table(const struct run *runs, const struct summary *summaries, int count,
                       const char *folder)
{
    struct draft draft;

    if (!draft_open(&draft, folder, "comparison.csv"))
        return false;
    fputs("policy,name,total_cost,cost_ratio,parcels,parcels_per_order,distance_m,late,unfilled\n",
          draft.to);
    for (int i = 0; i < count; i++) {
        const struct summary *summary = &summaries[i];
        fprintf(draft.to, "%s,", policy_kind_name(runs[i].policy->core.kind));
        csv_write(draft.to, runs[i].name, ',');
        fprintf(draft.to, "%s,%.9f,%lld,%.6f,%lld,%lld,%lld\n", nano_text(summary->cost_nano),
                to_first(summary->cost_nano, summaries[0].cost_nano), (long long)summary->parcels,
                to_first(summary->parcels, summary->orders_shipped), (long long)summary->distance_m,
                (long long)summary->late_parcels, (long long)summary->units_unfilled);
    }
    return draft_finish(&draft);
}

static void
print_comparison(const struct run *runs, const struct summary *summaries, int count,
                 int64_t different)
{
    struct table *table =
        table_start("POLICY|>COST|>RATIO|>PARCELS|>A SHIPPED ORDER|>KM A PARCEL|>LATE|>UNFILLED");

    for (int i = 0; i < count; i++) {
        const struct summary *summary = &summaries[i];
        table_row(
            table, "%s|%.2f|%.6f|%s|%.4f|%.1f|%s|%s", table_clean(runs[i].name),
            (double)summary->cost_nano / 1e9, to_first(summary->cost_nano, summaries[0].cost_nano),
            table_number(summary->parcels), to_first(summary->parcels, summary->orders_shipped),
            to_first(summary->distance_m, summary->parcels) / 1000,
            table_number(summary->late_parcels), table_number(summary->units_unfilled));
    }
    printf("\n");
    table_end(&table, stdout);
    printf("%s orders ship otherwise under the second\n", table_number(different));
}

bool
write_comparison(const struct run *runs, const struct summary *summaries, int count,
                 const char *folder)
{
    const int64_t different = count_different(&runs[0], &runs[count - 1]);
    json_t *policies = json_array();
    bool good = true;

    for (int i = 0; i < count; i++)
        json_array_append_new(policies, summary_json(&runs[i], &summaries[i]));
    json_t *comparison = json_pack(
        "{sI sf so}", "orders_that_differ", (json_int_t)different, "cost_ratio",
        to_first(summaries[count - 1].cost_nano, summaries[0].cost_nano), "policies", policies);
    if (options.json)
        print_json(comparison);
    else
        print_comparison(runs, summaries, count, different);
    if (folder)
        good = write_comparison_table(runs, summaries, count, folder) &&
               write_json(comparison, folder, "comparison.json");
    json_decref(comparison);
    return good;
}
