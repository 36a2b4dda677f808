/*
 * The textbook formulas of stock: one file a formula, with its source. Rates and times are in any
 * one unit of time, costs in any one unit of money; all doubles.
 */
#ifndef FORECASTING_STOCK_FORMULAS_H
#define FORECASTING_STOCK_FORMULAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/forecasting/core/series.h"

/* --- lot sizes: demand per time, cost of an order, cost of holding a unit for the time ------- */

struct lot_costs {
    double demand;
    double order;
    double holding;
};
struct lot_limits { /* 0: none */
    int64_t minimum;
    int64_t pack;
    int64_t maximum; /* shelf life or space */
};
double eoq(const struct lot_costs *costs);
/* Per time, without the units themselves: K D / Q + h Q / 2. */
double lot_cost(const struct lot_costs *costs, double quantity);
/* shortage: a unit backordered for the time. *share_short: of the time. */
double eoq_with_backorders(const struct lot_costs *costs, double shortage, double *share_short);
/* made at a rate above the demand instead of arriving at once */
double eoq_with_production(const struct lot_costs *costs, double rate);
struct disruptions {   /* of the supplier */
    double failures;   /* per time that it works */
    double recoveries; /* per time that it does not */
    double lost;       /* what a unit asked for in vain costs */
};
double eoq_with_disruptions(const struct lot_costs *costs, const struct disruptions *disruptions);
double disrupted_cost(const struct lot_costs *costs, const struct disruptions *disruptions,
                      double quantity);
/* What may be ordered nearest to the EOQ: the cheaper neighbour. A minimum above the maximum
 * stands: smaller cannot be bought. */
int64_t eoq_allowed(const struct lot_costs *costs, const struct lot_limits *limits);

#define PRICE_STEPS_MAX 9
struct price_step {
    double from; /* the first: 0 */
    double cost; /* of a unit, falling */
};
struct price_terms {
    double demand;
    double order;
    double holding_rate; /* of a unit's cost per time */
    struct price_step steps[PRICE_STEPS_MAX];
    int step_count;
};
struct priced_lot {
    double quantity;
    double cost; /* per time, units included */
    int step;
};
/* Every unit at the price of the step that the quantity reaches. */
struct priced_lot price_breaks_all_units(const struct price_terms *terms);
/* Only the units beyond a step at its price. */
struct priced_lot price_breaks_incremental(const struct price_terms *terms);

/* Known demand of periods 0..count-1, `first` of them free to be zero. out[i] = ordered in period
 * i. order: cost of an order, of each period; holding: of a unit from one period to the next.
 * Returns the cost. */
#define LOT_PERIODS_MAX 1000
double wagner_whitin(const double *demand, const double *order, double holding, int count,
                     struct scratch *scratch, double *out);
/* The same with one cost of ordering, by the rule of least cost a period. */
double silver_meal(const double *demand, double order, double holding, int count, double *out);

/* --- safety: demand over a lead time that varies --------------------------------------------- */

/* Mean and deviation per period; lead time in periods. */
struct span_terms {
    double mean, deviation;
    double periods, periods_deviation;
};
double span_deviation(const struct span_terms *span);
double safety_stock(const struct span_terms *span, double service_level);

/* Expected units short of a standard normal beyond k, and back. */
double normal_loss(double k);
double normal_loss_inverse(double loss); /* loss > 0 */
/* Share of the units that come from stock: lots of `quantity`, reorder point k deviations above the
 * mean; and the k that a share needs. */
double fill_rate(double deviation, double quantity, double k);
double fill_rate_factor(double deviation, double quantity, double share);

/* --- one period ------------------------------------------------------------------------------ */

/* Cost of a unit too few and of one too many. */
double newsvendor_ratio(double under, double over);
double newsvendor_normal(double under, double over, double mean, double deviation);
double newsvendor_normal_cost(double under, double over, double mean, double deviation,
                              double quantity);
int64_t newsvendor_count(double under, double over, double mean, double variance);
double newsvendor_count_cost(double under, double over, double mean, double variance,
                             int64_t quantity);

/* --- (R, Q) and (s, S) ----------------------------------------------------------------------- */

struct reorder_costs {
    struct lot_costs lot;
    double shortage; /* (R, Q): of a unit short, whatever the time; (s, S): for a period */
};
struct rq_policy {
    double reorder_point, quantity;
    double cost; /* per time, units themselves left out */
};
/* Demand over the lead time normal. */
struct rq_policy rq_joint_optimum(const struct reorder_costs *costs, double mean, double deviation);

struct ss_policy {
    double reorder_point, order_up_to;
    double cost; /* a period; NAN: not computed */
};
/* Demand of a period; orders arrive after `lead` whole periods; costs.demand is not used. */
struct ss_policy ss_power_approximation(const struct reorder_costs *costs, double mean,
                                        double deviation, double lead);
/* Counts: negative binomial or Poisson. At most SS_MEAN_MAX over lead + 1 periods. */
#define SS_MEAN_MAX 2000.0
struct ss_policy ss_exact(const struct reorder_costs *costs, double mean, double variance, int lead,
                          struct scratch *scratch);
double ss_cost(const struct reorder_costs *costs, double mean, double variance, int lead,
               int64_t reorder_point, int64_t order_up_to, struct scratch *scratch);

/* --- more than one place --------------------------------------------------------------------- */

/* Safety stock of n equal places when kept in one, of what n places keep in all: sqrt law, with
 * one correlation between any two. */
double pooled_share(int places, double correlation);

/* A tree of stages, each promising a service time to those it supplies. */
#define STAGES_MAX       1000
#define SERVICE_TIME_MAX 365
struct stage {
    int time;         /* own processing, periods */
    double holding;   /* of a unit, per period */
    double deviation; /* of the demand it sees, per period */
    int inbound;      /* service time of outside supply; 0 when it has none */
    int promised;     /* longest service time to outside demand; -1: it has none */
    int net_time;     /* out: periods its stock covers */
    int service_time; /* out */
    double stock;     /* out: safety stock */
};
struct link {
    int from, to;
};
/* safety factor z. links: count - 1, connected, a tree; false when it is none. *cost per period. */
bool guaranteed_service(struct stage *stages, int count, const struct link *links, double z,
                        struct scratch *scratch, double *cost);

#endif
