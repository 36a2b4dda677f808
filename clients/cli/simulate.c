/* crossdock simulate: a history under one policy or two, see simulate.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/simulate.h"
#include "clients/cli/table.h"

#define POLICIES_MAX     2
#define POLICY_BYTES_MAX (1 << 20)

static const char doc_start[] =
    "Route a history of orders with the core of the routing service, without any service.\v"
    "Files are CSV, plain or gzip, columns found by name: locations (warehouse_id, lat, lon; "
    "country, "
    "timezone, capacity, cutoff and processing_days may be there), stock (warehouse_id, sku, "
    "on_hand), orders (order_id, placed_at, country, postal_code; lat and lon count before the "
    "postal code), lines (order_id, sku, quantity; unit_weight_kg), items (sku, weight_kg or "
    "weight_g, price), postal codes as 'crossdock import geo' reads them. Without --lines the file "
    "of orders has a row per line. Stock is used up in the order of the file of orders.\n\n"
    "DIR gets routes.csv, orders.csv and summary.json; with two policies each has a folder of its "
    "name in DIR, beside comparison.csv and comparison.json. --close, --capacity and --late ask "
    "what would "
    "have been otherwise. docs/simulate.md tells all.\n\n";

struct arguments {
    struct world_files files;
    struct word_list policies, geo;
    struct what_if what_if;
    const char *out;
    bool stays, strict, quiet;
};

static void
need(const char *value, const char *option)
{
    if (value)
        return;
    cli_complain("--%s is missing; 'crossdock simulate --help' tells what it takes", option);
    exit(CLI_USAGE);
}

static void
read_arguments(int argc, char **argv, struct arguments *arguments)
{
    struct world_files *files = &arguments->files;
    const struct flag flags[] = {
        {"warehouses", "FILE", "Locations", FLAG_TEXT, &files->warehouses},
        {"stock", "FILE", "What lies where", FLAG_TEXT, &files->stock},
        {"orders", "FILE", "Orders, in the order in which they are decided on", FLAG_TEXT,
         &files->orders},
        {"lines", "FILE", "Their lines", FLAG_TEXT, &files->lines},
        {"items", "FILE", "Weights of SKUs", FLAG_TEXT, &files->items},
        {"geo", "FILE", "Where postal codes are; may be repeated", FLAG_LIST, &arguments->geo},
        {"policy", "FILE", "The policy; a second one is compared with the first", FLAG_LIST,
         &arguments->policies},
        {"static", NULL, "Every order meets the given stock", FLAG_SWITCH, &arguments->stays},
        {"receipts", "FILE", "Units that come in later", FLAG_TEXT, &files->receipts},
        {"close", "LOCATION@DATE", "What if it ships no more from that day on; may be repeated",
         FLAG_LIST, &arguments->what_if.close},
        {"capacity", "LOCATION=N", "What if it ships N parcels a day; may be repeated", FLAG_LIST,
         &arguments->what_if.capacity},
        {"late", "SUPPLIER=DAYS", "What if its receipts come later; may be repeated", FLAG_LIST,
         &arguments->what_if.late},
        {"out", "DIR", "Where the results go (only the summary is shown)", FLAG_TEXT,
         &arguments->out},
        {"strict", NULL, "Exit with 1 when a row of the files could not be used", FLAG_SWITCH,
         &arguments->strict},
        {"quiet", NULL, "Do not tell how far it is", FLAG_SWITCH, &arguments->quiet},
        {0},
    };

    char doc[sizeof doc_start + 4096];
    snprintf(doc, sizeof doc, "%s%s", doc_start, policy_json_keys);
    arguments_read(argc, argv, NULL, doc, flags, 0, 0);
    need(files->warehouses, "warehouses");
    need(files->stock, "stock");
    need(files->orders, "orders");
    need(arguments->policies.list ? arguments->policies.list[0] : NULL, "policy");
    if (arguments->policies.count > POLICIES_MAX) {
        cli_complain("at most two policies are compared");
        exit(CLI_USAGE);
    }
    if (arguments->policies.count > 1 && what_if_asked(&arguments->what_if)) {
        cli_complain("what if is asked of one policy");
        exit(CLI_USAGE);
    }
    files->geo = arguments->geo.list;
    files->geo_count = arguments->geo.count;
}

/* --- names ------------------------------------------------------------------------------------ */

/* "p" of "dir/p.json" */
static void
stem(const char *path, char *to, size_t bytes)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;

    snprintf(to, bytes, "%.*s", (int)strcspn(base, "."), base);
}

