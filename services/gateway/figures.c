/* See figures.h. */
#include "services/gateway/figures.h"

#include "services/gateway/core/kpis.h"
#include "services/gateway/store.h"

static void
add_kinds(struct column *column, const int kinds[KPI_KINDS_MAX])
{
    int64_t values[KPI_KINDS_MAX];
    size_t count = 0;

    for (; count < KPI_KINDS_MAX && kinds[count] != 0; count++)
        values[count] = kinds[count];
    column_add_int8_list(column, values, count);
}

static void
add_groups(struct column *column, unsigned groups)
{
    static const char *const names[] = {"day", "location", "channel"};
    const char *list[3];
    size_t count = 0;

    for (unsigned i = 0; i < 3; i++)
        if ((groups & 1u << i) != 0)
            list[count++] = names[i];
    column_add_text_list(column, list, count);
}

void
figures_save(struct turn *turn)
{
    struct state *state = turn_state(turn);

    if (state->has_saved_figures)
        return;
    journal_keep(turn_journal(turn), &state->has_saved_figures, sizeof state->has_saved_figures);
    state->has_saved_figures = true;
    for (int i = 0; kpis[i].name != NULL; i++) {
        struct column *row = batch_row(turn, BATCH_FIGURES);
        column_add_int4(&row[0], i + 1);
        column_add_text(&row[1], kpis[i].name);
        column_add_text(&row[2], kpis[i].title);
        column_add_text(&row[3], kpis[i].definition);
        column_add_text(&row[4], kpis[i].unit);
        column_add_bool(&row[5], kpis[i].higher_is_better);
        column_add_int4(&row[6], (int32_t)kpis[i].source);
        add_kinds(&row[7], kpis[i].numerator);
        add_kinds(&row[8], kpis[i].denominator);
        column_add_int4(&row[9], kpis[i].percent);
        add_groups(&row[10], kpis[i].reach->groups);
        column_add_bool(&row[11], kpis[i].reach->of_now);
        column_add_text(&row[12], kpis[i].reach->why_not);
    }
}
