-- Holds, changes that wait for routing's answer, lines that stay together.

ALTER TABLE reservation
    ADD COLUMN held     boolean NOT NULL DEFAULT false,
    ADD COLUMN unrouted int8[]  NOT NULL DEFAULT '{}',  -- of promised: routing does not have them
    ADD COLUMN kept     int8[]  NOT NULL DEFAULT '{}',  -- of promised: routing could not give them back
    ADD COLUMN together int4[]  NOT NULL DEFAULT '{}';  -- group of the line; 0: by itself

-- Changes of orders that are not made yet: the first of an order has asked routing for units, the
-- others wait behind it. Empty, but for the moment.
CREATE TABLE reservation_change (
    change_id     int8 PRIMARY KEY,         -- they are made in this order
    order_id      int8 NOT NULL,
    kind          int2 NOT NULL CHECK (kind IN (1, 2, 3, 4, 5, 6)),  -- CANCEL, HOLD, RELEASE, REDIRECT, AMEND, REVOKE
    request       int4 NOT NULL,
    whole         boolean NOT NULL,
    waiting_only  boolean NOT NULL,
    asked         boolean NOT NULL,
    country       text NOT NULL,            -- of REDIRECT
    region        text NOT NULL,
    city          text NOT NULL,
    postal_code   text NOT NULL,
    indexes       int4[] NOT NULL,          -- of the reservation's lines, from 0
    asked_units   int8[] NOT NULL,
    took_waiting  int8[] NOT NULL,
    took_promised int8[] NOT NULL
);

-- A cancel that routing was asked about before there were changes: what waits is taken now.
INSERT INTO reservation_change
SELECT row_number() OVER (ORDER BY r.order_id), r.order_id, 1, 1, true, false, true, '', '', '', '',
       n.indexes, n.asked, n.waiting, n.zeros
FROM reservation r,
     LATERAL (SELECT array_agg(i - 1 ORDER BY i) AS indexes,
                     array_agg(coalesce(r.promised[i], 0) ORDER BY i) AS asked,
                     array_agg(coalesce(r.backordered[i], 0) ORDER BY i) AS waiting,
                     array_agg(0 ORDER BY i) AS zeros
              FROM generate_series(1, cardinality(r.skus)) AS i) AS n
WHERE r.state = 3;

UPDATE reservation r SET
    cancelled = (SELECT array_agg(coalesce(r.cancelled[i], 0) + coalesce(r.backordered[i], 0) ORDER BY i)
                 FROM generate_series(1, cardinality(r.skus)) AS i),
    backordered = '{}'
WHERE state = 3 AND backordered <> '{}';

CREATE OR REPLACE VIEW reservation_line AS
SELECT r.order_id, r.state, r.priority, r.ship_complete, r.placed_at,
       coalesce(l.line, l.n::int4) AS line, l.sku, l.ordered,
       coalesce(l.promised, 0) AS promised, coalesce(l.backordered, 0) AS backordered,
       coalesce(l.shipped, 0) AS shipped, coalesce(l.cancelled, 0) AS cancelled,
       coalesce(l.unrouted, 0) AS unrouted, coalesce(l.together, 0) AS together, r.held
FROM reservation r,
     unnest(r.lines, r.skus, r.ordered, r.promised, r.backordered, r.shipped, r.cancelled,
            r.unrouted, r.together)
         WITH ORDINALITY
         AS l(line, sku, ordered, promised, backordered, shipped, cancelled, unrouted, together, n);

CREATE OR REPLACE VIEW reserved_now AS
SELECT sku, sum(promised)::int8 AS reserved, sum(backordered)::int8 AS backordered
FROM reservation_line
WHERE state IN (1, 2, 3)
GROUP BY sku;
