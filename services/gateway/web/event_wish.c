/* See event_wish.h. */
#include "services/gateway/web/event_wish.h"

#include <string.h>

#include "common/check.h"
#include "common/message_types.h"
#include "common/text.h"
#include "services/gateway/core/event_sight.h"
#include "services/gateway/roles.h"

#define TYPES_BYTES_MAX 4000

struct patterns {
    char text[TYPES_BYTES_MAX];
    const char *list[WISH_TYPES_MAX];
    size_t count;
};

bool
event_wish_is_of_a_feed(const char *pattern)
{
    for (size_t i = 0; i < message_type_count; i++)
        if (place_feed_of_type(message_types[i]->name) >= 0 &&
            event_type_matches(message_types[i]->name, &pattern, 1))
            return true;
    return false;
}

static const char *
split(const char *types, struct patterns *patterns)
{
    char *rest = patterns->text, *pattern;

    patterns->count = 0;
    if (!text_copy(patterns->text, sizeof patterns->text, types))
        return "types is too long";
    while (types[0] != '\0' && (pattern = strsep(&rest, ",")) != NULL) {
        if (patterns->count == WISH_TYPES_MAX)
            return "types has more than 32 patterns";
        if (!event_wish_is_of_a_feed(pattern))
            return "types names a type that is said on no feed: full names, or a beginning with * "
                   "behind it, separated by commas";
        patterns->list[patterns->count++] = pattern;
    }
    return NULL;
}

static void
collect(struct event_wish *wish, const struct identity *asker, const struct patterns *patterns)
{
    const enum person_role role = person_of_role(asker->role);

    assert(message_type_count <= WISH_TYPE_BYTES);
    for (size_t i = 0; i < message_type_count; i++) {
        const char *type = message_types[i]->name;
        const int feed = place_feed_of_type(type);
        if (feed < 0 ||
            (patterns->count > 0 && !event_type_matches(type, patterns->list, patterns->count)))
            continue;
        const struct event_sight sight = {
            .source = place_feeds[feed], .type = type, .subject = wish->subject};
        if (!event_may_be_seen(role, asker->subject, &sight))
            continue;
        wish->types[i / 8] |= (uint8_t)(1u << i % 8);
        wish->feeds[feed] = true;
    }
}

const char *
event_wish_read(struct event_wish *wish, const struct identity *asker, const char *types,
                const char *subject, bool *denied)
{
    const bool is_bound = asker->role == ROLE_STOREFRONT || asker->role == ROLE_WAREHOUSE;
    struct patterns patterns;

    *denied = false;
    memset(wish, 0, sizeof *wish);
    const char *wrong = split(types, &patterns);
    if (wrong != NULL)
        return wrong;
    if (is_bound && subject[0] == '\0')
        subject = asker->subject;
    *denied = is_bound && strcmp(subject, asker->subject) != 0;
    if (*denied)
        return "you may follow events of your own channel or location only";
    if (!text_copy(wish->subject, sizeof wish->subject, subject))
        return "subject is too long";
    collect(wish, asker, &patterns);
    for (int feed = 0; feed < PLACE_FEEDS; feed++)
        if (wish->feeds[feed])
            return NULL;
    *denied = true;
    return "you may follow none of these types";
}

bool
event_wish_has(const struct event_wish *wish, int type, const char *subject)
{
    return type >= 0 && (wish->types[type / 8] & 1u << type % 8) != 0 &&
           (wish->subject[0] == '\0' || strcmp(wish->subject, subject) == 0);
}

size_t
event_wish_names(const struct event_wish *wish, int feed, const char *names[WISH_TYPES_MAX])
{
    size_t count = 0, all = 0;

    for (size_t i = 0; i < message_type_count; i++) {
        if (place_feed_of_type(message_types[i]->name) != feed)
            continue;
        all++;
        if ((wish->types[i / 8] & 1u << i % 8) == 0)
            continue;
        if (count < WISH_TYPES_MAX)
            names[count] = message_types[i]->name;
        count++;
    }
    return count == all || count > WISH_TYPES_MAX ? 0 : count;
}
