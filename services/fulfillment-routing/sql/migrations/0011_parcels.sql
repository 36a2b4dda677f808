-- What was taken from the shelves otherwise than planned, and the parcels it left in.

CREATE TABLE taken (
    fulfillment_order_id int8 NOT NULL,
    line     int4 NOT NULL,
    sku      text NOT NULL,          -- taken in place of the line's own; '': the line's own
    lot      text NOT NULL,          -- as scanned; '': not told
    quantity int8 NOT NULL CHECK (quantity >= 0),
    PRIMARY KEY (fulfillment_order_id, line, sku, lot)
) WITH (fillfactor = 75);

CREATE TABLE parcel (
    sscc                 text COLLATE "C" PRIMARY KEY,
    fulfillment_order_id int8 NOT NULL,
    parcel               int4 NOT NULL,          -- 1, 2, ... of the fulfillment order
    lines                int4[] NOT NULL,
    quantities           int8[] NOT NULL,
    weight_g             int8 NOT NULL,          -- 0: not weighed
    length_mm            int4 NOT NULL,          -- 0: not measured, as the next
    width_mm             int4 NOT NULL,
    height_mm            int4 NOT NULL,
    tracking             text NOT NULL DEFAULT '',
    packed_at            timestamptz NOT NULL
) WITH (fillfactor = 75);

-- The next number of each series of SSCCs: extension digit and company prefix. Never goes back.
CREATE TABLE sscc_series (
    series      text PRIMARY KEY,
    next_serial int8 NOT NULL
) WITH (fillfactor = 75);

-- What went wrong with what was shipped.
CREATE TABLE shipment_exception (
    fulfillment_order_id int8 NOT NULL,
    told_at              timestamptz NOT NULL,
    kind                 int2 NOT NULL CHECK (kind IN (1, 2, 3, 4, 5, 6)),  -- as in routing.proto
    sscc                 text NOT NULL,
    note                 text NOT NULL
);
CREATE INDEX ON shipment_exception (fulfillment_order_id);
