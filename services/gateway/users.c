/* People at the console: SetUser makes and changes them, nothing removes them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crossdock/gateway/v1/gateway.pb-c.h"
#include "services/gateway/handlers.h"
#include "services/gateway/people.h"
#include "services/gateway/webhooks.h"
#include "services/gateway/wire_check.h"

typedef Crossdock__Gateway__V1__User user_message;

/* --- SetUser ---------------------------------------------------------------------------------- */

const void *
check_set_user(struct arena *arena, const ProtobufCMessage *base, struct refusal *refusal)
{
    const Crossdock__Gateway__V1__SetUser *set = (const void *)base;

    (void)arena;
    return has_no_defect(user_name_defect(set->name), refusal) &&
                   has_no_defect(person_role_defect((int)set->role, set->subject), refusal) &&
                   (set->password[0] == '\0' ||
                    has_no_defect(user_password_defect(set->password), refusal))
               ? set
               : NULL;
}

/* Each change has a time of its own: a login that began before it is told from one after it. */
static int64_t
time_of_change(struct turn *turn, const struct user *user)
{
    const int64_t now_us = turn_now_us(turn);

    return now_us > user->changed_at_us ? now_us : user->changed_at_us + 1;
}

/* What was subscribed with rights that somebody has no more goes on to nobody. Before the change.
 */
static void
pause_webhooks(struct turn *turn, const struct user *before,
               const Crossdock__Gateway__V1__SetUser *set)
{
    if (set->disabled || (int)before->role != (int)set->role ||
        strcmp(before->subject, set->subject) != 0)
        webhooks_pause_of(turn, before->name, before->role);
}

/* SetUser -> Done. Whoever is disabled or has another password logs in again. */
void
on_set_user(struct turn *turn, const struct input *input)
{
    const Crossdock__Gateway__V1__SetUser *set = input->message;
    struct user *user = people_find_user(turn, set->name);

    if (user == NULL && set->password[0] == '\0') {
        turn_reject(turn, "a new user needs a password", NULL);
        return;
    }
    if (user == NULL && map_count(people_of(turn)->users) >= USERS_MAX) {
        turn_reject(turn, "there are too many users", NULL);
        return;
    }
    if (user == NULL) {
        user = people_add_user(turn, set->name);
    } else {
        people_change_user(turn, user);
        pause_webhooks(turn, user, set);
    }
    user->role = (enum person_role)set->role;
    snprintf(user->subject, sizeof user->subject, "%s", set->subject);
    user->is_disabled = set->disabled;
    user->changed_at_us = time_of_change(turn, user);
    snprintf(user->changed_by, sizeof user->changed_by, "%s", input->from->name);
    if (set->password[0] != '\0')
        password_hash(set->password, user->password_hash);
    if (set->disabled || set->password[0] != '\0')
        people_end_sessions_of(turn, set->name);
    turn_accept(turn, wire_done(turn_arena(turn), 1));
}

/* --- GetUsers --------------------------------------------------------------------------------- */

static int
by_name(const void *one, const void *other)
{
    const user_message *a = *(user_message *const *)one, *b = *(user_message *const *)other;

    return strcmp(a->name, b->name);
}

static user_message *
show_user(struct arena *arena, const struct user *user)
{
    user_message *to = arena_take(arena, sizeof *to);

    crossdock__gateway__v1__user__init(to);
    to->name = arena_text(arena, user->name);
    to->role = (Crossdock__Gateway__V1__KeyRole)user->role;
    to->subject = arena_text(arena, user->subject);
    to->disabled = user->is_disabled;
    to->changed_at_us = user->changed_at_us;
    to->changed_by = arena_text(arena, user->changed_by);
    return to;
}

/* GetUsers -> UsersView */
void
on_get_users(struct turn *turn, const struct input *input)
{
    const struct map *users = people_of(turn)->users;
    Crossdock__Gateway__V1__UsersView *view = arena_take(turn_arena(turn), sizeof *view);
    const struct user *user;

    (void)input;
    crossdock__gateway__v1__users_view__init(view);
    view->users = arena_take(turn_arena(turn), (map_count(users) + 1) * sizeof *view->users);
    for (size_t at = 0; (user = map_next(users, &at)) != NULL;)
        view->users[view->n_users++] = show_user(turn_arena(turn), user);
    qsort(view->users, view->n_users, sizeof *view->users, by_name);
    turn_accept(turn, &view->base);
}
