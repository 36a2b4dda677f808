/* crossdock shadow: what the policy that decides beside the active one would have done otherwise.
 */
#include <stdio.h>
#include <stdlib.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

#define NANO 1e9

typedef Crossdock__Routing__V1__ShadowView shadow_view;
typedef Crossdock__Routing__V1__ShadowSums shadow_sums;

static void
show_sums(const shadow_view *view)
{
    const shadow_sums *a = view->active, *s = view->shadow;
    struct table *table = table_start("|>POLICY|>SHADOW|>DIFFERENCE");

    table_row(table, "version|%u|%u|", view->against, view->version);
    table_row(table, "parcels|%s|%s|%+lld", table_number(a->parcels), table_number(s->parcels),
              (long long)(s->parcels - a->parcels));
    table_row(table, "km|%.1f|%.1f|%+.1f", (double)a->distance_m / 1e3, (double)s->distance_m / 1e3,
              (double)(s->distance_m - a->distance_m) / 1e3);
    table_row(table, "cost|%.2f|%.2f|%+.2f", (double)a->cost_nano / NANO,
              (double)s->cost_nano / NANO, (double)(s->cost_nano - a->cost_nano) / NANO);
    table_row(table, "late days|%lld|%lld|%+lld", (long long)a->late_days, (long long)s->late_days,
              (long long)(s->late_days - a->late_days));
    table_row(table, "not routed|%lld|%lld|%+lld", (long long)a->unrouted, (long long)s->unrouted,
              (long long)(s->unrouted - a->unrouted));
    table_end(&table, stdout);
}

static void
join(char *text, size_t room, char **codes, size_t count)
{
    size_t at = 0;

    text[0] = '\0';
    for (size_t i = 0; i < count && at < room; i++)
        at += (size_t)snprintf(text + at, room - at, "%s%s", i == 0 ? "" : "+",
                               table_clean(codes[i]));
}

static void
show_differences(const shadow_view *view)
{
    struct table *table = table_start(">ORDER|POLICY|SHADOW|>COST|>KM|>PARCELS|>LATE");

    for (size_t i = 0; i < view->n_differences; i++) {
        const Crossdock__Routing__V1__ShadowDifference *d = view->differences[i];
        char active[40], shadow[40];
        join(active, sizeof active, d->active, d->n_active);
        join(shadow, sizeof shadow, d->shadow, d->n_shadow);
        table_row(table, "%llu|%s|%s|%+.2f|%+.1f|%+d|%+d", (unsigned long long)d->order_id, active,
                  shadow, (double)d->cost_nano / NANO, (double)d->distance_m / 1e3, d->parcels,
                  d->late_days);
    }
    printf("\nThose that differ most (shadow less policy):\n");
    table_end(&table, stdout);
}

static void
show(const struct crossdock_receipt *receipt, const void *context)
{
    const shadow_view *view = (const shadow_view *)receipt->message;

    (void)context;
    if (view->active == NULL || view->shadow == NULL) {
        printf("shadow %u beside policy %u: no decision yet\n", view->version, view->against);
        return;
    }
    printf("%s decisions, %s differ\n", table_number(view->active->decisions),
           table_number(view->differ));
    show_sums(view);
    if (view->n_differences > 0)
        show_differences(view);
}

int
shadow_report_main(int argc, char **argv)
{
    struct flag_number version = {0, UINT32_MAX, 0}, limit = {0, 100, 0};
    const struct flag flags[] = {
        {"policy", "VERSION", "Of this shadow; without: the present one", FLAG_NUMBER, &version},
        {"limit", "N", "Orders that differ, at most (20)", FLAG_NUMBER, &limit},
        {0},
    };
    (void)arguments_read(argc, argv, "",
                         "What the shadow policy would have done otherwise on live orders, since "
                         "it began. Both are counted with the same prices. 'crossdock policy "
                         "shadow VERSION' sets one.",
                         flags, 0, 0);
    Crossdock__Routing__V1__GetShadowReport get = CROSSDOCK__ROUTING__V1__GET_SHADOW_REPORT__INIT;

    get.version = (uint32_t)version.value;
    get.limit = (uint32_t)limit.value;
    return cli_send("fulfillment-routing", &get.base, show, NULL);
}
