/* crossdock analogue: a new item is forecast like others were from their first day on. */
#include <math.h>
#include <stdlib.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"

int
analogue_main(int argc, char **argv)
{
    const char *scale = "1";
    int32_t launch = 0;
    const struct flag flags[] = {
        {"scale", "TIMES", "How many times as much of it, 0.01 to 100 (1)", FLAG_TEXT, &scale},
        {"launch", "DAY", "First day of sale; without: the day of its first sale", FLAG_DAY,
         &launch},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "SKU [LIKE...]",
        "A new item sells like others did from their first day on: up to 20 that are named, or "
        "those of its category with the nearest price. Its own sales correct that from its first "
        "day, and replace it when they say more.\v"
        "Example: crossdock analogue TEA-NEW TEA-GREEN TEA-BLACK --scale 0.8 --launch 2027-03-01",
        flags, 1, 21);
    Crossdock__Forecasting__V1__DefineAnalogues define =
        CROSSDOCK__FORECASTING__V1__DEFINE_ANALOGUES__INIT;
    char *end;
    define.scale = strtod(scale, &end);
    if (end == scale || *end != '\0' || !(define.scale > 0) || !isfinite(define.scale)) {
        cli_complain("--scale must be a number such as 0.8, not '%s'", scale);
        return CLI_USAGE;
    }
    define.sku = words.list[0];
    define.like = words.list + 1;
    define.n_like = (size_t)words.count - 1;
    define.launch_day = launch;
    return cli_tell("forecasting", &define.base, "%s is forecast like %s", words.list[0],
                    words.count == 1   ? "the nearest of its category"
                    : words.count == 2 ? words.list[1]
                                       : "those");
}
