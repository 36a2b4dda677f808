/*
 * Policies and supplier's terms in memory; see terms.h. Policies of a SKU are kept by its name, all
 * others in one list: they are few.
 */
#include "services/forecasting/terms.h"

#include <stdio.h>
#include <string.h>

#include "services/forecasting/lead_times.h"

#define APPLY_MAX                                                                                  \
    32 /* scopes that are for one item at one location: SKU, 4 classes, category, place */
#define KEY_BYTES 256

struct policy_entry {
    struct planning_policy policy;
    struct policy_entry *next;
};

struct policy_list {
    struct policy_entry *first;
};

/* --- policies -------------------------------------------------------------------------------- */

static const char *
key_of(char key[KEY_BYTES], const struct policy_scope *scope)
{
    snprintf(key, KEY_BYTES, "%s\n%s\n%s\n%s", scope->sku, scope->class, scope->category,
             scope->location);
    return key;
}

/* The list of those with this SKU. */
static struct policy_list *
list_of(const struct memory *memory, const char *sku)
{
    char key[KEY_BYTES];

    snprintf(key, sizeof key, "=%s", sku);
    return map_find_text(memory->policy_lists, key);
}

static struct policy_list *
list_for(struct memory *memory, struct journal *journal, const char *sku)
{
    struct policy_list *list = list_of(memory, sku);
    char key[KEY_BYTES];

    if (list != NULL)
        return list;
    snprintf(key, sizeof key, "=%s", sku);
    return map_add_text(memory->policy_lists, journal, key, sizeof *list);
}

void
terms_set_policy(struct memory *memory, struct journal *journal,
                 const struct planning_policy *policy)
{
    char key[KEY_BYTES];
    struct policy_entry *entry = map_find_text(memory->policies, key_of(key, &policy->scope));

    if (entry == NULL) {
        struct policy_list *list = list_for(memory, journal, policy->scope.sku);
        entry = map_add_text(memory->policies, journal, key, sizeof *entry);
        memory_keep(journal, &list->first, sizeof list->first);
        entry->next = list->first;
        list->first = entry;
    }
    memory_keep(journal, &entry->policy, sizeof entry->policy);
    entry->policy = *policy;
    entry->policy.scope = (struct policy_scope){
        .sku = memory_text(memory, journal, policy->scope.sku),
        .class = memory_text(memory, journal, policy->scope.class),
        .category = memory_text(memory, journal, policy->scope.category),
        .location = memory_text(memory, journal, policy->scope.location),
    };
}

bool
terms_remove_policy(struct memory *memory, struct journal *journal,
                    const struct policy_scope *scope)
{
    char key[KEY_BYTES];
    struct policy_entry *entry = map_find_text(memory->policies, key_of(key, scope));

    if (entry == NULL)
        return false;
    struct policy_entry **at = &list_of(memory, scope->sku)->first;
    while (*at != entry)
        at = &(*at)->next;
    memory_keep(journal, at, sizeof *at);
    *at = entry->next;
    map_remove_text(memory->policies, journal, key);
    return true;
}

static size_t
add_applying(const struct policy_list *list, const struct policy_scope *of,
             const struct planning_policy **policies, size_t count)
{
    for (const struct policy_entry *e = list != NULL ? list->first : NULL; e != NULL; e = e->next) {
        if (!policy_applies(&e->policy.scope, of))
            continue;
        assert(count < APPLY_MAX);
        policies[count++] = &e->policy;
    }
    return count;
}

static struct merged_policy
merged(const struct memory *memory, const struct item *item, const struct location *location)
{
    const struct planning_policy *policies[APPLY_MAX];
    const struct policy_scope of = {
        .sku = map_text_of(item),
        .class = item->class,
        .category = item->facts.category,
        .location = location != NULL ? map_text_of(location) : "",
    };
    size_t count = add_applying(list_of(memory, of.sku), &of, policies, 0);

    count = add_applying(list_of(memory, ""), &of, policies, count);
    return policy_merge(policies, count, &of);
}

/* --- suppliers ------------------------------------------------------------------------------- */

void
terms_set_supplier(struct memory *memory, struct journal *journal, const struct item *item,
                   const struct supplier_terms *terms)
{
    struct supplier_terms *kept = map_find(memory->supplier_terms, item->id);

    if (kept == NULL)
        kept = map_add(memory->supplier_terms, journal, item->id, sizeof *kept);
    memory_keep(journal, kept, sizeof *kept);
    *kept = *terms;
    kept->supplier = memory_text(memory, journal, terms->supplier);
    kept->currency = memory_text(memory, journal, terms->currency);
}

static const struct supplier_terms *
supplier_terms_of(const struct memory *memory, const struct item *item)
{
    static const struct supplier_terms none = {.supplier = "", .currency = ""};
    const struct supplier_terms *terms = map_find(memory->supplier_terms, item->id);

    return terms != NULL ? terms : &none;
}

double
terms_told_lead_time(const struct memory *memory, const struct item *item)
{
    const struct supplier_terms *terms = supplier_terms_of(memory, item);

    return terms->lead_time_days > 0 ? terms->lead_time_days : item->lead_time_days;
}

/* --- both ------------------------------------------------------------------------------------ */

struct planning_terms
terms_of(const struct memory *memory, const struct item *item, const struct location *location)
{
    const struct supplier_terms *sells = supplier_terms_of(memory, item);
    struct planning_terms terms = {
        .merged = merged(memory, item, location),
        .supplier = sells->supplier[0] != '\0' ? sells->supplier : item->facts.supplier,
        .currency = sells->currency[0] != '\0' ? sells->currency : item->facts.currency,
    };
    const struct planning_policy *policy = &terms.merged.policy;

    terms.lead_time = lead_times_of(memory, item, terms.supplier,
                                    terms_told_lead_time(memory, item), sells->lead_time_sd_days);
    terms.stock = (struct stock_terms){
        .rule = (enum review_rule)policy->rule,
        .service_level = policy->service_level,
        .review_days = policy->review_days,
        .lead_time_days = terms.lead_time.mean,
        .lead_time_sd_days = terms.lead_time.deviation,
        .holding_rate = policy->holding_rate,
        .order_cost_minor = policy->order_cost_minor,
        .unit_cost_minor =
            sells->unit_cost_minor > 0 ? sells->unit_cost_minor : item->facts.unit_cost_minor,
        .minimum_units = sells->minimum_units,
        .pack_units = sells->pack_units,
        .hold_back = policy->hold_back,
        .break_count = sells->break_count,
    };
    memcpy(terms.stock.breaks, sells->breaks, sizeof sells->breaks);
    return terms;
}
