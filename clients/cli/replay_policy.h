/* What another policy would have made of a decision's inputs. */
#ifndef CROSSDOCK_CLI_REPLAY_POLICY_H
#define CROSSDOCK_CLI_REPLAY_POLICY_H

#include "clients/libcrossdock/crossdock.h"
#include "common/arena.h"
#include "services/fulfillment-routing/record/record.h"

/* text: a version that routing knows, or a JSON file. False after saying what is wrong. */
bool replay_policy_read(struct arena *arena, const char *text, struct policy *policy,
                        const char **name) must_check;

/* Side by side: what was decided, and what that policy would have. */
void replay_policy_compare(struct arena *arena, const struct record *record,
                           const struct policy *policy, const char *name);

#endif
