-- What replenishment goes by: what items and locations are, how planners and suppliers want it, what is
-- to come, and how long it took.

CREATE TABLE item_facts (
    item_id         int4 PRIMARY KEY,
    category        text NOT NULL,
    supplier        text NOT NULL,
    currency        text NOT NULL,
    unit_cost_minor int8 NOT NULL CHECK (unit_cost_minor >= 0)   -- 0: unknown
);

CREATE TABLE location_facts (
    location_id   int4    PRIMARY KEY,
    closed        boolean NOT NULL,
    latitude_deg  float8  NOT NULL,
    longitude_deg float8  NOT NULL
);

-- Fields that are 0 come from the next scope; hold_back -1: none, stated. rule: as review_rule.
CREATE TABLE planning_policy (
    sku                 text COLLATE "C" NOT NULL,
    class               text COLLATE "C" NOT NULL,
    category            text COLLATE "C" NOT NULL,
    location            text COLLATE "C" NOT NULL,
    service_level       float8  NOT NULL,
    review_days         int4    NOT NULL,
    order_cost_minor    int8    NOT NULL,
    holding_rate        float8  NOT NULL,
    rule                int4    NOT NULL CHECK (rule IN (0, 1, 2, 3)),
    hold_back           float8  NOT NULL,
    auto_value_minor    int8    NOT NULL,
    auto_units          int8    NOT NULL,
    auto_cover_days     int4    NOT NULL,
    auto_transfers      boolean NOT NULL,
    transfer_cost_minor int8    NOT NULL,
    transfer_days       int4    NOT NULL,
    PRIMARY KEY (sku, class, category, location)
);

-- How the supplier of a SKU sells it. 0 and empty: the item's.
CREATE TABLE supplier_terms (
    sku               text COLLATE "C" PRIMARY KEY,
    supplier          text   NOT NULL,
    lead_time_days    int4   NOT NULL CHECK (lead_time_days >= 0),
    lead_time_sd_days float8 NOT NULL CHECK (lead_time_sd_days >= 0),
    minimum_units     int8   NOT NULL CHECK (minimum_units >= 0),
    pack_units        int8   NOT NULL CHECK (pack_units >= 0),
    unit_cost_minor   int8   NOT NULL CHECK (unit_cost_minor >= 0),
    currency          text   NOT NULL,
    break_units       int8[] NOT NULL,
    break_costs       int8[] NOT NULL CHECK (cardinality(break_costs) = cardinality(break_units))
);

-- A purchase order, an ASN without one, or a transfer of which something is still to come. One that is over is
-- deleted. kind: as inbound_kind. gone: what came or never will, of expected.
CREATE TABLE inbound (
    kind        int4 NOT NULL CHECK (kind IN (1, 2, 3)),
    number      text COLLATE "C" NOT NULL,
    location_id int4 NOT NULL,
    origin_id   int4 NOT NULL,                      -- of a transfer; 0: none
    drafted     boolean NOT NULL,                   -- a transfer that has not left
    supplier    text NOT NULL,
    opened_at   timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    lines       int4[] NOT NULL,
    item_ids    int4[] NOT NULL,
    expected    int8[] NOT NULL,
    received    int8[] NOT NULL,
    gone        int8[] NOT NULL,
    PRIMARY KEY (kind, number)
);

-- Days from purchase order to receipt: a purchase order's line weighs 1, in parts as it came in parts.
CREATE TABLE lead_time (
    item_id  int4 NOT NULL,                         -- 0: of all items of the supplier
    supplier text COLLATE "C" NOT NULL,             -- '': of the item, whoever sells it
    weight   float8 NOT NULL CHECK (weight > 0),
    days     float8 NOT NULL,                       -- sum of weight x days
    squares  float8 NOT NULL,                       -- sum of weight x days squared
    PRIMARY KEY (item_id, supplier)
);
