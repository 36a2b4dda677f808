/*
 * Proving the books while they are in use: walks that look at everything, a slice at a time, over
 * and over.
 */
#ifndef INVENTORY_CORE_AUDIT_H
#define INVENTORY_CORE_AUDIT_H

#include "services/inventory/core/inventory.h"

/* --- audit_movement.c -------------------------------------------------------------------------- */

struct audit_movement {
    int64_t movement_id, previous, quantity, on_hand_after;
};
/* last: what the walk met before of the balance; from_start: it met all. True: it follows. */
bool audit_movement(struct audited *last, const struct audit_movement *movement, bool from_start);

/* --- audit_pass.c ------------------------------------------------------------------------------ */

/* One walk over one kind of thing, from its beginning to its end, then again. */
struct audit_walk {
    int64_t at;           /* where the next slice begins */
    int64_t found;        /* wrong things met in this pass */
    int64_t found_before; /* in the last whole pass */
};

/* A wrong thing; true when it is more than was known, and so worth telling. */
bool audit_found(struct audit_walk *walk);
/* The end is reached: what was found counts until the next pass is through. */
void audit_pass_ends(struct audit_walk *walk);
/* Wrong things that are known now: no pass makes better what it has not seen again. */
int64_t audit_wrong(const struct audit_walk *walk);

#endif