/* What the policy calls itself, else its file: also the name of a folder. */
static void
choose_names(const struct arguments *arguments, const struct rules *policies,
             char names[POLICIES_MAX][80])
{
    const int count = arguments->policies.count;

    for (int i = 0; i < count; i++)
        snprintf(names[i], sizeof names[i], "%s", policies[i].file.name);
    if (count == 2 && strcmp(names[0], names[1]) == 0)
        for (int i = 0; i < count; i++)
            stem(arguments->policies.list[i], names[i], sizeof names[i]);
    if (count == 2 && strcmp(names[0], names[1]) == 0)
        snprintf(names[1] + strnlen(names[1], 70), 4, "-2");
    for (int i = 0; i < count; i++)
        for (char *c = names[i]; *c; c++)
            if (*c == '/' || (unsigned char)*c < ' ' || (c == names[i] && *c == '.'))
                *c = '_';
}

/* --- runs ------------------------------------------------------------------------------------- */

static bool
run_and_write(const struct arguments *arguments, const struct world *world,
              const struct rules *policy, const char *name, struct run *run,
              struct summary *summary)
{
    static const struct situation as_it_is;
    char folder[4096];
    bool good = true;

    run_start(run, world, policy, arguments->stays, &as_it_is);
    run->name = name;
    run_all(run, arguments->quiet);
    *summary = summarize(run);
    json_t *json = summary_json(run, summary);
    if (options.json)
        print_json(json);
    else
        summary_print(run, summary, stdout);
    if (arguments->out) {
        const bool one = arguments->policies.count == 1;
        snprintf(folder, sizeof folder, "%s%s%s", arguments->out, one ? "" : "/", one ? "" : name);
        good = write_run(run, folder) && write_json(json, folder, "summary.json");
    }
    json_decref(json);
    return good;
}

/* What could not be used, named before, is counted at the end. */
static void
tell_what_is_wrong(const struct world *world, const struct summary *summary)
{
    if (world->bad_rows > 0)
        cli_complain("%s row%s of the files could not be used: all else was simulated",
                     table_number(world->bad_rows), world->bad_rows == 1 ? "" : "s");
    if (summary->short_by_why[NO_ADDRESS] > 0)
        cli_complain("orders with no place to go to, since their postal codes and cities are in no "
                     "file of --geo: %s",
                     table_number(summary->short_by_why[NO_ADDRESS]));
    if (summary->short_by_why[NO_LINES] > 0)
        cli_complain("orders without lines: %s", table_number(summary->short_by_why[NO_LINES]));
}

static int
simulate(const struct arguments *arguments, const struct world *world, const struct rules *policies)
{
    struct run runs[POLICIES_MAX] = {0};
    struct summary summaries[POLICIES_MAX];
    char names[POLICIES_MAX][80];
    const int count = arguments->policies.count;
    bool good = true;

    choose_names(arguments, policies, names);
    for (int i = 0; i < count && good; i++)
        good = run_and_write(arguments, world, &policies[i], names[i], &runs[i], &summaries[i]);
    if (good && count > 1)
        good = write_comparison(runs, summaries, count, arguments->out);
    if (good && what_if_asked(&arguments->what_if))
        good = what_if_run(&runs[0], &arguments->what_if, arguments->quiet, arguments->out);
    if (good)
        tell_what_is_wrong(world, &summaries[0]);
    for (int i = 0; i < count; i++)
        if (runs[i].world)
            run_forget(&runs[i]);
    if (!good)
        return CLI_USAGE;
    return arguments->strict && world->bad_rows > 0 ? CLI_REFUSED : CLI_OK;
}

/* A cost that nothing tells cannot be the least. */
static bool
read_policy(struct arena *arena, const char *path, struct rules *rules)
{
    if (!policy_json_read(arena, path, &rules->file))
        return false;
    const char *wrong = policy_read(arena, &rules->file.policy, &rules->core);
    if (wrong) {
        cli_complain("%s: %s", path, wrong);
        return false;
    }
    if (rules->core.kind != POLICY_LEAST_COST || rules->file.policy.tariff ||
        rules->core.service_count > 0)
        return true;
    cli_complain("%s: least-cost needs a tariff or rates", path);
    return false;
}

int
simulate_main(int argc, char **argv)
{
    struct arguments arguments = {0};
    struct world world = {0};
    struct rules policies[POLICIES_MAX] = {0};
    struct arena *arena = arena_create(POLICY_BYTES_MAX);
    int status = CLI_USAGE;
    bool good = true;

    read_arguments(argc, argv, &arguments);
    for (int i = 0; i < arguments.policies.count; i++)
        good = read_policy(arena, arguments.policies.list[i], &policies[i]) && good;
    if (good && world_read(&world, &arguments.files) && what_if_check(&world, &arguments.what_if))
        status = simulate(&arguments, &world, policies);
    if (world.order_by_id)
        world_forget(&world);
    arena_destroy(&arena);
    free(arguments.policies.list);
    free(arguments.geo.list);
    free(arguments.what_if.close.list);
    free(arguments.what_if.capacity.list);
    free(arguments.what_if.late.list);
    return status;
}
