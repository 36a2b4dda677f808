-- Cart holds, and how channels may draw on the stock.

CREATE TABLE cart_hold (
    channel    text NOT NULL,
    hold_id    text NOT NULL,
    since      timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,        -- passed: it holds nothing, whether the row is there or not
    skus       text[] NOT NULL,
    units      int8[] NOT NULL,
    PRIMARY KEY (channel, hold_id)
);

CREATE TABLE channel (
    code                 text PRIMARY KEY,
    kind                 int2 NOT NULL CHECK (kind BETWEEN 0 AND 4),  -- WEB, MARKETPLACE, STORE, B2B
    priority             int2 NOT NULL CHECK (priority BETWEEN 0 AND 9),
    buffer               int8 NOT NULL CHECK (buffer >= 0),
    cap                  int8 NOT NULL CHECK (cap >= 0),
    cancel_unfilled_days int4 NOT NULL CHECK (cancel_unfilled_days >= 0),
    skus                 text[] NOT NULL,   -- what differs for single SKUs
    buffers              int8[] NOT NULL,
    caps                 int8[] NOT NULL
);

CREATE VIEW held_now AS
SELECT u.sku, sum(u.units)::int8 AS held
FROM cart_hold h, unnest(h.skus, h.units) AS u(sku, units)
WHERE h.expires_at > now()
GROUP BY u.sku;

CREATE OR REPLACE VIEW reservation_line AS
SELECT r.order_id, r.state, r.priority, r.ship_complete, r.placed_at,
       coalesce(l.line, l.n::int4) AS line, l.sku, l.ordered,
       coalesce(l.promised, 0) AS promised, coalesce(l.backordered, 0) AS backordered,
       coalesce(l.shipped, 0) AS shipped, coalesce(l.cancelled, 0) AS cancelled,
       coalesce(l.unrouted, 0) AS unrouted, coalesce(l.together, 0) AS together, r.held,
       coalesce(l.kept, 0) AS kept
FROM reservation r,
     unnest(r.lines, r.skus, r.ordered, r.promised, r.backordered, r.shipped, r.cancelled,
            r.unrouted, r.together, r.kept)
         WITH ORDINALITY
         AS l(line, sku, ordered, promised, backordered, shipped, cancelled, unrouted, together,
              kept, n);
