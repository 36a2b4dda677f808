/* See feed_filter.h. */
#include "common/feed_filter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/text.h"

static bool
is_granted(const struct service *service, enum role role, const char *type)
{
    for (const struct grant *g = service->grants; g != NULL && g->role != ROLE_NONE; g++)
        for (size_t i = 0; g->role == role && i < HANDLER_SAYS_MAX && g->types[i] != NULL; i++)
            if (strcmp(g->types[i]->name, type) == 0)
                return true;
    return false;
}

static void
add_type(struct feed_filter *filter, const char *type)
{
    filter->types[filter->type_count] = strdup(type);
    assert(filter->types[filter->type_count] != NULL);
    filter->type_count++;
}

/* All that is granted to the role, for who asked for no type in particular. */
static void
add_granted_types(struct feed_filter *filter, const struct service *service, enum role role)
{
    for (const struct grant *g = service->grants; g != NULL && g->role != ROLE_NONE; g++)
        for (size_t i = 0; g->role == role && i < HANDLER_SAYS_MAX && g->types[i] != NULL &&
                           filter->type_count < FEED_FILTER_TYPES_MAX;
             i++)
            add_type(filter, g->types[i]->name);
}

/* Of a role that follows its own subject only. */
static const char *
bind_to_own(struct feed_filter *filter, const struct service *service, const struct identity *who,
            const Crossdock__Envelope__V1__Head *open)
{
    for (size_t i = 0; i < open->n_types; i++)
        if (!is_granted(service, who->role, open->types[i]))
            return "your role may not follow this type";
    if (open->subject[0] != '\0' && strcmp(open->subject, who->subject) != 0)
        return "your key may follow its own subject only";
    if (open->n_types == 0)
        add_granted_types(filter, service, who->role);
    if (who->subject[0] == '\0' || (open->n_types == 0 && filter->type_count == 0))
        return "your role may not follow this feed";
    return NULL;
}

const char *
feed_filter_set(struct feed_filter *filter, const struct service *service, const struct identity *who,
                const Crossdock__Envelope__V1__Head *open)
{
    const bool is_free = (who->role & (ROLE_SERVICE | ROLE_OPERATOR | ROLE_READER | ROLE_GATEWAY)) != 0;

    assert(open->n_types <= FEED_FILTER_TYPES_MAX);
    filter->types = calloc(FEED_FILTER_TYPES_MAX, sizeof *filter->types);
    assert(filter->types != NULL);
    for (size_t i = 0; i < open->n_types; i++)
        add_type(filter, open->types[i]);
    const char *denied = is_free ? NULL : bind_to_own(filter, service, who, open);
    if (denied != NULL)
        return denied;
    const bool fits =
        text_copy(filter->subject, sizeof filter->subject, is_free ? open->subject : who->subject);
    return fits ? NULL : "the subject is too long";
}

bool
feed_filter_wants(const struct feed_filter *filter, const struct chunk *chunk, const struct chunk_entry *entry)
{
    if (filter->subject[0] != '\0' && !span_is(chunk->data, entry->subject, filter->subject))
        return false;
    for (size_t i = 0; i < filter->type_count; i++)
        if (span_is(chunk->data, entry->type, filter->types[i]))
            return true;
    return filter->type_count == 0;
}

void
feed_filter_clear(struct feed_filter *filter)
{
    for (size_t i = 0; i < filter->type_count; i++)
        free(filter->types[i]);
    free(filter->types);
    *filter = (struct feed_filter){ 0 };
}
