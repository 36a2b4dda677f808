/* crossdock alerts: what somebody should look at, each once, with its evidence. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/names.h"
#include "clients/cli/table.h"

#define ALERT_KINDS &crossdock__forecasting__v1__alert_kind__descriptor

typedef Crossdock__Forecasting__V1__AlertsView alerts_view;

static const char *
state_of(const Crossdock__Forecasting__V1__DemandAlert *alert, char *text, size_t room)
{
    char day[32];

    if (alert->ended)
        snprintf(text, room, "ended %s", date_write_day(alert->ended_day, day));
    else if (alert->acknowledged_by[0] != '\0')
        snprintf(text, room, "seen by %.32s", alert->acknowledged_by);
    else
        snprintf(text, room, "new");
    return text;
}

static void
show(const struct crossdock_receipt *receipt, const void *context)
{
    const alerts_view *view = (const alerts_view *)receipt->message;

    (void)context;
    if (view->n_alerts == 0) {
        printf("there is no alert\n");
        return;
    }
    struct table *table = table_start(">ALERT|DAY|KIND|SKU|LOCATION|STATE|EVIDENCE");
    for (size_t i = 0; i < view->n_alerts; i++) {
        const Crossdock__Forecasting__V1__DemandAlert *alert = view->alerts[i];
        char day[32], state[64];
        table_row(table, "%llu|%s|%s|%s|%s|%s|%s", (unsigned long long)alert->alert_id,
                  date_write_day(alert->day, day), name_of(ALERT_KINDS, (int)alert->kind),
                  table_clean(alert->sku),
                  alert->location[0] != '\0' ? table_clean(alert->location) : "network",
                  table_clean(state_of(alert, state, sizeof state)), table_clean(alert->evidence));
    }
    table_end(&table, stdout);
    if (view->more)
        printf("there are more (--limit); --kind, --sku and --location narrow them down\n");
}

static uint64_t *
numbers_of(const struct word_list *ids)
{
    uint64_t *numbers = calloc((size_t)ids->count, sizeof *numbers);

    assert(numbers);
    for (int i = 0; i < ids->count; i++)
        numbers[i] = arguments_number_of("alert", ids->list[i]);
    return numbers;
}

static int
reopen(const struct word_list *ids)
{
    Crossdock__Forecasting__V1__ReopenAlerts reopen = CROSSDOCK__FORECASTING__V1__REOPEN_ALERTS__INIT;
    uint64_t *numbers = numbers_of(ids);

    reopen.alert_ids = numbers;
    reopen.n_alert_ids = (size_t)ids->count;
    const int status =
        cli_tell("forecasting", &reopen.base,
                 ids->count == 1 ? "%d alert is listed again" : "%d alerts are listed again", ids->count);
    free(numbers);
    return status;
}

static int
acknowledge(const struct word_list *ids, const char *note)
{
    Crossdock__Forecasting__V1__AcknowledgeAlerts acknowledge =
        CROSSDOCK__FORECASTING__V1__ACKNOWLEDGE_ALERTS__INIT;
    uint64_t *numbers = numbers_of(ids);

    acknowledge.alert_ids = numbers;
    acknowledge.n_alert_ids = (size_t)ids->count;
    acknowledge.note = (char *)note;
    const int status = cli_tell(
        "forecasting", &acknowledge.base,
        ids->count == 1 ? "%d alert is acknowledged" : "%d alerts are acknowledged", ids->count);
    free(numbers);
    return status;
}

static int
tell(const struct word_list *seen, const struct word_list *unseen, const char *note)
{
    if (seen->count > 0 && unseen->count > 0) {
        cli_complain("--acknowledge or --reopen, not both");
        return CLI_USAGE;
    }
    if (seen->count > 0)
        return acknowledge(seen, note);
    if (*note) {
        cli_complain("--note goes with --acknowledge ALERT");
        return CLI_USAGE;
    }
    return reopen(unseen);
}

int
alerts_main(int argc, char **argv)
{
    const char *sku = "", *location = "", *note = "";
    bool ended = false;
    struct flag_choice kind = {.type = ALERT_KINDS};
    struct flag_number limit = {.min = 1, .max = 10000};
    struct word_list seen = {0}, unseen = {0};
    const struct flag flags[] = {
        {"kind", "KIND", "Of this kind: stock-out, overstock, spike, slow-down, shift-up, bias, supplier-late", FLAG_CHOICE, &kind},
        {"sku", "SKU", "Of this SKU", FLAG_TEXT, &sku},
        {"location", "CODE", "At this location", FLAG_TEXT, &location},
        {"ended", NULL, "Also those that ended or were acknowledged", FLAG_SWITCH, &ended},
        {"limit", "COUNT", "At most so many (100)", FLAG_NUMBER, &limit},
        {"acknowledge", "ALERT", "Do not list this one any more; may be repeated", FLAG_LIST,
         &seen},
        {"reopen", "ALERT", "List this one again that was acknowledged; may be repeated", FLAG_LIST,
         &unseen},
        {"note", "TEXT", "With --acknowledge: what was found, up to 200 bytes", FLAG_TEXT, &note},
        {0},
    };
    (void)arguments_read(
        argc, argv, "",
        "What somebody should look at, newest first: spikes, demand that moved, coming stock-outs, "
        "overstock, forecasts that err to one side, suppliers that are late. Each is raised once, "
        "and ends when its reason is clearly gone.\v"
        "  crossdock alerts --kind stock-out\n"
        "  crossdock alerts --acknowledge 17 --note 'the promotion of May'",
        flags, 0, 0);
    if (seen.count > 0 || unseen.count > 0) {
        const int status = tell(&seen, &unseen, note);
        free(seen.list);
        free(unseen.list);
        return status;
    }
    if (*note) {
        cli_complain("--note goes with --acknowledge ALERT");
        return CLI_USAGE;
    }
    Crossdock__Forecasting__V1__GetAlerts get = CROSSDOCK__FORECASTING__V1__GET_ALERTS__INIT;
    Crossdock__Forecasting__V1__AlertKind kinds[] = {
        (Crossdock__Forecasting__V1__AlertKind)kind.value};
    get.kinds = kinds;
    get.n_kinds = kind.value != 0;
    get.sku = (char *)sku;
    get.location = (char *)location;
    get.ended = ended;
    get.limit = (uint32_t)limit.value;
    return cli_send("forecasting", &get.base, show, NULL);
}
