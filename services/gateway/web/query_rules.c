/* See query_rules.h. */
#include "services/gateway/web/query_rules.h"

#include <string.h>
#include <strings.h>

#include "common/check.h"
#include "common/text.h"
#include "services/gateway/web/request.h"

#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* clang-format off */
static const struct query_rule rules[] = {
    { NULL, "limit", NULL, NULL, 1, 200, 0 },
    { NULL, "from_us", NULL, NULL, 0, INT64_MAX, 0 },
    { NULL, "to_us", NULL, NULL, 0, INT64_MAX, 0 },
    { NULL, "low", WORDS("true", "false", "1", "0"), NULL, 0, 0, 0 },
    { NULL, "parked", WORDS("true", "false", "1", "0"), NULL, 0, 0, 0 },
    { "view_orders", "status", WORDS("ACCEPTED", "CANCEL_PENDING", "CANCELLED", "CLOSED"), NULL, 0, 0, 0 },
    { "view_orders", "progress",
      WORDS("UNFULFILLED", "BACKORDERED", "PARTLY_BACKORDERED", "RESERVED", "PARTLY_ROUTED", "ROUTED", "IN_PROGRESS",
            "PARTLY_SHIPPED", "SHIPPED", "PARTLY_DELIVERED", "DELIVERED", "CANCELLED"), NULL, 0, 0, 0 },
    { "view_orders", "hold",
      WORDS("any", "true", "1", "AWAITING_PAYMENT", "FRAUD_REVIEW", "BAD_ADDRESS", "CREDIT", "EXPORT", "OPS", "OTHER"),
      "HOLD_", 0, 0, 0 },
    { "view_orders", "country", NULL, NULL, 0, 0, 2 },
    { "view_counts", "status", WORDS("REQUESTED", "RECOUNT", "REVIEW", "COMPLETED", "CANCELLED"), NULL, 0, 0, 0 },
    { "view_skus", "class",
      WORDS("A", "B", "C", "X", "Y", "Z", "AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ"), NULL, 0, 0, 0 },
    { "view_kpis", "by", WORDS("day", "location", "channel"), NULL, 0, 0, 0 },
};
/* clang-format on */

const struct query_rule *
query_find_rule(const char *view, const char *name)
{
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strcmp(rules[i].name, name) == 0 && view != NULL &&
            (rules[i].view == NULL || strcmp(rules[i].view, view) == 0))
            return &rules[i];
    return NULL;
}

static bool
is_one_of(const struct query_rule *rule, const char *value)
{
    const size_t bytes = rule->prefix == NULL ? 0 : strlen(rule->prefix);

    if (bytes > 0 && strncasecmp(value, rule->prefix, bytes) == 0)
        value += bytes;
    for (const char *const *word = rule->words; *word != NULL; word++)
        if (strcasecmp(*word, value) == 0)
            return true;
    return false;
}

static const char *
list_words(struct arena *arena, const struct query_rule *rule)
{
    const char *text = rule->words[0];

    for (const char *const *word = rule->words + 1; *word != NULL; word++)
        text = arena_format(arena, "%s%s%s", text, word[1] == NULL ? " or " : ", ", *word);
    return text;
}

static bool
is_capitals(const char *value, size_t count)
{
    return strlen(value) == count && strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == count;
}

const char *
query_defect(struct arena *arena, const struct query_rule *rule, const char *value)
{
    int64_t number;

    if (rule->capitals > 0)
        return is_capitals(value, rule->capitals)
                   ? NULL
                   : arena_format(arena, "must be %zu capital letters", rule->capitals);
    if (rule->words != NULL)
        return is_one_of(rule, value) ? NULL
                                      : arena_format(arena, "must be %s", list_words(arena, rule));
    if (!text_to_int64(value, &number) || number < rule->min || number > rule->max)
        return rule->max == INT64_MAX ? arena_format(arena, "must be a whole number from %lld on",
                                                     (long long)rule->min)
                                      : arena_format(arena, "must be a whole number, %lld to %lld",
                                                     (long long)rule->min, (long long)rule->max);
    return NULL;
}

static bool
is_named(const char *const *names, const char *name)
{
    for (size_t i = 0; names != NULL && names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

bool
query_is_known(struct web_request *request, const char *beside)
{
    const struct web_route *route = request->match.route;
    const struct url *url = &request->url;

    for (size_t i = 0; i < url->parameter_count; i++) {
        const struct url_parameter *one = &url->parameters[i];
        bool known = is_named(route->parameters, one->name) || strcmp(one->name, beside) == 0;
        if (known && url_parameter(url, one->name) == one->value &&
            web_path_value(request, one->name) == NULL)
            continue;
        web_problem(request, MHD_HTTP_BAD_REQUEST, "BAD_REQUEST", 0, "%s: %s", one->name,
                    known ? "may be given once" : "there is no such parameter here");
        return false;
    }
    return true;
}
