/*
 * The end of a turn: promises whose stock was lost in it are revoked, the newest first. Cart holds
 * that expired are told.
 */
#include "common/log.h"
#include "common/metrics.h"
#include "services/inventory/changes.h"
#include "services/inventory/handlers.h"
#include "services/inventory/holds.h"
#include "services/inventory/steps.h"
#include "services/inventory/store.h"

METRIC(promises_at_risk) = {
    .kind = METRIC_COUNTER,
    .name = "crossdock_inventory_promises_at_risk_total",
    .help = "Units promised that a loss or a closed location left without stock, and that were revoked.",
};

static void
revoke_line_units(struct turn *turn, struct reservation_line *line, int64_t units,
                  struct grants *grants)
{
    const struct keeper keeper = keeper_of(turn);
    const struct new_change new = {.kind = CHANGE_REVOKE,
                                   .line_count = 1,
                                   .country = "",
                                   .region = "",
                                   .city = "",
                                   .postal_code = ""};
    struct change *change = new_change(turn, line->of, &new);

    change->lines[0].index = (uint32_t)(line - line->of->lines);
    change->lines[0].asked = units;
    revoke_note(&keeper, line, units);
    change_order(turn, line->of, change, grants);
}

static void
revoke_item(struct turn *turn, struct item *item, struct grants *grants)
{
    int64_t revoked = 0;

    for (struct reservation_line *line = NULL;
         units_at_risk(item) > 0 && (line = revoke_next(item, line)) != NULL;) {
        const int64_t missing = units_at_risk(item), there = revocable_units(line);
        const int64_t units = missing < there ? missing : there;
        revoke_line_units(turn, line, units, grants);
        revoked += units;
    }
    if (revoked == 0)
        return;
    metric_add(&promises_at_risk, revoked);
    log_warning("promises revoked", "sku", item->sku, "units", log_number(revoked), NULL);
}

void
on_turn_ends(struct turn *turn, const struct input *input)
{
    struct stage *stage = turn_stage(turn);
    struct grants grants = {NULL, NULL};

    (void)input;
    holds_announce_expired(turn);
    while (stage->at_risk != NULL) {
        struct item *item = stage->at_risk->item;
        stage->at_risk = stage->at_risk->next;
        revoke_item(turn, item, &grants);
        announce_promises(turn, &grants);
    }
}
