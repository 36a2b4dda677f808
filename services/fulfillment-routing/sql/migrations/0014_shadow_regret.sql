-- What another policy would have done, and how good a day's decisions were.

-- One row for each shadow and the policy that decided beside it. Sums are over decisions that both could route.
CREATE TABLE shadow (
    version            int4 NOT NULL,        -- of the shadow
    against            int4 NOT NULL,        -- of the policy that decided
    since              timestamptz NOT NULL,
    last               timestamptz NOT NULL, -- the newest decision in it
    differ             int8 NOT NULL,        -- decisions that differ in their locations
    active_decisions   int8 NOT NULL,
    active_parcels     int8 NOT NULL,
    active_distance_m  int8 NOT NULL,
    active_cost_nano   int8 NOT NULL,        -- both are counted with the prices of `against`; when it has none, of `version`
    active_late_days   int8 NOT NULL,
    active_unrouted    int8 NOT NULL,        -- decisions that it could not route
    shadow_parcels     int8 NOT NULL,
    shadow_distance_m  int8 NOT NULL,
    shadow_cost_nano   int8 NOT NULL,
    shadow_late_days   int8 NOT NULL,
    shadow_unrouted    int8 NOT NULL,
    PRIMARY KEY (version, against),
    CHECK (differ <= active_decisions AND active_unrouted <= active_decisions AND shadow_unrouted <= active_decisions)
) WITH (fillfactor = 50);

-- The hundred that differ most, of each.
CREATE TABLE shadow_difference (
    version    int4 NOT NULL,
    against    int4 NOT NULL,
    order_id   int8 NOT NULL,
    at         timestamptz NOT NULL,
    active     text[] NOT NULL,              -- locations, in the order of their parcels
    shadow     text[] NOT NULL,
    cost_nano  int8 NOT NULL,                -- the shadow's less the other's, like the rest
    distance_m int8 NOT NULL,
    parcels    int4 NOT NULL,
    late_days  int4 NOT NULL,
    PRIMARY KEY (version, against, order_id, at)
);
