-- Sales and operations planning: who asks for what, the versions of the plan, and goals.
--
-- Demand by outlet is kept as demand by day is (0002_demand.sql): every turn journals what it counted,
-- rows are folded later and tell through which entry they are complete; the views mix and
-- outlet_revenue show rows + later entries, exact at any time.

CREATE TABLE outlet (
    outlet_id int4 PRIMARY KEY CHECK (outlet_id > 0),
    channel   text NOT NULL,                        -- '': unknown, like the rest
    region    text NOT NULL,                        -- country of the destination
    currency  text NOT NULL,
    UNIQUE (channel, region, currency)
);

-- Units and value of a SKU in a week, by outlet. An outlet may occur more than once; they add up.
CREATE TABLE mix_week (
    item_id    int4   NOT NULL,
    week       int4   NOT NULL,                     -- its Monday
    outlet_ids int4[] NOT NULL,
    units      int8[] NOT NULL,
    amounts    int8[] NOT NULL,                     -- minor units of the outlet's currency
    through    int8   NOT NULL,
    PRIMARY KEY (item_id, week)
) WITH (fillfactor = 70);

CREATE TABLE outlet_day (
    outlet_id   int4 NOT NULL,
    day         int4 NOT NULL,
    units       int8 NOT NULL,
    value_minor int8 NOT NULL,
    through     int8 NOT NULL,
    PRIMARY KEY (outlet_id, day)
) WITH (fillfactor = 70);

CREATE TABLE mix_journal (
    entry_id   int8 PRIMARY KEY,
    item_ids   int4[] NOT NULL,
    outlet_ids int4[] NOT NULL,
    days       int4[] NOT NULL,
    units      int8[] NOT NULL,
    amounts    int8[] NOT NULL
);
ALTER TABLE mix_journal ALTER COLUMN item_ids SET STORAGE EXTERNAL,
    ALTER COLUMN outlet_ids SET STORAGE EXTERNAL, ALTER COLUMN days SET STORAGE EXTERNAL,
    ALTER COLUMN units SET STORAGE EXTERNAL, ALTER COLUMN amounts SET STORAGE EXTERNAL;

CREATE VIEW mix AS
SELECT i.sku, o.channel, o.region, o.currency, c.week, sum(c.units)::int8 AS units,
       sum(c.value_minor)::int8 AS value_minor
FROM (
    SELECT w.item_id, u.outlet_id, w.week, u.units, u.value_minor
    FROM mix_week w, unnest(w.outlet_ids, w.units, w.amounts) AS u (outlet_id, units, value_minor)
    UNION ALL
    SELECT u.item_id, u.outlet_id, u.day - (u.day + 3) % 7, u.units, u.value_minor
    FROM mix_journal j
    CROSS JOIN unnest(j.item_ids, j.outlet_ids, j.days, j.units, j.amounts)
        AS u (item_id, outlet_id, day, units, value_minor)
    LEFT JOIN mix_week w ON w.item_id = u.item_id AND w.week = u.day - (u.day + 3) % 7
    WHERE j.entry_id > coalesce(w.through, 0)
) AS c
JOIN item i USING (item_id)
JOIN outlet o USING (outlet_id)
GROUP BY i.sku, o.channel, o.region, o.currency, c.week;

CREATE VIEW outlet_revenue AS
SELECT o.channel, o.region, o.currency, c.day, sum(c.units)::int8 AS units,
       sum(c.value_minor)::int8 AS value_minor
FROM (
    SELECT outlet_id, day, units, value_minor FROM outlet_day
    UNION ALL
    SELECT u.outlet_id, u.day, u.units, u.value_minor
    FROM mix_journal j
    CROSS JOIN unnest(j.outlet_ids, j.days, j.units, j.amounts)
        AS u (outlet_id, day, units, value_minor)
    LEFT JOIN outlet_day d ON d.outlet_id = u.outlet_id AND d.day = u.day
    WHERE j.entry_id > coalesce(d.through, 0)
) AS c
JOIN outlet o USING (outlet_id)
GROUP BY o.channel, o.region, o.currency, c.day;

-- What was counted before outlets were known is of an unknown one.
INSERT INTO outlet (outlet_id, channel, region, currency)
SELECT 1, '', '', '' WHERE EXISTS (SELECT FROM demand WHERE location = '');
INSERT INTO mix_week (item_id, week, outlet_ids, units, amounts, through)
SELECT i.item_id, d.day - (d.day + 3) % 7, '{1}', ARRAY[sum(d.units)::int8], '{0}', 0
FROM demand d JOIN item i USING (sku) WHERE d.location = ''
GROUP BY i.item_id, d.day - (d.day + 3) % 7;
INSERT INTO outlet_day (outlet_id, day, units, value_minor, through)
SELECT 1, day, sum(units)::int8, 0, 0 FROM demand WHERE location = '' GROUP BY day;

