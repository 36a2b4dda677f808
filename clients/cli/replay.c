/*
 * crossdock replay: decides once more what was decided, with the same core and from nothing but the
 * stored record, writes the record again and compares the bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/policy_json.h"
#include "clients/cli/replay_policy.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"
#include "common/message.h"
#include "common/text.h"
#include "services/fulfillment-routing/record/policy_read.h"
#include "services/fulfillment-routing/record/record.h"

#define MEMORY_MAX (256 << 20)
#define FILE_MAX   (16 << 20)

typedef Crossdock__Routing__V1__DecisionRecordView view;

/* --- where the record comes from -------------------------------------------------------------- */

/* "12" or "12#2", "web/W1#1": a decision by its own number, or of an order. */
static int
what_is_asked(const char *text, Crossdock__Routing__V1__GetDecision *get)
{
    int64_t number;
    char order[300];
    const char *hash = strrchr(text, '#');
    if (!hash && text_to_int64(text, &number) && number > 0) {
        get->decision_id = (uint64_t)number;
        return CLI_OK;
    }
    if (hash && hash[1] &&
        (!text_to_int64(hash + 1, &number) || number < 1 || number > UINT32_MAX)) {
        cli_complain(
            "'%s' is no round: they are numbered 1, 2, ... in the order in which they were decided",
            hash + 1);
        return CLI_USAGE;
    }
    get->round = hash && hash[1] ? (uint32_t)number : 0;
    snprintf(order, sizeof order, "%.*s", hash ? (int)(hash - text) : (int)strlen(text), text);
    return cli_find_order(order, &get->order_id);
}

static const view *
copy_of(struct arena *arena, const ProtobufCMessage *message)
{
    const char *reason;
    size_t bytes = protobuf_c_message_get_packed_size(message);
    uint8_t *packed = arena_take(arena, bytes + 1);
    protobuf_c_message_pack(message, packed);
    return (const view *)message_read(
        arena, &crossdock__routing__v1__decision_record_view__descriptor, packed, bytes, &reason);
}

static int
fetch(struct arena *arena, const char *text, const view **found)
{
    Crossdock__Routing__V1__GetDecision get = CROSSDOCK__ROUTING__V1__GET_DECISION__INIT;
    int status = what_is_asked(text, &get);
    if (status != CLI_OK)
        return status;
    struct crossdock_client *client = cli_open("fulfillment-routing");
    struct crossdock_receipt receipt;
    status = cli_ask(client, &get.base, NULL, &receipt);
    if (status == CLI_OK)
        *found = copy_of(arena, receipt.message);
    crossdock_close(&client);
    return status;
}

static int
read_file(struct arena *arena, const char *path, const view **found)
{
    const char *reason = "it is empty, or too big";
    FILE *file = fopen(path, "rb");
    if (!file) {
        cli_complain("cannot read %s", path);
        return CLI_USAGE;
    }
    uint8_t *bytes = arena_take(arena, FILE_MAX);
    size_t count = fread(bytes, 1, FILE_MAX, file);
    fclose(file);
    *found = NULL;
    if (count > 0 && count < FILE_MAX)
        *found = (const view *)message_read(
            arena, &crossdock__routing__v1__decision_record_view__descriptor, bytes, count,
            &reason);
    if (*found)
        return CLI_OK;
    cli_complain("%s does not hold a decision that was saved: %s", path, reason);
    return CLI_USAGE;
}

static int
save_file(struct arena *arena, const char *path, const view *found)
{
    size_t bytes;
    const uint8_t *packed = message_pack(arena, &found->base, &bytes);
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(packed, 1, bytes, file) == bytes;
    if (file && fclose(file) == 0 && written)
        return CLI_OK;
    cli_complain("cannot write %s", path);
    return CLI_USAGE;
}

/* --- compared --------------------------------------------------------------------------------- */

