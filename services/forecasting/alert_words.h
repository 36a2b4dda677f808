/*
 * What an alert says in a sentence.
 */
#ifndef FORECASTING_ALERT_WORDS_H
#define FORECASTING_ALERT_WORDS_H

#include "services/forecasting/alert_book.h"

/* What else is known when an alert is raised; of its kind only. */
struct alert_scene {
    int32_t day;
    double expected; /* units a day */
    const struct demand_watch *watch;
    int64_t on_hand;
    int64_t waiting; /* of customers */
    double days_of_supply;         /* -1: no demand */
    const char *number, *supplier; /* of the purchase that is late */
};

/* Fills evidence from the rest. */
void alert_evidence(struct alert *alert, const struct alert_scene *scene);

#endif
