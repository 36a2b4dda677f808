-- SKUs that inventory has told of; an order may name no other.
CREATE TABLE known_item (
    sku text COLLATE "C" PRIMARY KEY
);

-- One row per order, its lines packed: arrays of one element a line, counters of seven.
-- What changes stands last, so that the log of an update holds little more than the change.
CREATE TABLE orders (
    order_id      int8 PRIMARY KEY,
    placed_at     timestamptz NOT NULL,
    received_at   timestamptz NOT NULL,
    priority      int2        NOT NULL CHECK (priority BETWEEN 0 AND 9),
    ship_complete boolean     NOT NULL,
    channel       text COLLATE "C" NOT NULL,
    external_id   text COLLATE "C" NOT NULL,
    content_hash  bytea       NOT NULL CHECK (length(content_hash) = 16),
    currency      text        NOT NULL,
    country       text        NOT NULL,
    region        text        NOT NULL,
    city          text        NOT NULL,
    postal_code   text        NOT NULL,
    line_numbers  int8[]      NOT NULL,
    skus          text[]      NOT NULL,
    prices        int8[]      NOT NULL,              -- minor units of the currency, per unit
    status        int2        NOT NULL CHECK (status IN (1, 2, 3, 4)), -- ACCEPTED, CANCEL_PENDING, CANCELLED, CLOSED
    waits_for     text        NOT NULL,              -- why routing parked it; '' when it does not wait
    counters      int4[]      NOT NULL,              -- of each line: ordered, cancelled, backordered, promised,
                                                     -- planned, picked, shipped; see core/order.h
    UNIQUE (channel, external_id),
    CHECK (cardinality(line_numbers) BETWEEN 1 AND 2000
       AND cardinality(skus) = cardinality(line_numbers)
       AND cardinality(prices) = cardinality(line_numbers)
       AND cardinality(counters) = 7 * cardinality(line_numbers))
) WITH (fillfactor = 50);
-- Half of each page stays free: orders that were placed together move together, so one turn updates all
-- rows of a page, and every new version finds room beside its old one.

-- What a start has to load. Counters change often and leave it alone; the status changes twice in an order's life.
CREATE INDEX open_order ON orders (order_id) WHERE status IN (1, 2);

-- Who gets the goods: apart from the order, so that it can be erased.
CREATE TABLE recipient (
    order_id int8 PRIMARY KEY,
    name     text NOT NULL,
    street   text NOT NULL,
    phone    text NOT NULL,
    email    text NOT NULL
);

-- The lines for people: the same derivation as core/line_shown.c.
-- ordered - cancelled = undecided + backordered + reserved + allocated + shipped
CREATE VIEW order_line AS
SELECT o.order_id, l.number AS line, l.sku, l.price AS unit_price_minor,
       ordered, cancelled,
       undecided - least(undecided, ahead)              AS undecided,
       backordered - greatest(0, ahead - undecided)     AS backordered,
       greatest(promised, shipped + allocated) - shipped - allocated AS reserved,
       allocated,
       greatest(shipped, least(picked, shipped + allocated)) AS picked,
       shipped
FROM orders o
CROSS JOIN LATERAL unnest(o.line_numbers, o.skus, o.prices) WITH ORDINALITY AS l (number, sku, price, i)
JOIN LATERAL (
    SELECT (n - 1) / 7 + 1 AS i,
           max(units) FILTER (WHERE n % 7 = 1)::int8 AS ordered,
           max(units) FILTER (WHERE n % 7 = 2)::int8 AS cancelled,
           max(units) FILTER (WHERE n % 7 = 3)::int8 AS backordered,
           max(units) FILTER (WHERE n % 7 = 4)::int8 AS promised,
           max(units) FILTER (WHERE n % 7 = 5)::int8 AS planned,
           max(units) FILTER (WHERE n % 7 = 6)::int8 AS picked,
           max(units) FILTER (WHERE n % 7 = 0)::int8 AS shipped
    FROM unnest(o.counters) WITH ORDINALITY AS c (units, n)
    GROUP BY 1) AS units ON units.i = l.i
CROSS JOIN LATERAL (
    SELECT ordered - cancelled - backordered - promised AS undecided,
           least(planned, ordered - cancelled - shipped) AS allocated) AS derived
CROSS JOIN LATERAL (
    SELECT greatest(promised, shipped + allocated) - promised AS ahead) AS proof;
