/*
 * Lead times; see lead_times.h. The sums of an item are kept by its id, those of a supplier by its
 * name; of an item with several suppliers the receipts count together.
 */
#include "services/forecasting/lead_times.h"

#include "services/forecasting/store.h"
#include "services/forecasting/terms.h"

#define DAY_US 86400e6

static const struct lead_time_seen nothing_seen;

static struct lead_time_seen *
seen_of_item(struct memory *memory, struct journal *journal, int32_t item_id)
{
    struct lead_time_seen *seen = map_find(memory->item_lead_times, item_id);

    return seen != NULL ? seen : map_add(memory->item_lead_times, journal, item_id, sizeof *seen);
}

static struct lead_time_seen *
seen_of_supplier(struct memory *memory, struct journal *journal, const char *supplier)
{
    struct lead_time_seen *seen = map_find_text(memory->supplier_lead_times, supplier);

    return seen != NULL
               ? seen
               : map_add_text(memory->supplier_lead_times, journal, supplier, sizeof *seen);
}

/* A surplus weighs nothing: nobody waited for it. */
static double
weight_of(const struct inbound_line *line, int64_t came)
{
    const int64_t awaited = line->expected > line->received ? line->expected - line->received : 0;

    return (double)(came < awaited ? came : awaited) / (double)line->expected;
}

void
lead_times_note_receipt(struct turn *turn, const struct inbound_document *document,
                        const struct inbound_line *line, int64_t came, int64_t at_us)
{
    struct memory *memory = turn_state(turn);
    const double weight = line->expected > 0 ? weight_of(line, came) : 0;
    const double days = (double)(at_us - document->opened_at_us) / DAY_US;
    const struct item *item = line->to->item;

    if (weight <= 0 || days < 0)
        return;
    struct lead_time_seen *seen = seen_of_item(memory, turn_journal(turn), item->id);
    journal_keep(turn_journal(turn), seen, sizeof *seen);
    lead_time_see(seen, weight, days);
    stage_lead_time_seen(turn, item->id, "", seen);
    if (document->supplier[0] == '\0')
        return;
    seen = seen_of_supplier(memory, turn_journal(turn), document->supplier);
    journal_keep(turn_journal(turn), seen, sizeof *seen);
    lead_time_see(seen, weight, days / terms_told_lead_time(memory, item));
    stage_lead_time_seen(turn, 0, document->supplier, seen);
}

struct lead_time_known
lead_times_of(const struct memory *memory, const struct item *item, const char *supplier,
              double told_days, double told_deviation)
{
    const struct lead_time_seen *of_item = map_find(memory->item_lead_times, item->id);
    const struct lead_time_seen *of_supplier =
        supplier[0] != '\0' ? map_find_text(memory->supplier_lead_times, supplier) : NULL;

    return lead_time_measured(told_days, told_deviation, of_item != NULL ? of_item : &nothing_seen,
                              of_supplier != NULL ? of_supplier : &nothing_seen);
}

void
lead_times_load_seen(struct memory *memory, int32_t item_id, const char *supplier,
                     const struct lead_time_seen *seen)
{
    *(item_id != 0 ? seen_of_item(memory, NULL, item_id)
                   : seen_of_supplier(memory, NULL, supplier)) = *seen;
}
