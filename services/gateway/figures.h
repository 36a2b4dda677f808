/* The table of key figures (core/kpis.h) in the database, where the view evaluates it: written once by each process that leads. */
#ifndef GATEWAY_FIGURES_H
#define GATEWAY_FIGURES_H

#include "common/turn.h"

void figures_save(struct turn *turn);

#endif
