/*
 * The models by name.
 */
#include <string.h>

#include "services/forecasting/core/models/models.h"

/* clang-format off */
const struct model models[] = {
    { "naive",          "the last value goes on",         model_naive },
    { "seasonal-naive", "the last season goes on",        model_seasonal_naive },
    { "croston",        "sizes and intervals of demand, smoothed apart", model_croston },
    { "sba",            "croston without most of its bias", model_sba },
    { "sbj",            "croston corrected for Poisson arrivals", model_sbj },
    { "tsb",            "chance and size of demand; fades out when nobody buys", model_tsb },
    { "adida",          "smoothed in blocks as long as the mean interval", model_adida },
    { "imapa",          "the mean over blocks up to the mean interval", model_imapa },
    { "intermittent",   "sba, tsb and imapa together; for demand on few buckets", model_intermittent },
    { "mean",           "the mean of all goes on",        model_mean },
    { "drift",          "the last value and the mean change go on", model_drift },
    { "ses",            "simple exponential smoothing",   model_ses },
    { "holt",           "smoothing with a trend",         model_holt },
    { "damped",         "smoothing with a trend that fades", model_damped },
    { "theta",          "smoothing and half of the trend", model_theta },
    { "dotm",           "theta with its share of the trend fitted", model_dotm },
    { "ets",            "exponential smoothing, the best of 15 forms", model_ets },
    { "combined",       "the mean of ets, dotm and theta", model_combined },
    { NULL, NULL, NULL },
};
/* clang-format on */

const struct model *
model_named(const char *name)
{
    for (const struct model *model = models; model->name != NULL; model++)
        if (strcmp(model->name, name) == 0)
            return model;
    return NULL;
}
