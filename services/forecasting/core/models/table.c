/*
 * The models by name.
 */
#include <string.h>

#include "services/forecasting/core/models/models.h"

/* clang-format off */
const struct model models[] = {
    { "naive",          "the last value goes on",         model_naive },
    { "seasonal-naive", "the last season goes on",        model_seasonal_naive },
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
