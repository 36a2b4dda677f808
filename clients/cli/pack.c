/* crossdock pack: what is in one parcel. */
#include <stdio.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/entries.h"
#include "clients/cli/table.h"
#include "common/arena.h"

#define UNITS_MAX  1000000
#define MEMORY_MAX (16 << 20)

/* "1=3": three units of line 1. The first word is the fulfillment order. */
static bool
read_lines(struct arena *arena, const struct word_list *words,
           Crossdock__Routing__V1__PackParcel *pack)
{
    static const char form[] = "LINE=UNITS, like 1=3";
    pack->n_lines = (size_t)words->count - 1;
    pack->lines = arena_take(arena, (pack->n_lines + 1) * sizeof *pack->lines);
    for (size_t i = 0; i < pack->n_lines; i++) {
        Crossdock__Order__V1__LineQuantity *line = pack->lines[i] = arena_take(arena, sizeof *line);
        struct entry entry;
        crossdock__order__v1__line_quantity__init(line);
        if (!entry_read(&entry, words->list[i + 1], form, "") ||
            !entry_line(&entry, form, &line->line) ||
            !entry_number(&entry, form, 1, UNITS_MAX, &line->quantity))
            return false;
    }
    return true;
}

/* "300x200x150", in mm. */
static bool
read_size(const char *text, Crossdock__Routing__V1__PackParcel *pack)
{
    int end = 0;
    if (!*text)
        return true;
    if (sscanf(text, "%6dx%6dx%6d%n", &pack->length_mm, &pack->width_mm, &pack->height_mm, &end) ==
            3 &&
        text[end] == '\0' && pack->length_mm > 0 && pack->width_mm > 0 && pack->height_mm > 0)
        return true;
    cli_complain("--size: '%s' is not LENGTHxWIDTHxHEIGHT in mm, like 300x200x150", text);
    return false;
}

static void
show_parcel(const struct crossdock_receipt *receipt, const void *context)
{
    (void)context;
    const Crossdock__Routing__V1__ParcelReply *reply = (const void *)receipt->message;
    printf("parcel %u   SSCC %s   %s%s\n", reply->parcel, table_clean(reply->sscc),
           reply->all_packed ? "all is packed" : "more is to be packed",
           cli_is_repeat(receipt) ? " (it was before)" : "");
}

int
pack_main(int argc, char **argv)
{
    const char *sscc = "", *size = "";
    struct flag_number weight = {0, 10000000, 0};
    const struct flag flags[] = {
        {"sscc", "DIGITS", "18 digits of a label at hand (routing gives one)", FLAG_TEXT, &sscc},
        {"weight", "GRAMS", "As weighed", FLAG_NUMBER, &weight},
        {"size", "LxWxH", "In mm, like 300x200x150", FLAG_TEXT, &size},
        {0},
    };
    struct word_list words = arguments_read(argc, argv, "FULFILLMENT_ORDER [LINE=UNITS...]",
                                            "Say what is in one parcel of a fulfillment order that "
                                            "is picked; without lines all that is not packed. The "
                                            "answer has the number for its label.\v"
                                            "  crossdock pack 17 1=2 --weight 900\n"
                                            "  crossdock pack 17",
                                            flags, 1, WORDS_ANY);
    Crossdock__Routing__V1__PackParcel pack = CROSSDOCK__ROUTING__V1__PACK_PARCEL__INIT;
    struct arena *arena = arena_create(MEMORY_MAX);
    pack.fulfillment_order_id = arguments_number_of("fulfillment order", words.list[0]);
    pack.sscc = (char *)sscc;
    pack.weight_g = weight.value;
    int status = CLI_USAGE;
    if (read_size(size, &pack) && read_lines(arena, &words, &pack))
        status = cli_send("fulfillment-routing", &pack.base, show_parcel, NULL);
    arena_destroy(&arena);
    return status;
}