-- A version of the plan. What makes up its layers is in plan_sku and plan_override; a layer itself is
-- computed (services/forecasting/core/plan). state: as plan_state.
CREATE TABLE plan (
    plan_id      int8 PRIMARY KEY,
    name         text COLLATE "C" NOT NULL UNIQUE,
    state        int4 NOT NULL CHECK (state IN (1, 2, 3, 4, 5, 6)),
    parent       text NOT NULL,
    first_day    int4 NOT NULL CHECK ((first_day + 3) % 7 = 0),
    weeks        int4 NOT NULL CHECK (weeks BETWEEN 1 AND 78),
    fence_weeks  int4 NOT NULL CHECK (fence_weeks BETWEEN 0 AND weeks),
    author       text NOT NULL,
    created_at   timestamptz NOT NULL,
    note         text NOT NULL,
    built_items  int4 NOT NULL,                     -- its baseline is computed up to this item
    ready        boolean NOT NULL,                  -- ... and complete
    released_day int4 NOT NULL,                     -- planning day of the release; -1: not released
    released_nth int4 NOT NULL,                     -- releases are numbered; 0: not released
    stock        float8[] NOT NULL                  -- by week, units: projected by the supply review; empty: not reviewed
) WITH (fillfactor = 70);
-- Only one is in force.
CREATE UNIQUE INDEX plan_in_force ON plan (state) WHERE state = 4;

CREATE TABLE plan_assumption (
    plan_id    int8 NOT NULL,
    nth        int4 NOT NULL,
    kind       int4 NOT NULL CHECK (kind IN (1, 2, 3, 4, 5, 6)),
    sku        text NOT NULL,
    category   text NOT NULL,
    channel    text NOT NULL,
    region     text NOT NULL,
    from_day   int4 NOT NULL,
    to_day     int4 NOT NULL,
    percent    float8 NOT NULL,
    days       int4 NOT NULL,
    supplier   text NOT NULL,
    location   text NOT NULL,
    like_name  text NOT NULL,
    new_name   text NOT NULL,
    PRIMARY KEY (plan_id, nth)
);

-- A SKU of a plan with its keys (channel, region): arrays of one element a key; naive has four, and
-- fence one for each week of the fence, key after key. path and reach have one element a week.
CREATE TABLE plan_sku (
    plan_id         int8 NOT NULL,
    place           int4 NOT NULL,                  -- from 1
    sku             text NOT NULL,
    category        text NOT NULL,
    unit_cost_minor int8 NOT NULL,
    channels        text[]   NOT NULL,
    regions         text[]   NOT NULL,
    shares          float8[] NOT NULL,
    naive           float8[] NOT NULL,
    from_weeks      int4[]   NOT NULL,
    end_weeks       int4[]   NOT NULL,
    fence           float8[] NOT NULL,
    path            float8[] NOT NULL,
    reach           float8[] NOT NULL,              -- of demand, by the supply review; empty: not reviewed
    PRIMARY KEY (plan_id, place)
);

-- Overrides, as they were asked for; what each does to its keys follows from all before it.
-- layer: 3 demand, 5 consensus. reason: as in plan.proto.
CREATE TABLE plan_override (
    override_id int8 PRIMARY KEY,
    plan_id     int8 NOT NULL,
    layer       int4 NOT NULL CHECK (layer IN (3, 5)),
    sku         text NOT NULL,
    category    text NOT NULL,
    channel     text NOT NULL,
    region      text NOT NULL,
    from_day    int4 NOT NULL,
    to_day      int4 NOT NULL,
    has_units   boolean NOT NULL,
    number      float8 NOT NULL,                    -- percent, or units a week
    reason      int4 NOT NULL CHECK (reason IN (1, 2, 3, 4, 5, 6, 7, 8)),
    note        text NOT NULL,
    author      text NOT NULL,
    at          timestamptz NOT NULL,
    removed     boolean NOT NULL,
    removed_by  text NOT NULL,
    removed_note text NOT NULL
);
CREATE INDEX plan_override_of ON plan_override (plan_id);

CREATE TABLE plan_gap (
    plan_id  int8 NOT NULL,
    place    int4 NOT NULL,
    week     int4 NOT NULL,                         -- of the plan, from 0
    demand   float8 NOT NULL,
    supply   float8 NOT NULL,
    cause    int4 NOT NULL CHECK (cause IN (1, 2, 3)),
    proposal text NOT NULL,
    PRIMARY KEY (plan_id, place, week)
);

-- Who did what to a plan, and why.
CREATE TABLE plan_history (
    plan_id int8 NOT NULL,
    nth     int4 NOT NULL,
    at      timestamptz NOT NULL,
    by      text NOT NULL,
    what    text NOT NULL,
    note    text NOT NULL,
    PRIMARY KEY (plan_id, nth)
);

CREATE TABLE goal (
    channel       text NOT NULL,
    region        text NOT NULL,
    from_day      int4 NOT NULL,
    to_day        int4 NOT NULL CHECK (to_day >= from_day),
    units         float8 NOT NULL CHECK (units >= 0),
    revenue_minor int8 NOT NULL CHECK (revenue_minor >= 0),
    currency      text NOT NULL,
    note          text NOT NULL,
    author        text NOT NULL,
    set_at        timestamptz NOT NULL,
    PRIMARY KEY (channel, region, from_day, to_day, currency)
);

-- What a warehouse can ship in a week, as routing tells; negative: no limit.
CREATE TABLE location_capacity (
    location text COLLATE "C" PRIMARY KEY,
    units    float8 NOT NULL
);
