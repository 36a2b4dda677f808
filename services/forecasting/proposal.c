/*
 * Proposals in memory; see proposal.h.
 */
#include "services/forecasting/proposal.h"

#include <inttypes.h>
#include <stdio.h>

#include "common/text.h"

struct proposal *
proposal_find(const struct memory *memory, int64_t id)
{
    return map_find(memory->proposals, id);
}

bool
proposal_is_over(enum proposal_state state)
{
    return state == PROPOSAL_REJECTED || state == PROPOSAL_EXPIRED || state == PROPOSAL_RECEIVED ||
           state == PROPOSAL_CANCELLED;
}

/* The oldest of those that are over goes, unless it was taken back. */
static void
forget_oldest(struct memory *memory, struct journal *journal)
{
    struct proposal *oldest = memory->over_first;

    memory_keep(journal, &memory->over_first, sizeof memory->over_first);
    memory_keep(journal, &memory->over_count, sizeof memory->over_count);
    memory->over_first = oldest->later;
    memory->over_count--;
    memory_keep(journal, &oldest->later, sizeof oldest->later);
    oldest->later = NULL;
    if (!proposal_is_over(oldest->state))
        return;
    struct proposal **at = &oldest->place->proposals;
    while (*at != oldest)
        at = &(*at)->next;
    memory_keep(journal, at, sizeof *at);
    *at = oldest->next;
    map_remove(memory->proposals, journal, oldest->id);
}

static void
note_over(struct memory *memory, struct journal *journal, struct proposal *proposal)
{
    if (proposal->later != NULL || memory->over_last == proposal)
        return; /* among them since before it was taken back */
    memory_keep(journal, &memory->over_count, sizeof memory->over_count);
    memory_keep(journal, &memory->over_last, sizeof memory->over_last);
    if (memory->over_first == NULL) {
        memory_keep(journal, &memory->over_first, sizeof memory->over_first);
        memory->over_first = proposal;
    } else {
        memory_keep(journal, &memory->over_last->later, sizeof memory->over_last->later);
        memory->over_last->later = proposal;
    }
    memory->over_last = proposal;
    if (++memory->over_count > PROPOSALS_OVER_MAX)
        forget_oldest(memory, journal);
}

struct proposal *
proposal_add(struct memory *memory, struct journal *journal, const struct proposal *decided)
{
    const int64_t id = decided->id != 0 ? decided->id : memory->last_proposal_id + 1;
    struct place *place = decided->place;
    struct proposal *proposal = map_add(memory->proposals, journal, id, sizeof *proposal);

    if (id > memory->last_proposal_id) {
        memory_keep(journal, &memory->last_proposal_id, sizeof memory->last_proposal_id);
        memory->last_proposal_id = id;
    }
    *proposal = *decided;
    proposal->id = id;
    proposal->later = NULL;
    memory_keep(journal, &place->proposals, sizeof place->proposals);
    proposal->next = place->proposals;
    place->proposals = proposal;
    if (proposal_is_over(proposal->state))
        note_over(memory, journal, proposal);
    return proposal;
}

const char *
proposal_step(struct memory *memory, struct journal *journal, struct proposal *proposal,
              enum proposal_change on)
{
    const struct proposal_step *step = proposal_step_find(proposal->state, on);

    if (step == NULL)
        return NULL;
    memory_keep(journal, proposal, sizeof *proposal);
    proposal->state = step->to;
    if (proposal_is_over(step->to))
        note_over(memory, journal, proposal);
    return step->why;
}

const char *
proposal_number(const struct proposal *proposal, char number[PROPOSAL_NUMBER_BYTES])
{
    snprintf(number, PROPOSAL_NUMBER_BYTES, "%c-%" PRId64,
             proposal->kind == PROPOSAL_TRANSFER ? 'T' : 'R', proposal->id);
    return number;
}

struct proposal *
proposal_of_number(const struct memory *memory, const char *number)
{
    const bool is_ours = (number[0] == 'R' || number[0] == 'T') && number[1] == '-';
    int64_t id;

    if (!is_ours || !text_to_int64(number + 2, &id))
        return NULL;
    struct proposal *proposal = proposal_find(memory, id);
    return proposal != NULL && (proposal->kind == PROPOSAL_TRANSFER) == (number[0] == 'T')
               ? proposal
               : NULL;
}

const struct proposal *
proposal_most_urgent(const struct item *item)
{
    const struct proposal *urgent = NULL;

    for (const struct place *place = item->places; place != NULL; place = place->next) {
        for (const struct proposal *p = place->proposals; p != NULL; p = p->next) {
            const bool sooner = urgent == NULL || urgent->stock_out_day == 0 ||
                                (p->stock_out_day != 0 && p->stock_out_day < urgent->stock_out_day);
            if (p->state == PROPOSAL_PROPOSED && sooner)
                urgent = p;
        }
    }
    return urgent;
}
