/* crossdock user: people who log in at the console. */
#include <stdio.h>
#include <string.h>

#include "clients/cli/arguments.h"
#include "clients/cli/cli.h"
#include "clients/cli/commands.h"
#include "clients/cli/names.h"
#include "clients/cli/password.h"
#include "clients/cli/table.h"
#include "clients/cli/when.h"

static int
set_main(int argc, char **argv)
{
    struct flag_choice role = {&crossdock__gateway__v1__key_role__descriptor, 0};
    const char *subject = "", *file = "";
    bool asks = false, is_disabled = false;
    const struct flag flags[] = {
        {"role", "ROLE", "storefront, warehouse, operator or reader (needed)", FLAG_CHOICE, &role},
        {"subject", "TEXT", "Of a storefront its channel, of a warehouse its location code",
         FLAG_TEXT, &subject},
        {"password-file", "FILE", "The password is the first line of it; - for the standard input",
         FLAG_TEXT, &file},
        {"password", NULL, "Ask for the password on the terminal", FLAG_SWITCH, &asks},
        {"disabled", NULL, "May not log in, and is logged out now", FLAG_SWITCH, &is_disabled},
        {0},
    };
    struct word_list words = arguments_read(
        argc, argv, "NAME",
        "Make a user, or change one: role, subject and whether it is disabled are as told here. "
        "Without a password it stays as it was; with another one the user's sessions end. A "
        "password "
        "has 10 to 200 bytes.",
        flags, 1, 1);
    Crossdock__Gateway__V1__SetUser set = CROSSDOCK__GATEWAY__V1__SET_USER__INIT;
    char password[PASSWORD_BYTES_MAX + 2] = "";

    if (role.value == 0) {
        cli_complain("--role is needed: storefront, warehouse, operator or reader");
        return CLI_USAGE;
    }
    if (*file ? !password_of_file(file, password) : asks && !password_of_terminal(password))
        return CLI_USAGE;
    set.name = words.list[0];
    set.role = (Crossdock__Gateway__V1__KeyRole)role.value;
    set.subject = (char *)subject;
    set.password = password;
    set.disabled = is_disabled;
    return cli_tell("gateway", &set.base, "user %s is set", words.list[0]);
}

static void
show_users(const struct crossdock_receipt *receipt, const void *context)
{
    const Crossdock__Gateway__V1__UsersView *view = (const void *)receipt->message;
    char titles[96];

    (void)context;
    if (view->n_users == 0) {
        printf("no users\n");
        return;
    }
    snprintf(titles, sizeof titles, "NAME|ROLE|SUBJECT|STATE|CHANGED (%s)|BY", when_zone());
    struct table *table = table_start(titles);
    for (size_t i = 0; i < view->n_users; i++) {
        const Crossdock__Gateway__V1__User *user = view->users[i];
        table_row(table, "%s|%s|%s|%s|%s|%s", table_clean(user->name),
                  name_of(&crossdock__gateway__v1__key_role__descriptor, (int)user->role),
                  table_clean(user->subject), user->disabled ? "disabled" : "active",
                  when(user->changed_at_us), table_clean(user->changed_by));
    }
    table_end(&table, stdout);
}

static int
list_main(int argc, char **argv)
{
    Crossdock__Gateway__V1__GetUsers get = CROSSDOCK__GATEWAY__V1__GET_USERS__INIT;

    arguments_words(argc, argv, NULL, "Show the users there are.", 0, 0);
    return cli_send("gateway", &get.base, show_users, NULL);
}

int
user_main(int argc, char **argv)
{
    static const struct command commands[] = {
        {"set", set_main, "NAME --role ROLE --password-file FILE", "make or change a user"},
        {"list", list_main, "", "show them"},
        {0},
    };
    return cli_dispatch(commands, "People who log in at the console.", argc, argv);
}