static void
print_choice(const char *who, const struct record *record)
{
    printf("  %-6s%s", who, rule_name(record->rule));
    for (size_t i = 0; i < record->parcel_count; i++) {
        const struct record_site *site = &record->sites[record->parcels[i]];
        printf("%s %s %.1f km", i ? "," : "", table_clean(site->code),
               (double)site->distance_m / 1000);
    }
    printf("%s%s\n", record->dips ? ", with safety stock" : "",
           record->proved ? "" : ", not proved");
}

static int
compare(struct arena *arena, const view *found, const struct record *record,
        const struct policy *policy)
{
    struct record *again = arena_take(arena, sizeof *again);
    size_t bytes, at = 0;
    if (!record_decide(arena, record, policy, again)) {
        printf("It is too big to be kept whole: it cannot be decided again.\n");
        return CLI_REFUSED;
    }
    const uint8_t *packed = record_pack(arena, again, &bytes);
    while (at < bytes && at < found->record.len && packed[at] == found->record.data[at])
        at++;
    if (at == bytes && at == found->record.len) {
        printf("Decided again: identical, all %zu bytes.\n", bytes);
        return CLI_OK;
    }
    printf("Decided again: NOT identical, from byte %zu on (%zu bytes then, %zu now).\n", at,
           found->record.len, bytes);
    print_choice("then", record);
    print_choice("now", again);
    return CLI_REFUSED;
}

static void
print_title(const view *found, const struct record *record)
{
    printf("Decision %llu (order %llu, round %u) of %s %s, by policy %u, %s.\n",
           (unsigned long long)found->decision_id, (unsigned long long)found->order_id,
           found->round, when(record->decided_at_us), when_zone(), record->policy,
           found->policy ? policy_json_kind((int)found->policy->kind)
                         : "which is not known any more");
}

static int
replay(struct arena *arena, const view *found, const char *policy_text)
{
    const char *reason, *name;
    struct policy other;
    const struct record *record =
        record_read(arena, found->record.data, found->record.len, &reason);
    if (!record) {
        printf("The record cannot be trusted: %s.\n", reason);
        return CLI_REFUSED;
    }
    print_title(found, record);
    if (!found->policy) {
        printf("Without its policy it cannot be decided again.\n");
        return CLI_REFUSED;
    }
    struct policy policy;
    if ((reason = policy_read(arena, found->policy, &policy))) {
        printf("Its policy cannot be used: %s.\n", reason);
        return CLI_REFUSED;
    }
    int status = compare(arena, found, record, &policy);
    if (!policy_text)
        return status;
    if (!replay_policy_read(arena, policy_text, &other, &name))
        return CLI_USAGE;
    printf("\n");
    replay_policy_compare(arena, record, &other, name);
    return status;
}

int
replay_main(int argc, char **argv)
{
    const char *policy = NULL, *file = NULL, *save = NULL;
    const struct flag flags[] = {
        {"policy", "VERSION|FILE.json", "also: what this policy would have decided", FLAG_TEXT,
         &policy},
        {"file", "FILE", "a decision that was saved, in place of one that routing keeps", FLAG_TEXT,
         &file},
        {"save", "FILE", "keep it, to be decided again without routing", FLAG_TEXT, &save},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "DECISION|ORDER#ROUND|CHANNEL/EXTERNAL_ID[#ROUND]",
        "Decide once more what was decided, from nothing but what is kept of it and with the same "
        "code, and compare "
        "every byte. Ends with 0 when they are identical, with 1 when not.\v"
        "A number by itself is a decision's (crossdock why shows them); ORDER#2 is the second of "
        "an order, ORDER# its "
        "last.\n\n  crossdock replay 4711\n  crossdock replay web/W1#1 --policy cheaper.json",
        flags, 0, 1);
    if ((words.count == 0) == !file) {
        cli_complain("either a decision or --file is needed");
        return CLI_USAGE;
    }
    struct arena *arena = arena_create(MEMORY_MAX);
    const view *found = NULL;
    int status = file ? read_file(arena, file, &found) : fetch(arena, words.list[0], &found);
    if (status == CLI_OK && save)
        status = save_file(arena, save, found);
    if (status == CLI_OK)
        status = replay(arena, found, policy);
    arena_destroy(&arena);
    return status;
}
