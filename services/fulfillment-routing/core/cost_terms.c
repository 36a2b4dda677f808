/*
 * Rule: what a parcel from a location costs.
 *
 * The price of a parcel is fixed (base, distance, lateness, capacity) and the price of a unit goes
 * by its weight; each is rounded to the nano once, where it is made, and only summed from there.
 * Terms that a product makes up together are told apart by rounding the simpler one and giving the
 * rest to the other, so that they always add up to what was charged.
 */
#include "services/fulfillment-routing/core/cost_terms.h"

#define BILLION INT64_C(1000000000)

const char *
cost_term_name(enum cost_term term)
{
    static const char *const names[COST_TERM_COUNT] = {
        [COST_BASE] = "base",         [COST_DISTANCE] = "distance",
        [COST_WEIGHT] = "weight",     [COST_WEIGHT_DISTANCE] = "weight_distance",
        [COST_RATE] = "rate",         [COST_LATE] = "late",
        [COST_CAPACITY] = "capacity", [COST_SCARCITY] = "scarcity",
        [COST_SPLIT] = "split",
    };
    return names[term];
}

int64_t
cost_terms_sum(const struct cost_terms *terms)
{
    int64_t sum = 0;

    for (int term = 0; term < COST_TERM_COUNT; term++)
        sum = nano_sum(sum, terms->nano[term]);
    return sum;
}

/* Without a division of 128 bits, which is a call to the compiler's library. */
int64_t
nano_product(int64_t a, int64_t b)
{
    const int64_t a_whole = a / BILLION, a_rest = a % BILLION;
    const int64_t b_whole = b / BILLION, b_rest = b % BILLION;
    const wide product =
        (wide)a_whole * b + (wide)a_rest * b_whole + (a_rest * b_rest + BILLION / 2) / BILLION;

    return product > COST_NANO_MAX ? COST_NANO_MAX : (int64_t)product;
}

int64_t
nano_times(int64_t count, int64_t nano)
{
    const wide product = (wide)count * nano;

    return product > COST_NANO_MAX ? COST_NANO_MAX : (int64_t)product;
}

/* pico per km over mm: 10^-9 nano. */
static int64_t
over_distance(int64_t km_pico, int64_t distance_mm)
{
    return distance_mm < 0 ? 0 : nano_product(km_pico, distance_mm);
}

/* Of a parcel, whatever is in it; not the parts that only the policy of splitting knows. */
static struct cost_terms
fixed_terms(const struct policy *policy, const struct site_facts *facts, bool by_rate)
{
    struct cost_terms terms = {{0}};

    if (!by_rate) {
        terms.nano[COST_BASE] = policy->tariff.parcel_nano;
        terms.nano[COST_DISTANCE] = over_distance(policy->tariff.km_pico, facts->distance_mm);
    }
    terms.nano[COST_LATE] = nano_times(facts->late_days, policy->late_day_nano);
    terms.nano[COST_CAPACITY] = nano_times(facts->load_permille, policy->full_nano) / 1000;
    return terms;
}

void
site_prices(const struct policy *policy, const struct site_facts *facts, struct site *site)
{
    const struct cost_terms fixed = fixed_terms(policy, facts, site->steps != NULL);

    site->parcel_nano = cost_terms_sum(&fixed);
    site->kg_nano = 0;
    if (site->steps == NULL)
        site->kg_nano = nano_sum(policy->tariff.kg_nano,
                                 over_distance(policy->tariff.kg_km_pico, facts->distance_mm));
}

int64_t
steps_nano(const struct site *site, int64_t weight_ug)
{
    for (uint32_t i = 0; i < site->step_count; i++) {
        if (weight_ug <= site->steps[i].to_ug)
            return site->steps[i].nano;
    }
    return -1;
}

static int64_t
unit_carriage(const struct request *request, const struct site *site, size_t line)
{
    if (request->weights_ug == NULL || site->steps != NULL)
        return 0;
    return nano_product(request->weights_ug[line], site->kg_nano);
}

static int64_t
unit_scarcity(const struct site *site, size_t line)
{
    return site->scarcity_nano == NULL ? 0 : site->scarcity_nano[line];
}

int64_t
site_unit_nano(const struct request *request, const struct site *site, size_t line)
{
    return nano_sum(unit_carriage(request, site, line), unit_scarcity(site, line));
}

int64_t
rate_nano(const struct site *site, int64_t weight_ug)
{
    const int64_t nano = steps_nano(site, weight_ug);

    if (nano >= 0 || site->step_count == 0)
        return nano >= 0 ? nano : 0;
    const struct price_step *last = &site->steps[site->step_count - 1];
    return nano_sum(nano_times(weight_ug / last->to_ug, last->nano),
                    weight_ug % last->to_ug == 0 ? 0 : steps_nano(site, weight_ug % last->to_ug));
}

struct parcel_load
parcel_load(const struct request *request, const struct site *site, const int64_t *taken)
{
    struct parcel_load load = {0, 0, 0, 0};

    for (size_t line = 0; line < request->line_count; line++) {
        if (taken[line] == 0)
            continue;
        if (request->weights_ug != NULL)
            add_times(&load.weight_ug, taken[line], request->weights_ug[line]);
        if (request->values_minor != NULL)
            add_times(&load.value_minor, taken[line], request->values_minor[line]);
        load.units_nano =
            nano_sum(load.units_nano, nano_times(taken[line], unit_carriage(request, site, line)));
        load.scarcity_nano =
            nano_sum(load.scarcity_nano, nano_times(taken[line], unit_scarcity(site, line)));
    }
    if (site->steps != NULL)
        load.units_nano = rate_nano(site, load.weight_ug);
    return load;
}

struct cost_terms
parcel_terms(const struct policy *policy, const struct site_facts *facts, const struct site *site,
             const struct parcel_load *load, bool first)
{
    struct cost_terms terms = fixed_terms(policy, facts, site->steps != NULL);

    if (site->steps != NULL) {
        terms.nano[COST_RATE] = load->units_nano;
    } else {
        const int64_t weight = nano_product(load->weight_ug, policy->tariff.kg_nano);
        terms.nano[COST_WEIGHT] = weight < load->units_nano ? weight : load->units_nano;
        terms.nano[COST_WEIGHT_DISTANCE] = load->units_nano - terms.nano[COST_WEIGHT];
    }
    terms.nano[COST_SCARCITY] = load->scarcity_nano;
    terms.nano[COST_SPLIT] = first ? 0 : policy->split_nano;
    return terms;
}
