-- The key figures, as core/kpis.c defines them; written anew by every process that leads.
CREATE TABLE kpi (
    place            int4 PRIMARY KEY,
    name             text NOT NULL,
    title            text NOT NULL,
    definition       text NOT NULL,
    unit             text NOT NULL,
    higher_is_better boolean NOT NULL,
    source           int4 NOT NULL,                -- enum kpi_source
    numerator        int8[] NOT NULL,              -- kinds of tally
    denominator      int8[] NOT NULL,
    percent          int4 NOT NULL
);
