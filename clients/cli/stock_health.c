/* crossdock stock health: what runs out, what there is too much of. */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/stock_commands.h"
#include "clients/cli/table.h"

static void
print_classes(const Crossdock__Forecasting__V1__ClassCount *classes)
{
    if (classes == NULL || classes->n_cells == 0)
        return;
    printf("\n");
    struct table *table = table_start("  CLASS|>SKUS");
    for (size_t i = 0; i < classes->n_cells; i++) {
        const Crossdock__Forecasting__V1__ClassCell *cell = classes->cells[i];
        table_row(table, "  %s%s|%s", table_clean(cell->abc), table_clean(cell->xyz),
                  table_number(cell->skus));
    }
    table_end(&table, stdout);
}

static void
show_health(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Forecasting__V1__StockHealthView *view = (const void *)receipt->message;

    if (view->n_lines == 0) {
        printf("nothing is in such a state\n");
        return;
    }
    struct table *table =
        table_start("SKU|LOCATION|STATE|>ON HAND|>COMING|>A DAY|>LASTS|GONE BY|>REORDER AT|>UP TO|"
                    ">EXCESS|>TURNS|CLASS");
    for (size_t i = 0; i < view->n_lines; i++) {
        const Crossdock__Forecasting__V1__StockHealth *line = view->lines[i];
        char gone[32] = "-", lasts[32] = "-";
        if (line->stock_out_day > 0)
            date_write_day(line->stock_out_day, gone);
        if (line->days_of_supply >= 0)
            snprintf(lasts, sizeof lasts, "%.0f d", line->days_of_supply);
        table_row(
            table, "%s|%s|%s|%s|%s|%.2f|%s|%s|%s|%s|%s|%.1f|%s%s", table_clean(line->sku),
            table_clean(line->location),
            name_of(&crossdock__forecasting__v1__stock_health_state__descriptor, (int)line->state),
            table_number(line->on_hand), table_number(line->on_order), line->demand_per_day, lasts,
            gone, table_number(line->reorder_point), table_number(line->order_up_to),
            table_number(line->excess_units), line->turnover, table_clean(line->abc),
            table_clean(line->xyz));
    }
    table_end(&table, stdout);
    if (view->more)
        printf("there are more (--limit)\n");
    if (!*(const bool *)context)
        print_classes(view->classes);
}

int
stock_health_main(int argc, char **argv)
{
    const char *sku = "", *location = "", *show = "";
    struct flag_number limit = {1, 10000, 100};
    const struct flag flags[] = {
        {"sku", "SKU", "Of this SKU", FLAG_TEXT, &sku},
        {"location", "CODE", "At this location", FLAG_TEXT, &location},
        {"show", "WHAT", "Only what is short, overstock, aged or dead", FLAG_TEXT, &show},
        {"limit", "N", "At most so many (100)", FLAG_NUMBER, &limit},
        {0},
    };
    Crossdock__Forecasting__V1__GetStockHealth get =
        CROSSDOCK__FORECASTING__V1__GET_STOCK_HEALTH__INIT;

    (void)arguments_read(argc, argv, "",
                         "Show the state of stock as a planner sees it, the most urgent first: "
                         "what is out, what will be gone before a purchase made now arrives, what "
                         "is to be reordered, what there is too much of, what nobody asks for.",
                         flags, 0, 0);
    const bool narrowed = *sku || *location || *show; /* classes are of everything */
    get.sku = (char *)sku;
    get.location = (char *)location;
    get.show = (char *)show;
    get.limit = (uint32_t)limit.value;
    return cli_send("forecasting", &get.base, show_health, &narrowed);
}
