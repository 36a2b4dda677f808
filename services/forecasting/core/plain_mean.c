/*
 * Method: the mean of all days. For histories too short to smooth, and the start of the others.
 */
#include "services/forecasting/core/forecast.h"

struct rate
plain_mean(const struct history *history)
{
    assert(history->days > 0);
    const double days = (double)history->days;
    double sum = 0, squares = 0;

    for (size_t i = 0; i < history->days; i++)
        sum += history->units[i];
    const double mean = sum / days;
    if (history->days == 1)
        return (struct rate){.mean = mean, .variance = mean};

    for (size_t i = 0; i < history->days; i++) {
        const double error = history->units[i] - mean;
        squares += error * error;
    }
    return (struct rate){.mean = mean, .variance = squares / (days - 1)};
}
