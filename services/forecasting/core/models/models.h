/*
 * The ways to forecast one series, and the table of them. One file a model; each has its source.
 */
#ifndef FORECASTING_MODELS_H
#define FORECASTING_MODELS_H

#include "services/forecasting/core/series.h"

/* Fills the path; false when this series cannot be forecast so (too short, a value that the model
 * cannot take): then nothing is said of the path. */
typedef bool model_function(const struct series *series, const struct path_request *request,
                            struct scratch *scratch, struct path *path);

struct model {
    const char *name; /* as in --method and in what is published */
    const char *says; /* one line of help */
    model_function *forecast;
};

model_function model_naive;
model_function model_seasonal_naive;
model_function model_croston;
model_function model_sba;
model_function model_sbj;
model_function model_tsb;
model_function model_adida;
model_function model_imapa;
model_function model_intermittent;
model_function model_mean;
model_function model_drift;
model_function model_ses;    /* these take a season out first when there is one */
model_function model_holt;
model_function model_damped;
model_function model_theta;
model_function model_dotm;
model_function model_ets;    /* seasons up to 24 are its own */
model_function model_combined;

/* The table; ends with a NULL name. */
extern const struct model models[];
/* NULL when there is none of this name. */
const struct model *model_named(const char *name);

#endif
