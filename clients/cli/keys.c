/* crossdock keys: make and list identities. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/table.h"
#include "common/keys.h"

enum { OPTION_ROLE = 1000, OPTION_SUBJECT };

struct new_key {
    const char *name, *role, *subject;
};

static error_t
parse_new(int key, char *argument, struct argp_state *state)
{
    struct new_key *wanted = state->input;
    switch (key) {
    case OPTION_ROLE:
        wanted->role = argument;
        break;
    case OPTION_SUBJECT:
        wanted->subject = argument;
        break;
    case ARGP_KEY_ARG:
        if (wanted->name)
            argp_error(state, "one name only");
        wanted->name = argument;
        break;
    case ARGP_KEY_END:
        if (!wanted->name)
            argp_error(state, "which name?");
        if (!wanted->role)
            argp_error(state, "--role is needed");
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* With the folders above it, as mkdir -p does; what goes wrong shows when the file is written. */
static void
make_folder(const char *path)
{
    char part[4096];
    snprintf(part, sizeof part, "%s", path);
    for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(part, 0755);
        *slash = '/';
    }
    mkdir(part, 0700);
}

static int
keys_new_main(int argc, char **argv)
{
    static const struct argp_option list[] = {
        { "role", OPTION_ROLE, "ROLE", 0, "service, storefront, warehouse, operator, reader or gateway", 0 },
        { "subject", OPTION_SUBJECT, "TEXT", 0,
          "Of a service its name, of a storefront its channel, of a warehouse its location code", 0 },
        { 0 },
    };
    static const struct argp argp = {
        list, parse_new, "NAME",
        "Make a pair of CURVE keys: NAME.public says who it is and may be copied to the services; "
        "NAME.secret proves it and stays with its owner.\v"
        "Services read their key folder at start and on SIGHUP.",
        options_children, NULL, NULL
    };
    struct new_key wanted = { .subject = "" };
    argp_parse(&argp, argc, argv, 0, NULL, &wanted);
    enum role role = role_from_name(wanted.role);
    if (role == ROLE_NONE) {
        cli_complain("'%s' is not a role: service, storefront, warehouse, operator, reader or gateway", wanted.role);
        return CLI_USAGE;
    }
    if (!*wanted.subject && (role == ROLE_SERVICE || role == ROLE_STOREFRONT || role == ROLE_WAREHOUSE)) {
        cli_complain("a %s needs a --subject", wanted.role);
        return CLI_USAGE;
    }
    make_folder(options.keys);
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.public", options.keys, wanted.name);
    if (access(path, F_OK) == 0) {
        cli_complain("%s exists; a key is never overwritten", path);
        return CLI_REFUSED;
    }
    if (!keys_make(options.keys, wanted.name, role, wanted.subject))
        return CLI_USAGE;
    printf("%s/%s.public and .secret: %s%s%s\n", options.keys, wanted.name, wanted.role,
           *wanted.subject ? " of " : "", wanted.subject);
    return CLI_OK;
}

static int
is_public(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 7 && strcmp(entry->d_name + length - 7, ".public") == 0;
}

static int
keys_list_main(int argc, char **argv)
{
    static const struct argp argp = { NULL, NULL, NULL, "List the identities of the key folder.",
                                      options_children, NULL, NULL };
    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    struct dirent **names = NULL;
    int count = scandir(options.keys, &names, is_public, alphasort);
    struct keys *keys = count < 0 ? NULL : keys_load(options.keys);
    if (!keys)
        cli_complain("the key folder %s cannot be read", options.keys);
    struct table *table = table_start("NAME|ROLE|SUBJECT|SECRET|PUBLIC KEY");
    for (int i = 0; i < count; i++) {
        char name[256], secret[4096];
        snprintf(name, sizeof name, "%.*s", (int)strlen(names[i]->d_name) - 7, names[i]->d_name);
        snprintf(secret, sizeof secret, "%s/%s.secret", options.keys, name);
        const struct key *key = keys ? keys_find_name(keys, name) : NULL;
        if (key)
            table_row(table, "%s|%s|%s|%s|%s", name, role_name(key->identity.role), key->identity.subject,
                      access(secret, R_OK) == 0 ? "here" : "-", key->public_key);
        free(names[i]);
    }
    free(names);
    table_end(&table, stdout);
    bool good = keys != NULL;
    keys_destroy(&keys);
    return good ? CLI_OK : CLI_USAGE;
}

int
keys_main(int argc, char **argv)
{
    static const struct command list[] = {
        { "new", keys_new_main, "NAME --role ROLE [--subject TEXT]", "make an identity" },
        { "list", keys_list_main, "", "show the identities there are" },
        { 0 },
    };
    return cli_dispatch(list, "Identities: who may connect, and as what.", argc, argv);
}
