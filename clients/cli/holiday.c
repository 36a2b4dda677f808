/* crossdock holiday: days on which people buy otherwise than on other days. */
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/column_names.h"
#include "clients/cli/commands.h"
#include "clients/cli/dates.h"
#include "clients/cli/sheet.h"
#include "clients/cli/table.h"

#define COMMAND_MAX 1000

typedef Crossdock__Forecasting__V1__Holiday holiday_message;

enum { DAY, COUNTRY, NAME };

static const struct sheet_column columns[] = {
    [DAY] = {"day|date|holiday_date|ds", true},
    [COUNTRY] = {COUNTRY_NAMES, false},
    [NAME] = {"name|holiday|holiday_name|local_name", true},
    {0},
};

struct holidays {
    holiday_message **list;
    size_t count, room;
};

static char *
copy_of(const char *text)
{
    char *copy = strdup(text);
    assert(copy != NULL);
    return copy;
}

static bool
read_row(struct sheet *sheet, void *context)
{
    struct holidays *holidays = context;
    int32_t day;
    if (!arguments_day(sheet_text(sheet, DAY), &day))
        return sheet_bad(sheet, "'%s' is not a day such as 2027-12-25", sheet_text(sheet, DAY));
    if (holidays->count == holidays->room) {
        holidays->room = holidays->room * 2 + 64;
        holidays->list = realloc(holidays->list, holidays->room * sizeof *holidays->list);
        assert(holidays->list != NULL);
    }
    holiday_message *holiday = calloc(1, sizeof *holiday);
    assert(holiday != NULL);
    crossdock__forecasting__v1__holiday__init(holiday);
    holiday->day = day;
    holiday->country = copy_of(sheet_text(sheet, COUNTRY));
    holiday->name = copy_of(sheet_text(sheet, NAME));
    holidays->list[holidays->count++] = holiday;
    return true;
}

static void
forget(struct holidays *holidays)
{
    for (size_t i = 0; i < holidays->count; i++) {
        free(holidays->list[i]->country);
        free(holidays->list[i]->name);
        free(holidays->list[i]);
    }
    free(holidays->list);
}

static int
send(const struct holidays *holidays)
{
    int status = CLI_OK;
    for (size_t at = 0; at < holidays->count && status == CLI_OK; at += COMMAND_MAX) {
        size_t left = holidays->count - at;
        Crossdock__Forecasting__V1__DefineHolidays define =
            CROSSDOCK__FORECASTING__V1__DEFINE_HOLIDAYS__INIT;
        define.holidays = holidays->list + at;
        define.n_holidays = left < COMMAND_MAX ? left : COMMAND_MAX;
        status = cli_tell("forecasting", &define.base, "%zu %s counted with", define.n_holidays,
                          define.n_holidays == 1 ? "holiday is" : "holidays are");
    }
    return status;
}

static int
holiday_import_main(int argc, char **argv)
{
    struct word_list words = arguments_words(
        argc, argv, "FILE",
        "Say from a CSV file on which days people buy otherwise.\v"
        "Columns: day (2027-12-25) and name are required, the name the same every year, for a "
        "holiday "
        "is expected to be what earlier ones of its name were; country (DE) says where, without: "
        "everywhere. An empty name removes what was said of the day.",
        1, 1);
    struct holidays holidays = {0};
    int status = CLI_USAGE;
    if (sheet_read(words.list[0], columns, read_row, &holidays))
        status = send(&holidays);
    forget(&holidays);
    return status;
}

static void
show_holidays(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Forecasting__V1__DemandEventsView *view = (const void *)receipt->message;
    char day[32];
    (void)context;
    if (view->n_holidays == 0) {
        puts("no holidays");
        return;
    }
    struct table *table = table_start("DAY|COUNTRY|NAME");
    for (size_t i = 0; i < view->n_holidays; i++) {
        const holiday_message *holiday = view->holidays[i];
        table_row(table, "%s|%s|%s", date_write_day(holiday->day, day),
                  *holiday->country ? table_clean(holiday->country) : "all",
                  table_clean(holiday->name));
    }
    table_end(&table, stdout);
}

static int
list_main(int argc, char **argv)
{
    int32_t from = 0, to = 0;
    const struct flag flags[] = {
        {"from", "DAY", "First day", FLAG_DAY, &from},
        {"to", "DAY", "Last day", FLAG_DAY, &to},
        {0},
    };
    arguments_read(argc, argv, NULL, "List the days on which people buy otherwise.", flags, 0, 0);
    Crossdock__Forecasting__V1__GetDemandEvents get =
        CROSSDOCK__FORECASTING__V1__GET_DEMAND_EVENTS__INIT;
    get.from_day = from;
    get.to_day = to;
    return cli_send("forecasting", &get.base, show_holidays, NULL);
}

int
holiday_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"import", holiday_import_main, "FILE", "from a CSV file: day, country, name"},
        {"list", list_main, NULL, "which are known"},
        {0},
    };
    return cli_dispatch(commands, "Days on which people buy otherwise than on other days.", argc,
                        argv);
}
