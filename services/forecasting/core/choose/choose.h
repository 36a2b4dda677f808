/*
 * Which method forecasts a series, why, and how sure the forecast is.
 *
 * A series belongs to a class (series_class.c); the class names the default method and its rivals
 * (candidates.c). All are tried where the outcome is known already, at rolling origins
 * (rolling_origin.c); the default stays unless it loses clearly (select_method.c). What the tries
 * missed, in the units of their own spread, corrects the spread that is published (calibrate.c,
 * normal_score.c); guard_rails.c keeps numbers where they can be.
 *
 * Whoever has many series (a file, a class of SKUs) runs choose_method over all, adds up what each
 * collected, and gives the sum to choice_path of each. Whoever has one calls choose_path.
 */
#ifndef FORECASTING_CHOOSE_H
#define FORECASTING_CHOOSE_H

#include "services/forecasting/core/models/models.h"

#define REASON_BYTES 161

enum series_class {
    CLASS_EMPTY,        /* nothing known */
    CLASS_SHORT,        /* too few values to try anything */
    CLASS_CONSTANT,     /* always the same value */
    CLASS_INTERMITTENT, /* many zeros */
    CLASS_LONG_SEASON,  /* more phases than a smoothing model takes on, and enough of them seen */
    CLASS_FEW_ZEROS,    /* everything else */
    CLASS_COUNT,
};

struct choice {
    const char *method; /* a name of the models' table */
    int period;         /* of the season that is forecast: the series' own, or a longer one */
    enum series_class class;
    char reason[REASON_BYTES]; /* a sentence */
    int origins;               /* at how many it was tried */
    double error; /* mean scaled error over these (MASE; of intermittent series mean scaled
                   * pinball loss); NAN: not tried */
    double bias;  /* sum (forecast - actual) / sum |actual| over these; NAN: not tried */
};

/* --- calibration: how far truth was from the middle, counted -------------------------------- */

#define CALIBRATION_STEPS 32  /* steps ahead; later ones are counted with the last */
#define CALIBRATION_BINS  128 /* of |z|, the normal score of what came true */

/* Two ways to be wrong: too narrow around the middle; of counts with many zeros, where the lower
 * end is zero anyway, too low at the upper end. */
enum spread { SPREAD_BOTH_ENDS, SPREAD_UPPER_END, SPREAD_COUNT };

enum spread spread_of(enum series_class class);

struct tally {
    uint32_t origins; /* tries that were counted, whatever their number of steps */
    uint32_t counts[CALIBRATION_STEPS][CALIBRATION_BINS];
};

/* Counts: the sum of two does not depend on their order. Zeroed: nothing known but the prior. */
struct calibration {
    struct tally tallies[SPREAD_COUNT];
};

void calibration_add(struct calibration *sum, const struct calibration *more);

/* What a request's probabilities have to be asked as, in normal scores, for each step. */
struct correction {
    double scores[SPREAD_COUNT][CALIBRATION_STEPS][PROBABILITIES_MAX];
};

/* NULL: only the prior. */
void calibration_correct(const struct calibration *calibration, const struct path_request *request,
                         struct correction *correction);

/* --- choosing ------------------------------------------------------------------------------- */

#define ORIGINS_MAX 24

struct choose_terms {
    int origins;        /* to try at most, 0..ORIGINS_MAX; 2 is what the selection needs */
    int always;         /* so many of the newest are tried, the others when the default may fall */
    const char *method; /* this and no other; NULL: choose */
};

extern const struct choose_terms choose_usual; /* two origins, the older one at need; any method */

/* The class, the method and the reason. Adds to *collected (may be NULL) what the method's tries
 * missed. */
void choose_method(const struct series *series, const struct path_request *request,
                   const struct choose_terms *terms, struct scratch *scratch, struct choice *choice,
                   struct calibration *collected);

/* The path of the chosen method, its quantiles corrected (NULL: as the model says). False: nothing
 * is known of this series; the path is not filled. When the method cannot take the series another
 * one is used, and choice->method and reason say so. */
bool choice_path(const struct series *series, const struct path_request *request,
                 const struct correction *correction, struct scratch *scratch,
                 struct choice *choice, struct path *path);

/* Both, from this one series: two origins, its own tries with the prior as calibration. */
bool choose_path(const struct series *series, const struct path_request *request,
                 struct scratch *scratch, struct choice *choice, struct path *path);

#endif
