-- How customers want their orders. Only those that asked for something have a row, so a plain order costs none.
CREATE TABLE order_terms (
    order_id            int8 PRIMARY KEY,
    deliver_by_day      int4 NOT NULL CHECK (deliver_by_day >= 0),  -- days since 1970-01-01; 0: none
    pickup_location     text NOT NULL,                              -- the customer collects it there; '': it is delivered
    substitutes_allowed boolean NOT NULL
);

-- Fulfillment orders that customers collect, from when they are on their way there, or ready.
CREATE TABLE pickup (
    fulfillment_order_id int8 PRIMARY KEY,
    order_id   int8 NOT NULL,
    location   text NOT NULL,       -- where it is collected; the fulfillment order's own, or another one ships it there
    state      int2 NOT NULL CHECK (state IN (1, 2, 3, 4, 5)),
               -- ON_ITS_WAY, READY, COLLECTED, EXPIRED, GIVEN_BACK
    ready_until timestamptz,        -- passed: it is not handed out any more, whatever the state says
    changed_at timestamptz NOT NULL,
    CHECK (ready_until IS NOT NULL OR state = 1 OR state = 5)
) WITH (fillfactor = 75);
CREATE INDEX open_pickup ON pickup (fulfillment_order_id) WHERE state IN (1, 2, 4);
