/* crossdock api-key: keys for programs that use HTTP. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/names.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

/* The secret alone on the standard output, so that scripts can take it. */
static void
show_created(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Gateway__V1__ApiKeyCreated *created = (const void *)receipt->message;

    if (created->secret[0] == '\0') {
        printf("key %llu was made by this command before; its secret is told once only\n",
               (unsigned long long)created->key_id);
        return;
    }
    fprintf(stderr, "key %llu for %s; this is shown once:\n", (unsigned long long)created->key_id,
            (const char *)context);
    printf("%s\n", created->secret);
}

static int
create_main(int argc, char **argv)
{
    struct flag_choice role = {&crossdock__gateway__v1__key_role__descriptor, 0};
    struct flag_number rate = {0, 1000000, 0};
    const char *subject = "";
    int64_t expires_at_us = 0;
    const struct flag flags[] = {
        {"role", "ROLE", "storefront, warehouse, operator or reader (needed)", FLAG_CHOICE, &role},
        {"subject", "TEXT", "Of a storefront its channel, of a warehouse its location code",
         FLAG_TEXT, &subject},
        {"expires", "TIME", "When it ends, e.g. +90d or 2027-01-31 (never)", FLAG_TIME,
         &expires_at_us},
        {"requests-per-minute", "N", "At most; 0: the gateway's setting (0)", FLAG_NUMBER, &rate},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "NAME",
        "Make a key for a program that uses HTTP: Authorization: Bearer xd_... The secret is shown "
        "once; the gateway keeps a hash of it only.",
        flags, 1, 1);
    Crossdock__Gateway__V1__CreateApiKey create = CROSSDOCK__GATEWAY__V1__CREATE_API_KEY__INIT;

    if (role.value == 0) {
        cli_complain("--role is needed: storefront, warehouse, operator or reader");
        return CLI_USAGE;
    }
    create.name = words.list[0];
    create.role = (Crossdock__Gateway__V1__KeyRole)role.value;
    create.subject = (char *)subject;
    create.expires_at_us = expires_at_us;
    create.requests_per_minute = (uint32_t)rate.value;
    return cli_send("gateway", &create.base, show_created, words.list[0]);
}

static const char *
state_of(const Crossdock__Gateway__V1__ApiKey *key)
{
    if (key->revoked_at_us != 0)
        return "revoked";
    return key->expires_at_us != 0 ? when(key->expires_at_us) : "in force";
}

static void
show_keys(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Gateway__V1__ApiKeysView *view = (const void *)receipt->message;
    char titles[128];

    (void)context;
    if (view->n_keys == 0) {
        printf("no keys\n");
        return;
    }
    snprintf(titles, sizeof titles, ">KEY|NAME|ROLE|SUBJECT|BEGINS|UNTIL (%s)|MADE|BY",
             when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_keys; i++) {
        const Crossdock__Gateway__V1__ApiKey *key = view->keys[i];
        table_row(table, "%llu|%s|%s|%s|%s|%s|%s|%s", (unsigned long long)key->key_id,
                  table_clean(key->name),
                  name_of(&crossdock__gateway__v1__key_role__descriptor, (int)key->role),
                  table_clean(key->subject), table_clean(key->hint), state_of(key),
                  when(key->created_at_us), table_clean(key->created_by));
    }
    table_end(&table, stdout);
}

static int
list_main(int argc, char **argv)
{
    bool revoked = false;
    const struct flag flags[] = {
        {"revoked", NULL, "Also those that were revoked", FLAG_SWITCH, &revoked},
        {0},
    };
    Crossdock__Gateway__V1__GetApiKeys get = CROSSDOCK__GATEWAY__V1__GET_API_KEYS__INIT;

    arguments_read(argc, argv, NULL, "Show the keys there are.", flags, 0, 0);
    get.revoked = revoked;
    return cli_send("gateway", &get.base, show_keys, NULL);
}

static int
revoke_main(int argc, char **argv)
{
    char *reason = "";
    const char *word = arguments_word_with_reason(
        argc, argv, "KEY", "Let a key in no more, from now on.", "Why, up to 200 bytes", &reason);
    Crossdock__Gateway__V1__RevokeApiKey revoke = CROSSDOCK__GATEWAY__V1__REVOKE_API_KEY__INIT;

    revoke.key_id = arguments_number_of("key", word);
    revoke.reason = reason;
    return cli_tell("gateway", &revoke.base, "key %s is revoked", word);
}

int
api_key_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"create", create_main, "NAME --role ROLE [--subject TEXT]",
         "make one, and show its secret once"},
        {"list", list_main, "[--revoked]", "show them"},
        {"revoke", revoke_main, "KEY [--reason TEXT]", "end one"},
        {0},
    };
    return cli_dispatch(commands, "Keys for programs that use HTTP.", argc, argv);
}
