#include "services/fulfillment-routing/wire_policies.h"

#include <string.h>

#include "services/fulfillment-routing/record/policy_read.h"

#define NOTE_BYTES_MAX 200

bool
read_policy(struct arena *arena, const Crossdock__Routing__V1__Policy *from, struct policy *to,
            struct refusal *refusal)
{
    const char *wrong = policy_read(arena, from, to);

    return wrong == NULL || refuse(refusal, "%s", wrong);
}

READ(read_define_policy)
{
    const Crossdock__Routing__V1__DefinePolicy *in =
        (const Crossdock__Routing__V1__DefinePolicy *)message;
    struct told_policy *out = arena_take(arena, sizeof *out);

    if (in->policy == NULL) {
        refuse(refusal, "policy is missing");
        return NULL;
    }
    out->message = in->policy;
    if (!check_text(in->policy->note, "note", 0, NOTE_BYTES_MAX, refusal) ||
        !read_policy(arena, in->policy, &out->policy, refusal))
        return NULL;
    return out;
}

READ(read_activate_policy)
{
    const Crossdock__Routing__V1__ActivatePolicy *in =
        (const Crossdock__Routing__V1__ActivatePolicy *)message;
    struct policy_choice *out = arena_take(arena, sizeof *out);

    if (in->version == 0) {
        refuse(refusal, "version is missing");
        return NULL;
    }
    *out = (struct policy_choice){in->version, in->note};
    return check_text(in->note, "note", 0, NOTE_BYTES_MAX, refusal) ? out : NULL;
}

READ(read_shadow_policy)
{
    const Crossdock__Routing__V1__ShadowPolicy *in =
        (const Crossdock__Routing__V1__ShadowPolicy *)message;
    struct policy_choice *out = arena_take(arena, sizeof *out);

    *out = (struct policy_choice){in->version, in->note};
    return check_text(in->note, "note", 0, NOTE_BYTES_MAX, refusal) ? out : NULL;
}

READ(read_get_policies)
{
    (void)refusal;
    (void)arena;
    return message;
}
