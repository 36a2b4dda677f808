/*
 * A tidied series without its season, when it has one: what models without a season of their own
 * work on.
 */
#ifndef FORECASTING_DESEASONED_H
#define FORECASTING_DESEASONED_H

#include "services/forecasting/core/models/tidy.h"
#include "services/forecasting/core/season/season.h"

struct deseasoned {
    struct tidy tidy;     /* of period 1 */
    struct season season; /* from here on; its period is 1 when there is none */
    int count;            /* of the series: the next bucket's number */
    double wider;         /* times this: the spread, as a long season is an estimate itself */
};

/* False when no season is found: then the values are as they were. Its arrays are in the scratch.
 */
bool deseason(const struct tidy *tidy, struct scratch *scratch, struct deseasoned *without);
/* The season back into means and quantiles. */
void reseason(const struct deseasoned *without, const struct path_request *request,
              struct path *path);

/* A model without a season on the series without its season. */
bool deseasoned_path(tidy_model *model, const struct tidy *tidy, const struct asked *asked,
                     struct scratch *scratch, struct path *path);

#endif
