/*
 * Rule: raised once at one limit, ended once at the other; see alerts.h.
 *
 * Source: two limits with a gap, as a Schmitt trigger has (Schmitt, A thermionic trigger, Journal
 * of Scientific Instruments 15, 1938): what hovers at a limit does not flap.
 */
#include "services/forecasting/core/alerts/alerts.h"

#include <math.h>

enum alert_verdict
alert_verdict(const struct alert_reading *reading, bool raised)
{
    if (!reading->applies)
        return raised ? ALERT_ENDED : ALERT_STAYS;
    assert(!isnan(reading->value) && reading->raised_at != reading->ended_at);
    const bool high = reading->raised_at > reading->ended_at;
    const double value = high ? reading->value : -reading->value;
    const double raised_at = high ? reading->raised_at : -reading->raised_at;
    const double ended_at = high ? reading->ended_at : -reading->ended_at;

    if (!raised && value >= raised_at)
        return ALERT_RAISED;
    return raised && value <= ended_at ? ALERT_ENDED : ALERT_STAYS;
}
