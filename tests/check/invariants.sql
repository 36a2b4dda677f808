-- What must hold over all services when everything has been heard. Run as the superuser, since no service
-- may look into another's schema. One row a rule: name, whether it holds, what was counted or what breaks it.
--
-- Reading help: orders.order_line is what the order service knows of its lines, inventory.reservation_line
-- what is promised, routing.fulfillment_line what locations ship. Three books, kept from events only; here
-- they are laid side by side. States: see the enums named in the comments.
--
-- The views unfold packed rows, of which the planner cannot know how many there are: so each is unfolded
-- once into a temporary table that it can count.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL work_mem = '256MB';
CREATE TEMPORARY TABLE check_order_line ON COMMIT DROP AS SELECT * FROM orders.order_line;
CREATE TEMPORARY TABLE check_reservation_line ON COMMIT DROP AS SELECT * FROM inventory.reservation_line;
CREATE TEMPORARY TABLE check_fulfillment_line ON COMMIT DROP AS SELECT * FROM routing.fulfillment_line;
CREATE TEMPORARY TABLE check_movement ON COMMIT DROP AS SELECT * FROM inventory.movement;
CREATE TEMPORARY TABLE check_stock ON COMMIT DROP AS SELECT * FROM inventory.stock_now;
CREATE TEMPORARY TABLE check_said ON COMMIT DROP AS   -- how often each event was said about each key
SELECT split_part(type, '.', 4) AS event, key, count(*) AS times
FROM (SELECT type, key FROM orders.event UNION ALL SELECT type, key FROM inventory.event
      UNION ALL SELECT type, key FROM routing.event UNION ALL SELECT type, key FROM forecasting.event) AS e
GROUP BY type, key;
ANALYZE check_order_line;
ANALYZE check_reservation_line;
ANALYZE check_fulfillment_line;
ANALYZE check_movement;
ANALYZE check_stock;
ANALYZE check_said;

WITH
feeds AS (
    SELECT 'order' AS name, (SELECT head FROM orders.feed) AS head, (SELECT low FROM orders.feed) AS low,
           count(*) AS events, max(position) AS last FROM orders.event
    UNION ALL SELECT 'inventory', (SELECT head FROM inventory.feed), (SELECT low FROM inventory.feed),
           count(*), max(position) FROM inventory.event
    UNION ALL SELECT 'fulfillment-routing', (SELECT head FROM routing.feed), (SELECT low FROM routing.feed),
           count(*), max(position) FROM routing.event
    UNION ALL SELECT 'forecasting', (SELECT head FROM forecasting.feed), (SELECT low FROM forecasting.feed),
           count(*), max(position) FROM forecasting.event),
cursors AS (
    SELECT 'order' AS consumer, source, position FROM orders.cursor
    UNION ALL SELECT 'inventory', source, position FROM inventory.cursor
    UNION ALL SELECT 'fulfillment-routing', source, position FROM routing.cursor
    UNION ALL SELECT 'forecasting', source, position FROM forecasting.cursor),
letters AS (
    SELECT 'order' AS service, source, position, reason FROM orders.dead_letter
    UNION ALL SELECT 'inventory', source, position, reason FROM inventory.dead_letter
    UNION ALL SELECT 'fulfillment-routing', source, position, reason FROM routing.dead_letter
    UNION ALL SELECT 'forecasting', source, position, reason FROM forecasting.dead_letter),
-- fulfillment_state: 1 PLANNED 2 RELEASED 3 ACCEPTED 4 PICKING 5 PACKED 6 SHIPPED 7 REJECTED 8 CANCELLED
-- 9 DELIVERED 10 READY
routed AS (  -- units of each order line, by what routing does with them
    SELECT order_id, line,
           sum(CASE WHEN status BETWEEN 1 AND 4 THEN quantity - missing
                    WHEN status IN (5, 10) AND NOT gone THEN picked ELSE 0 END) AS open,
           sum(CASE WHEN gone THEN picked ELSE 0 END) AS shipped,
           sum(CASE WHEN status = 9 THEN picked ELSE 0 END) AS delivered
    FROM check_fulfillment_line GROUP BY order_id, line),
parked AS (
    SELECT order_id, line, sum(quantity) AS units FROM routing.parked_line WHERE state = 1 GROUP BY order_id, line),
lines AS (   -- the three books, side by side
    SELECT order_id, line,
           o.sku, i.sku AS sku_promised,
           o.ordered, o.cancelled, o.undecided, o.backordered, o.reserved, o.allocated, o.picked, o.shipped, o.delivered,
           i.ordered AS i_ordered, i.cancelled AS i_cancelled, i.backordered AS i_backordered,
           i.promised AS i_promised, i.shipped AS i_shipped, coalesce(i.unrouted, 0) AS i_unrouted,
           coalesce(r.open, 0) AS r_open, coalesce(r.shipped, 0) AS r_shipped, coalesce(p.units, 0) AS r_parked,
           coalesce(r.delivered, 0) AS r_delivered
    FROM check_order_line o
    FULL JOIN check_reservation_line i USING (order_id, line)
    FULL JOIN routed r USING (order_id, line)
    FULL JOIN parked p USING (order_id, line)),
losses AS (  -- SKUs whose stock was lost or closed after it may have been promised
    SELECT sku FROM check_movement WHERE quantity < 0 AND kind <> 2
    UNION SELECT s.sku FROM check_stock s JOIN inventory.location l ON l.code = s.location WHERE l.closed),
otherwise AS (  -- units of fulfillment orders that are not gone, or are, of another item than their line's
    SELECT l.location, l.sku AS planned, t.sku, t.quantity, l.gone FROM routing.taken t
    JOIN check_fulfillment_line l USING (fulfillment_order_id, line)
    WHERE t.sku <> '' AND t.quantity > 0 AND l.status IN (1, 2, 3, 4, 5, 6, 9, 10)),
at_location AS (  -- open work of each location
    SELECT location, sku, sum(units) AS allocated
    FROM (SELECT location, sku, CASE WHEN status >= 5 THEN picked ELSE quantity - missing END AS units
          FROM check_fulfillment_line WHERE status BETWEEN 1 AND 5 OR (status = 10 AND NOT gone)
          UNION ALL SELECT location, planned, -quantity FROM otherwise WHERE NOT gone
          UNION ALL SELECT location, sku, quantity FROM otherwise WHERE NOT gone) u GROUP BY location, sku),
ledger AS (
    SELECT movement_id, location, sku, kind, quantity, on_hand_after, previous,
           sum(quantity) OVER one AS running, lag(movement_id, 1, 0::int8) OVER one AS before,
           sum(quantity) OVER (PARTITION BY location, sku, state, lot ORDER BY movement_id) AS there
    FROM check_movement
    WINDOW one AS (PARTITION BY location, sku ORDER BY movement_id)),
document_movement AS (  -- what moved because of a document: kind 1 purchase order, 2 ASN, 3 transfer, 4 count
    SELECT d.kind, d.number, m.kind AS moved, m.location, m.sku, m.state, m.lot, m.quantity
    FROM inventory.document_posting d JOIN check_movement m ON m.movement_id - m.line + 1 = d.first_movement_id),
came AS (  -- what came against an ASN came against its order, too; what never left is back where it was
    SELECT m.kind, m.number, m.sku, m.quantity AS units FROM document_movement m
    LEFT JOIN inventory.document d USING (kind, number)
    WHERE m.kind IN (1, 2) OR (m.kind = 3 AND m.moved = 6 AND m.location = d.location)
    UNION ALL
    SELECT 1, d.purchase_order, m.sku, m.quantity
    FROM document_movement m JOIN inventory.document d USING (kind, number)
    WHERE m.kind = 2 AND d.purchase_order <> ''),

-- Each of these lists what breaks the rule of its name; empty is good.
broken (rule, what) AS (
    -- orders
    SELECT 'every accepted order was said once', 'order ' || coalesce(o.order_id::text, e.key)
    FROM orders.orders o
    FULL JOIN (SELECT key, times FROM check_said WHERE event = 'OrderPlaced') e ON e.key = o.order_id::text
    WHERE e.times IS DISTINCT FROM 1 OR o.order_id IS NULL
    UNION ALL
    SELECT 'every accepted order has one reservation', 'order ' || order_id
    FROM orders.orders o FULL JOIN inventory.reservation r USING (order_id)
    WHERE o.order_id IS NULL OR r.order_id IS NULL
    UNION ALL
    SELECT 'order and inventory agree on what was ordered', format('order %s line %s', order_id, line)
    FROM lines WHERE ordered IS DISTINCT FROM i_ordered OR sku IS DISTINCT FROM sku_promised
    UNION ALL
    SELECT 'ordered - cancelled = backordered + reserved + allocated + shipped', format('order %s line %s', order_id, line)
    FROM lines
    WHERE ordered - cancelled <> backordered + reserved + allocated + shipped
       OR least(cancelled, undecided, backordered, reserved, allocated, picked, shipped) < 0 OR undecided <> 0
    UNION ALL
    SELECT 'the order knows what inventory promised', format('order %s line %s', order_id, line)
    FROM lines
    WHERE (cancelled, backordered, reserved + allocated, shipped)
          IS DISTINCT FROM (i_cancelled, i_backordered, i_promised, i_shipped)
    UNION ALL
    -- routing
    SELECT 'what is promised is planned once, or parked', format('order %s line %s: promised %s, not routed %s, planned %s, parked %s',
                                                                order_id, line, i_promised, i_unrouted, r_open, r_parked)
    FROM lines WHERE i_promised - i_unrouted IS DISTINCT FROM r_open + r_parked
    UNION ALL
    SELECT 'allocated and shipped of each line are those of its fulfillment orders', format('order %s line %s', order_id, line)
    FROM lines WHERE (allocated, shipped) IS DISTINCT FROM (r_open, r_shipped)
    UNION ALL
    SELECT 'what was delivered had shipped, and everybody knows', format('order %s line %s: %s of %s, by routing %s',
                                                                         order_id, line, delivered, shipped, r_delivered)
    FROM lines WHERE delivered IS DISTINCT FROM r_delivered OR delivered > shipped
    UNION ALL
    -- pickup.state: 1 ON_ITS_WAY 2 READY 3 COLLECTED 4 EXPIRED 5 GIVEN_BACK; expired in its own location until it is called back
    SELECT 'what customers collect is where it is said to be', format('fulfillment order %s: %s, collecting %s', fulfillment_order_id, f.status, p.state)
    FROM routing.fulfillment_order f LEFT JOIN routing.order_terms t USING (order_id) FULL JOIN routing.pickup p USING (fulfillment_order_id)
    WHERE (f.status = 10 AND p.state IS DISTINCT FROM 2)
       OR (p.state = 1 AND (f.status <> 6 OR f.location = p.location)) OR (p.state = 2 AND f.status <> 10)
       OR (p.state = 3 AND f.status <> 9) OR (p.state = 4 AND (f.status <> 6 OR f.location = p.location))
       OR (p.state = 5 AND (f.status <> 8 OR f.location <> p.location))
       OR (p.state IS NULL AND f.status = 6 AND coalesce(t.pickup_location, '') <> '')
       OR (p.state = 2 AND p.ready_until < now() - interval '10 s')
    UNION ALL
    SELECT 'what nobody collected was asked back, or came back', 'order ' || p.order_id
    FROM (SELECT order_id, count(*) FILTER (WHERE f.location = p.location) AS asked, count(*) FILTER (WHERE f.location <> p.location) AS sent
          FROM routing.pickup p JOIN routing.fulfillment_order f USING (fulfillment_order_id, order_id)
          WHERE p.state IN (4, 5) GROUP BY order_id) p
    LEFT JOIN (SELECT order_id, count(*) AS times FROM orders.rma WHERE reference LIKE 'not collected: %' GROUP BY order_id) r USING (order_id)
    LEFT JOIN (SELECT key, times FROM check_said WHERE event = 'PickupExpired') e ON e.key = p.order_id::text
    WHERE coalesce(r.times, 0) <> p.sent OR coalesce(e.times, 0) NOT BETWEEN p.sent AND p.sent + p.asked
    UNION ALL
    SELECT 'every delivery was said once', 'order ' || coalesce(f.key, e.key)
    FROM (SELECT order_id::text AS key, count(*) AS times FROM routing.fulfillment_order WHERE status = 9 GROUP BY order_id) f
    FULL JOIN (SELECT key, sum(times) FILTER (WHERE event = 'FulfillmentDelivered') AS times,
                      sum(times) FILTER (WHERE event = 'OrderDelivered') AS told
               FROM check_said WHERE event IN ('FulfillmentDelivered', 'OrderDelivered') GROUP BY key) e USING (key)
    WHERE f.times IS DISTINCT FROM e.times OR f.times IS DISTINCT FROM e.told
    UNION ALL
    SELECT 'everybody knows how the customer wants it', 'order ' || order_id
    FROM orders.orders o JOIN inventory.reservation r USING (order_id) LEFT JOIN routing.order_terms t USING (order_id)
    WHERE (o.deliver_by_day, o.pickup_location, o.substitutes_allowed)
              IS DISTINCT FROM (r.deliver_by_day, r.pickup_location, r.substitutes_allowed)
       OR (order_id IN (SELECT order_id FROM routed WHERE open > 0 UNION SELECT order_id FROM parked)  -- routing is not told of what comes to nothing
           AND (coalesce(o.deliver_by_day, 0), coalesce(o.pickup_location, ''), coalesce(o.substitutes_allowed, false))
              IS DISTINCT FROM (coalesce(t.deliver_by_day, 0), coalesce(t.pickup_location, ''), coalesce(t.substitutes_allowed, false)))
    UNION ALL
    SELECT 'every fulfillment order was said once', 'order ' || coalesce(f.key, e.key)
    FROM (SELECT order_id::text AS key, count(*) AS times FROM routing.fulfillment_order GROUP BY order_id) f
    FULL JOIN (SELECT * FROM check_said WHERE event = 'FulfillmentPlanned') e USING (key)
    WHERE f.times IS DISTINCT FROM e.times
    UNION ALL
    SELECT 'every shipment was said once', 'order ' || coalesce(f.key, e.key)
    FROM (SELECT order_id::text AS key, count(*) AS times FROM routing.fulfillment_order
          WHERE status IN (6, 9) OR (status = 10 AND stock_seen) GROUP BY order_id) f
    FULL JOIN (SELECT * FROM check_said WHERE event = 'FulfillmentShipped') e USING (key)
    WHERE f.times IS DISTINCT FROM e.times
    UNION ALL
    SELECT 'a fulfillment order is on one pick list of its location', 'fulfillment order ' || f.fulfillment_order_id
    FROM routing.fulfillment_order f
    LEFT JOIN (SELECT u.id, count(*) AS times, min(p.pick_list_id) AS pick_list_id, min(p.location) AS location
               FROM routing.pick_list p, unnest(p.fulfillment_orders) AS u (id) GROUP BY u.id) AS l
        ON l.id = f.fulfillment_order_id
    WHERE (f.status IN (2, 3, 4, 5, 6, 9, 10) AND l.times IS NULL) OR l.times > 1
       OR (l.times = 1 AND (l.pick_list_id, l.location) IS DISTINCT FROM (f.pick_list_id, f.location))
    UNION ALL
    SELECT 'every promise was said once', 'order ' || r.order_id
    FROM inventory.reservation r
    LEFT JOIN (SELECT key, times FROM check_said WHERE event = 'ReservationCommitted') e ON e.key = r.order_id::text
    WHERE r.round <> coalesce(e.times, 0)
    UNION ALL
    SELECT 'every recall was answered once', 'order ' || key
    FROM (SELECT * FROM check_said WHERE event = 'ReservationRecalled') a
    FULL JOIN (SELECT * FROM check_said WHERE event = 'RecallAnswered') b USING (key)
    WHERE a.times IS DISTINCT FROM b.times
    UNION ALL
    SELECT 'an order is closed once, when nothing is left of it', 'order ' || o.order_id
    FROM orders.orders o
    LEFT JOIN (SELECT key, times FROM check_said WHERE event = 'OrderClosed') e ON e.key = o.order_id::text
    LEFT JOIN (SELECT order_id, sum(backordered + reserved + allocated + undecided) AS left_over, sum(shipped) AS shipped
               FROM check_order_line GROUP BY order_id) l USING (order_id)
    WHERE coalesce(e.times, 0) <> (o.status = 4)::int OR (o.status = 4 AND left_over > 0)
       OR (o.status = 1 AND left_over = 0)
    UNION ALL
    -- holds and requests
    SELECT 'a hold is open on an open order, and not beyond its time', format('order %s hold %s', order_id, h.number)
    FROM orders.order_hold h JOIN orders.orders o USING (order_id)
    WHERE h.released_at IS NULL AND (o.status IN (3, 4) OR (o.status = 1 AND h.expires_at < now() - interval '10 s'))
    UNION ALL
    SELECT 'inventory knows which orders are on hold', 'order ' || order_id
    FROM orders.orders o
    JOIN inventory.reservation r USING (order_id)
    LEFT JOIN (SELECT DISTINCT order_id, true AS held FROM orders.order_hold WHERE released_at IS NULL) h USING (order_id)
    WHERE o.status IN (1, 2) AND r.held <> coalesce(h.held, false)
    UNION ALL
    SELECT 'what is on hold is not routed', format('order %s line %s: planned %s, parked %s', order_id, line, r_open, r_parked)
    FROM lines
    WHERE r_open + r_parked > 0 AND order_id IN (SELECT order_id FROM orders.order_hold WHERE released_at IS NULL)
    UNION ALL
    SELECT 'every change of an order was said once, and answered', 'order ' || coalesce(q.key, e.key)
    FROM (SELECT order_id::text AS key, count(*) FILTER (WHERE kind IN (1, 2, 3, 5)) AS cancels,
                 count(*) FILTER (WHERE kind = 4) AS increases, bool_or(outcome = 0) AS open
          FROM orders.order_request GROUP BY order_id) q
    FULL JOIN (SELECT key, coalesce(sum(times) FILTER (WHERE event = 'OrderCancelRequested'), 0) AS cancels,
                      coalesce(sum(times) FILTER (WHERE event = 'OrderAmended'), 0) AS increases
               FROM check_said WHERE event IN ('OrderCancelRequested', 'OrderAmended') GROUP BY key) e USING (key)
    WHERE q.open OR coalesce(q.cancels, 0) <> coalesce(e.cancels, 0) OR coalesce(q.increases, 0) <> coalesce(e.increases, 0)
    UNION ALL
    -- stock
    SELECT 'every movement balances', format('movement %s: %s after, %s by the ledger', movement_id, on_hand_after, running)
    FROM ledger -- only what shipped may leave less than nothing of its state and lot
    WHERE on_hand_after <> running OR (there < 0 AND quantity < 0 AND kind <> 2)
    UNION ALL
    SELECT 'every movement names the one before it', format('movement %s: %s, not %s', movement_id, previous, before)
    FROM ledger WHERE previous <> before
    UNION ALL
    SELECT 'every pile is the sum of its movements', format('%s %s state %s lot %s: %s, moved %s', location, sku, state,
                                                            lot, coalesce(p.quantity, 0), coalesce(m.moved, 0))
    FROM inventory.pile p
    FULL JOIN (SELECT location, sku, state, lot, sum(quantity) AS moved FROM check_movement
               WHERE state <> 1 OR lot <> '' GROUP BY location, sku, state, lot) m USING (location, sku, state, lot)
    WHERE coalesce(p.quantity, 0) <> coalesce(m.moved, 0)
    UNION ALL
    SELECT 'a change of state adds up to nothing', format('%s: %s', cause, sum(quantity))
    FROM check_movement WHERE kind = 8 GROUP BY cause, location, sku, lot HAVING sum(quantity) <> 0
    UNION ALL
    SELECT 'every line of a document adds up', format('%s %s line %s', kind, number, line)
    FROM inventory.document_line
    WHERE least(expected, announced, shipped, received, damaged, surplus, missing, open) < 0
       OR greatest(damaged, surplus) > received OR (kind = 2 AND announced > open)
       OR (state IN (5, 6, 7) AND open > 0)
    UNION ALL
    SELECT 'what an ASN carries is carried of its order', format('%s %s', number, sku)
    FROM (SELECT number, sku, sum(announced) AS units FROM inventory.document_line WHERE kind = 1 GROUP BY number, sku) o
    FULL JOIN (SELECT purchase_order AS number, sku, sum(announced) AS units FROM inventory.document_line
               WHERE kind = 2 AND purchase_order <> '' GROUP BY purchase_order, sku) a USING (number, sku)
    WHERE coalesce(o.units, 0) <> coalesce(a.units, 0)
    UNION ALL
    SELECT 'what documents received is in the ledger', format('%s %s %s', kind, number, sku)
    FROM (SELECT d.kind, d.number, d.sku, sum(d.received) AS units FROM inventory.document_line d
          GROUP BY d.kind, d.number, d.sku HAVING sum(d.received) <> 0) d
    FULL JOIN (SELECT kind, number, sku, sum(units) AS units FROM came GROUP BY kind, number, sku) m USING (kind, number, sku)
    WHERE d.units IS DISTINCT FROM m.units
    UNION ALL
    SELECT 'what is in transit left and did not arrive', format('%s %s', number, sku)
    FROM (SELECT l.number, l.sku, sum(l.open) AS units,
                 sum(CASE WHEN d.discrepancy = 3 THEN l.surplus ELSE l.surplus - l.missing END) AS beside
          FROM inventory.document_line l JOIN inventory.document d USING (kind, number)
          WHERE l.kind = 3 GROUP BY l.number, l.sku) d
    FULL JOIN (SELECT number, sku, -sum(quantity) AS units FROM document_movement WHERE kind = 3
               GROUP BY number, sku) m USING (number, sku)
    WHERE d.units IS DISTINCT FROM coalesce(m.units, 0) + coalesce(d.beside, 0)
    UNION ALL
    SELECT 'what a count found different is in the ledger', format('count %s %s state %s lot %s', count_id, sku, state, lot)
    FROM (SELECT count_id, sku, state, coalesce(lot, '') AS lot, variance AS units FROM inventory.count_found
          WHERE booked AND variance <> 0) c
    FULL JOIN (SELECT number::int8 AS count_id, sku, state, lot, sum(quantity) AS units FROM document_movement
               WHERE kind = 4 GROUP BY number, sku, state, lot) m USING (count_id, sku, state, lot)
    WHERE c.units IS DISTINCT FROM m.units
    UNION ALL
    SELECT 'a balance is in one open count at most', format('%s %s', location, sku)
    FROM inventory.stock_count c, unnest(c.skus, c.done) AS l (sku, done)
    WHERE c.state IN (1, 2, 3) AND l.done = 0
    GROUP BY location, sku HAVING count(*) > 1
    UNION ALL
    SELECT 'a return adds up', format('return %s line %s', return_id, line)
    FROM orders.rma_line l
    LEFT JOIN (SELECT return_id, line, sum(received) AS came, sum(inspected) AS seen FROM orders.rma_part
               GROUP BY return_id, line) p USING (return_id, line)
    WHERE inspected <> restocked + refurbished + quarantined + returned_to_vendor + scrapped OR inspected > received
       OR received <> coalesce(came, 0) OR inspected <> coalesce(seen, 0)
       OR refunded + exchanged + nothing_owed > greatest(requested, received) OR refund_minor > refunded * unit_price_minor
    UNION ALL
    SELECT 'what came back is on hold until it was inspected', format('%s %s %s', reason, location, sku)
    FROM (SELECT reason, location, sku, coalesce(sum(quantity) FILTER (WHERE kind = 7), 0) AS received,
                 -coalesce(sum(quantity) FILTER (WHERE kind IN (8, 9) AND state = 3), 0) AS inspected
          FROM check_movement WHERE kind IN (7, 8, 9) AND actor = 'order' GROUP BY reason, location, sku) m
    FULL JOIN (SELECT 'return ' || return_id AS reason, location, sku, sum(received) AS received,
                      sum(inspected) AS inspected FROM orders.rma_part GROUP BY return_id, location, sku) r
        USING (reason, location, sku)
    WHERE (m.received, m.inspected) IS DISTINCT FROM (r.received, r.inspected)
    UNION ALL
    SELECT 'what is in a lot has one that came in', format('%s lot %s', p.sku, p.lot)
    FROM inventory.pile p LEFT JOIN inventory.lot l ON (l.sku, l.code) = (p.sku, p.lot)
    WHERE p.lot <> '' AND l.code IS NULL
    UNION ALL
    SELECT 'every balance is the sum of its movements', s.location || ' ' || s.sku
    FROM check_stock s
    FULL JOIN (SELECT location, sku, sum(quantity) AS moved FROM check_movement GROUP BY location, sku) m
        USING (location, sku)
    WHERE coalesce(s.on_hand, 0) <> coalesce(m.moved, 0)
    UNION ALL
    SELECT 'no command or event moved stock twice', format('%s line %s', cause, line)
    FROM check_movement GROUP BY cause, kind, location, line HAVING count(*) > 1
    UNION ALL
    SELECT 'movement ids have no gap', format('%s of %s', count(*), max(movement_id))
    FROM check_movement HAVING count(*) <> max(movement_id)
    UNION ALL
    SELECT 'what left the ledger is what was shipped', location || ' ' || sku
    FROM (SELECT location, sku, -sum(quantity) AS units FROM check_movement WHERE kind = 2
          GROUP BY location, sku) m
    FULL JOIN (SELECT location, sku, sum(units) AS units
               FROM (SELECT location, sku, picked AS units FROM check_fulfillment_line WHERE gone AND picked > 0
                     UNION ALL SELECT location, planned, -quantity FROM otherwise WHERE gone
                     UNION ALL SELECT location, sku, quantity FROM otherwise WHERE gone) u
               GROUP BY location, sku HAVING sum(units) > 0) f USING (location, sku)
    WHERE m.units IS DISTINCT FROM f.units
    UNION ALL
    SELECT 'nothing is oversold', format('%s: promised %s of %s', r.sku, r.reserved, coalesce(s.sellable, 0))
    FROM inventory.reserved_now r LEFT JOIN inventory.sellable_now s USING (sku)
    WHERE r.reserved > coalesce(s.sellable, 0) AND r.sku NOT IN (SELECT sku FROM losses)
    UNION ALL
    SELECT 'a loss is taken from the promises, but for what is on its way', format('%s: promised %s of %s, on its way %s',
           sku, reserved, coalesce(s.sellable, 0), kept)
    FROM inventory.reserved_now r LEFT JOIN inventory.sellable_now s USING (sku)
    JOIN (SELECT sku, sum(kept) AS kept FROM check_reservation_line WHERE state IN (1, 2, 3) GROUP BY sku) k USING (sku)
    WHERE r.reserved - coalesce(s.sellable, 0) > kept
    UNION ALL
    SELECT 'what carts hold is promised to nobody', format('%s: promised %s, held %s of %s',
           sku, coalesce(reserved, 0), held, coalesce(sellable, 0))
    FROM inventory.held_now h LEFT JOIN inventory.reserved_now r USING (sku) LEFT JOIN inventory.sellable_now s USING (sku)
    WHERE coalesce(reserved, 0) + held > coalesce(sellable, 0) AND sku NOT IN (SELECT sku FROM losses)
    UNION ALL
    SELECT 'what is promised and not on hold is routed', format('order %s line %s: %s of %s are not', order_id, line, unrouted, promised)
    FROM check_reservation_line WHERE unrouted > CASE WHEN held THEN promised ELSE 0 END OR kept > promised - unrouted
    UNION ALL
    SELECT 'no change waits for an answer', 'order ' || order_id FROM inventory.reservation_change
    UNION ALL
    SELECT 'no change waits for an answer', 'order ' || order_id FROM inventory.reservation WHERE state = 3
    UNION ALL
    SELECT 'no location has to ship more than it has', format('%s %s: %s of %s', location, sku, allocated, on_hand)
    FROM at_location LEFT JOIN check_stock s USING (location, sku)
    WHERE allocated > coalesce(on_hand, 0) AND sku NOT IN (SELECT sku FROM losses)
    UNION ALL
    SELECT 'routing sees the stock that inventory has', location || ' ' || sku
    FROM check_stock i FULL JOIN routing.stock_view r USING (location, sku)
    WHERE (coalesce(i.on_hand, 0), coalesce(i.unavailable, 0)) <> (coalesce(r.on_hand, 0), coalesce(r.unavailable, 0))
    UNION ALL
    SELECT 'routing sees the lots that inventory has', format('%s %s lot %s: %s, routing sees %s', location, sku, lot,
                                                              coalesce(p.quantity, 0), coalesce(r.quantity, 0))
    FROM (SELECT * FROM inventory.pile WHERE state = 1 AND lot <> '') p
    FULL JOIN (SELECT * FROM routing.lot_view WHERE quantity <> 0) r USING (location, sku, lot)
    WHERE coalesce(p.quantity, 0) <> coalesce(r.quantity, 0)
    UNION ALL
    SELECT 'what is picked, missing and open is what was planned', format('fulfillment order %s line %s', fulfillment_order_id, line)
    FROM check_fulfillment_line
    WHERE picked < 0 OR missing < 0 OR picked + missing > quantity
       OR (status IN (5, 6, 9, 10) AND picked + missing <> quantity) OR (status BETWEEN 1 AND 3 AND picked + missing > 0)
    UNION ALL
    SELECT 'what is picked, missing and open is what was planned', format('fulfillment order %s line %s: %s scanned', fulfillment_order_id, t.line, t.units)
    FROM (SELECT fulfillment_order_id, line, sum(quantity) AS units FROM routing.taken WHERE quantity > 0 GROUP BY 1, 2) t
    LEFT JOIN check_fulfillment_line l USING (fulfillment_order_id, line)
    WHERE coalesce(l.status, 0) NOT IN (7, 8) AND t.units > coalesce(l.picked, 0)
    UNION ALL
    SELECT 'nothing leaves in place of what the customer wants', format('fulfillment order %s line %s: %s', fulfillment_order_id, t.line, t.sku)
    FROM routing.taken t JOIN routing.fulfillment_order f USING (fulfillment_order_id)
    LEFT JOIN routing.order_terms w USING (order_id)
    WHERE t.sku <> '' AND t.quantity > 0 AND NOT coalesce(w.substitutes_allowed, false)
    UNION ALL
    SELECT 'parcels hold what was picked', format('fulfillment order %s line %s: %s packed', fulfillment_order_id, p.line, p.units)
    FROM (SELECT fulfillment_order_id, u.line, sum(u.quantity) AS units
          FROM routing.parcel, unnest(lines, quantities) AS u (line, quantity) GROUP BY 1, 2) p
    LEFT JOIN check_fulfillment_line l USING (fulfillment_order_id, line)
    WHERE l.status IS NULL OR l.status < 5 OR (l.status IN (5, 6, 9, 10) AND p.units > l.picked)
    UNION ALL
    SELECT 'parcels hold what was picked', format('fulfillment order %s: %s parcels, the last is %s', fulfillment_order_id, count(*), max(parcel))
    FROM routing.parcel GROUP BY fulfillment_order_id HAVING count(*) <> max(parcel) OR min(parcel) <> 1
    UNION ALL
    SELECT 'no number of a parcel comes again', format('%s of series %s', sscc, s.series)
    FROM routing.parcel p JOIN generate_series(8, 11) AS n (digits) ON true
    LEFT JOIN routing.sscc_series s ON s.series = left(p.sscc, digits)
    WHERE s.next_serial IS NULL OR s.next_serial <= substring(p.sscc FROM digits + 1 FOR 17 - digits)::int8
    UNION ALL
    SELECT 'what the customer has was said once, and what went wrong', 'order ' || coalesce(f.key, e.key)
    FROM (SELECT order_id::text AS key, count(*) AS times FROM routing.fulfillment_order WHERE status = 9 GROUP BY order_id) f
    FULL JOIN (SELECT * FROM check_said WHERE event = 'FulfillmentDelivered') e USING (key)
    WHERE f.times IS DISTINCT FROM e.times
    UNION ALL
    SELECT 'what the customer has was said once, and what went wrong', 'order ' || coalesce(f.key, e.key)
    FROM (SELECT order_id::text AS key, count(*) AS times FROM routing.shipment_exception
          JOIN routing.fulfillment_order USING (fulfillment_order_id) GROUP BY order_id) f
    FULL JOIN (SELECT * FROM check_said WHERE event = 'FulfillmentException') e USING (key)
    WHERE f.times IS DISTINCT FROM e.times
    UNION ALL
    SELECT 'a closed location has nothing to pick', 'fulfillment order ' || f.fulfillment_order_id
    FROM routing.fulfillment_order f JOIN routing.location l ON l.code = f.location
    WHERE l.closed AND f.status BETWEEN 1 AND 4
    UNION ALL
    SELECT 'days of a plan follow each other, by a policy there was', 'fulfillment order ' || f.fulfillment_order_id
    FROM routing.fulfillment_order f LEFT JOIN routing.policy p ON p.version = f.policy
    WHERE f.deliver_on_day < f.dispatch_day OR f.cost_nano < 0
       OR (f.policy IS NOT NULL AND p.version IS NULL)
       OR (f.dispatch_day IS NULL) <> (f.dispatch_by IS NULL)
       -- the cut-off is one of that day there: at most 14 hours from UTC, and no later than midnight
       OR f.dispatch_by NOT BETWEEN to_timestamp(f.dispatch_day * 86400.0) - interval '14 hours'
                                AND to_timestamp((f.dispatch_day + 1) * 86400.0) + interval '14 hours'
       OR (f.dispatch_by < f.planned_at)
    UNION ALL
    SELECT 'every switch of policies was said once, and to one that there is',
           format('%s switches, %s said, last number %s', count(*), (SELECT count(*) FROM routing.event
                  WHERE type = 'crossdock.routing.v1.PolicySwitched'), max(switch_no))
    FROM routing.policy_switch s LEFT JOIN routing.policy a ON a.version = s.active
    HAVING count(*) <> max(switch_no) OR count(a.version) < count(*)
        OR count(*) - 1 <> (SELECT count(*) FROM routing.event WHERE type = 'crossdock.routing.v1.PolicySwitched')
    UNION ALL
    SELECT 'only policies that were active have planned anything', format('fulfillment order %s by version %s', f.fulfillment_order_id, f.policy)
    FROM routing.fulfillment_order f
    WHERE f.policy IS NOT NULL AND NOT EXISTS (SELECT FROM routing.policy_switch s WHERE s.active = f.policy)
    UNION ALL
    SELECT 'a shadow keeps its hundred largest differences of those it counted', format('shadow %s against %s', s.version, s.against)
    FROM routing.shadow s
    LEFT JOIN (SELECT version, against, count(*) AS kept FROM routing.shadow_difference GROUP BY version, against) d USING (version, against)
    WHERE s.differ > s.active_decisions OR coalesce(d.kept, 0) > least(s.differ, 100) OR (s.differ > 0 AND d.kept IS NULL)
    UNION ALL
    SELECT 'no day costs less than its bound', format('day %s: %s of at least %s', day, cost_nano, bound_nano)
    FROM routing.regret WHERE cost_nano < bound_nano OR loose > orders
    UNION ALL
    SELECT 'orders that were moved too often wait for people', format('order %s was routed again %s times', order_id, reroutes)
    FROM routing.order_past p
    WHERE reroutes > 8 AND NOT EXISTS (SELECT FROM routing.parked k WHERE k.order_id = p.order_id AND k.reason = 5)
    UNION ALL
    SELECT 'what was planned before comes again at most once', 'order ' || order_id
    FROM routing.order_past WHERE 0 > ANY (units) OR cardinality(units) <> cardinality(lines)
    UNION ALL
    SELECT 'every alert was raised once and ended once', coalesce(a.sku, e.key)
    FROM (SELECT sku, count(*) + count(ended_day) AS times
          FROM forecasting.alert JOIN forecasting.item USING (item_id) GROUP BY sku) a
    FULL JOIN (SELECT key, times FROM check_said WHERE event = 'DemandAlert') e ON e.key = a.sku
    WHERE a.times IS DISTINCT FROM e.times
    UNION ALL
    SELECT 'every approval was said once', coalesce(a.sku, e.key)
    FROM (SELECT sku, count(*) AS times FROM forecasting.proposal JOIN forecasting.item USING (item_id)
          WHERE approved > 0 GROUP BY sku) a
    FULL JOIN (SELECT key, times FROM check_said WHERE event = 'ReplenishmentApproved') e ON e.key = a.sku
    WHERE a.times IS DISTINCT FROM e.times
    UNION ALL
    SELECT 'what was approved is ordered once, as approved', format('proposal %s: %s of %s are ordered', proposal_id, d.expected, approved)
    FROM forecasting.proposal p
    LEFT JOIN (SELECT kind, number, sum(expected) AS expected FROM inventory.document_line GROUP BY kind, number) d
        ON d.kind = CASE p.kind WHEN 1 THEN 1 ELSE 3 END
       AND d.number = CASE p.kind WHEN 1 THEN 'R-' ELSE 'T-' END || p.proposal_id
    WHERE p.state IN (5, 6, 7) AND d.expected IS DISTINCT FROM p.approved
    UNION ALL
    SELECT 'what a proposal received came against its document, and no more than was approved',
           format('proposal %s: %s of %s, its document says %s', proposal_id, p.received, approved, d.received)
    FROM forecasting.proposal p
    LEFT JOIN (SELECT kind, number, sum(received - surplus) AS received FROM inventory.document_line GROUP BY kind, number) d
        ON d.kind = CASE p.kind WHEN 1 THEN 1 ELSE 3 END
       AND d.number = CASE p.kind WHEN 1 THEN 'R-' ELSE 'T-' END || p.proposal_id
    WHERE p.received > p.approved OR (p.state IN (5, 6, 7) AND p.received IS DISTINCT FROM d.received)
    UNION ALL
    SELECT 'forecasting awaits what inventory''s documents let expect',
           format('%s: %s, forecasting awaits %s', number, coalesce(i.units, 0), coalesce(f.units, 0))
    FROM (SELECT kind, number, sum(greatest(0, l.expected - l.gone)) AS units
          FROM forecasting.inbound, unnest(expected, gone) AS l (expected, gone) GROUP BY kind, number) f
    FULL JOIN (SELECT kind, number, sum(CASE WHEN kind = 3 AND state = 1 THEN expected ELSE open + announced END) AS units
               FROM inventory.document_line
               WHERE state IN (1, 2, 3, 4) AND (kind <> 2 OR coalesce(purchase_order, '') = '')
               GROUP BY kind, number) i USING (kind, number)
    WHERE coalesce(f.units, 0) <> coalesce(i.units, 0)
    UNION ALL
    SELECT 'forecasting knows what customers wait for',
           format('%s: %s, forecasting knows of %s', sku, coalesce(i.backordered, 0), coalesce(f.units, 0))
    FROM (SELECT sku, backordered FROM inventory.reserved_now) i
    FULL JOIN (SELECT sku, units FROM forecasting.backorders JOIN forecasting.item USING (item_id)) f USING (sku)
    WHERE coalesce(i.backordered, 0) <> coalesce(f.units, 0)
    UNION ALL
    SELECT 'inventory holds back what planning said', format('%s %s: %s, planning says %s', location, sku, s.planned, t.held_back)
    FROM (SELECT code AS location, sku, held_back FROM forecasting.told_levels
          JOIN forecasting.item USING (item_id) JOIN forecasting.location USING (location_id)) t
    FULL JOIN inventory.safety_stock s USING (location, sku)
    WHERE coalesce(s.planned, 0) <> coalesce(t.held_back, 0)
      AND EXISTS (SELECT FROM inventory.item i WHERE i.sku = coalesce(t.sku, s.sku))
    UNION ALL
    SELECT 'alerts are of places that there are', format('alert %s', alert_id)
    FROM forecasting.alert LEFT JOIN forecasting.item USING (item_id) LEFT JOIN forecasting.location USING (location_id)
    WHERE sku IS NULL OR (location_id > 0 AND code IS NULL)
    UNION ALL
    SELECT 'what promotions taught is of those that are over', format('promotion %s, item %s', l.promotion_id, l.item_id)
    FROM forecasting.learnt_lift l
    LEFT JOIN forecasting.promotion p USING (promotion_id)
    WHERE p.measured IS NOT TRUE OR p.to_day >= (SELECT planning_day FROM forecasting.planning_clock)
    UNION ALL
    SELECT 'promotions and analogues are of items that there are', what
    FROM (SELECT 'promotion ' || promotion_id AS what, unnest(item_ids) AS item_id FROM forecasting.promotion
          UNION ALL SELECT 'like item ' || item_id, unnest(like_ids || item_id) FROM forecasting.analogue
          UNION ALL SELECT 'learnt of ' || promotion_id, item_id FROM forecasting.learnt_lift) w
    LEFT JOIN forecasting.item i USING (item_id) WHERE i.item_id IS NULL
    UNION ALL
    SELECT 'a promotion sold no more than was asked for', format('%s of %s: %s of %s', p.promotion_id, i.sku, l.sold, d.units)
    FROM forecasting.learnt_lift l
    JOIN forecasting.promotion p USING (promotion_id)
    JOIN forecasting.item i USING (item_id)
    CROSS JOIN LATERAL (SELECT coalesce(sum(units), 0) AS units FROM forecasting.demand
                        WHERE sku = i.sku AND location = '' AND day BETWEEN p.from_day AND p.to_day) d
    WHERE l.sold > d.units
      AND NOT EXISTS (SELECT FROM forecasting.holiday h WHERE h.day BETWEEN p.from_day AND p.to_day)
      AND NOT EXISTS (SELECT FROM forecasting.promotion o WHERE o.promotion_id <> p.promotion_id
                      AND o.from_day <= p.to_day AND o.to_day >= p.from_day)
    UNION ALL
    SELECT 'a holiday sold no more in its categories than in all', format('%s on day %s', c.name, c.day)
    FROM (SELECT day, name, sum(sold) AS sold FROM forecasting.holiday_effect WHERE category <> '' GROUP BY day, name) c
    LEFT JOIN forecasting.holiday_effect a ON a.day = c.day AND a.name = c.name AND a.category = ''
    WHERE c.sold > coalesce(a.sold, 0)
    UNION ALL
    SELECT 'forecasting sees the stock that is fit for sale', format('%s at %s', sku, location)
    FROM (SELECT sku, location, sum(on_hand - unavailable) AS on_hand FROM check_stock GROUP BY sku, location) i
    FULL JOIN forecasting.stock f USING (sku, location)
    WHERE coalesce(i.on_hand, 0) <> coalesce(f.on_hand, 0)
    UNION ALL
    SELECT 'forecasting knows where there is nothing to sell', format('%s at %s', s.sku, s.location)
    FROM forecasting.stock s
    JOIN forecasting.item i USING (sku)
    JOIN forecasting.location l ON l.code = s.location
    LEFT JOIN forecasting.sold_out o ON o.item_id = i.item_id AND o.location_id = l.location_id AND o.to_day IS NULL
    WHERE s.on_hand > 0 AND o.item_id IS NOT NULL
    UNION ALL
    SELECT 'the planning day is the newest that was asked on', format('%s, not %s', c.planning_day, d.day)
    FROM (SELECT max(day) AS day FROM forecasting.demand WHERE location = '') d
    FULL JOIN forecasting.planning_clock c ON true
    WHERE c.planning_day IS DISTINCT FROM d.day
    UNION ALL
    SELECT 'demand is what was ordered', sku
    FROM (SELECT sku, sum(ordered) AS units FROM check_order_line GROUP BY sku) o
    FULL JOIN (SELECT sku, sum(units) AS units FROM forecasting.demand WHERE location = '' GROUP BY sku) d USING (sku)
    WHERE o.units IS DISTINCT FROM d.units
    UNION ALL
    SELECT 'the mix is demand, by channel and region', format('%s in the week of day %s', sku, week)
    FROM (SELECT sku, day - (day + 3) % 7 AS week, sum(units) AS units FROM forecasting.demand WHERE location = '' GROUP BY 1, 2) d
    FULL JOIN (SELECT sku, week, sum(units) AS units FROM forecasting.mix GROUP BY 1, 2) m USING (sku, week)
    WHERE d.units IS DISTINCT FROM m.units
    UNION ALL
    SELECT 'what outlets took by day is what they took of each SKU', format('%s to %s in %s', channel, region, currency)
    FROM (SELECT channel, region, currency, sum(units) AS units, sum(value_minor) AS value FROM forecasting.mix GROUP BY 1, 2, 3) m
    FULL JOIN (SELECT channel, region, currency, sum(units) AS units, sum(value_minor) AS value
               FROM forecasting.outlet_revenue GROUP BY 1, 2, 3) r USING (channel, region, currency)
    WHERE (m.units, m.value) IS DISTINCT FROM (r.units, r.value)
    UNION ALL
    SELECT 'the plan in force is the last that was released', name
    FROM forecasting.plan
    WHERE (state = 4) <> (released_nth = (SELECT max(released_nth) FROM forecasting.plan) AND released_nth > 0)
        OR (state IN (4, 5)) <> (released_nth > 0) OR (state BETWEEN 2 AND 5) AND NOT ready
    UNION ALL
    SELECT 'keys of a plan share what is expected of their SKU', format('%s of plan %s', s.sku, p.name)
    FROM forecasting.plan_sku s JOIN forecasting.plan p USING (plan_id)
    WHERE (abs((SELECT sum(share) FROM unnest(s.shares) AS u (share)) - 1) > 1e-9
           AND NOT EXISTS (SELECT FROM forecasting.plan_assumption a WHERE a.plan_id = p.plan_id AND a.kind = 2))
        OR cardinality(s.path) <> p.weeks OR cardinality(s.channels) <> cardinality(s.shares)
        OR cardinality(s.fence) <> cardinality(s.shares) * p.fence_weeks OR 0 > ANY (s.shares)
    UNION ALL
    SELECT 'supply of a plan is reviewed when demand is agreed, and never above it', format('%s of plan %s', s.sku, p.name)
    FROM forecasting.plan_sku s JOIN forecasting.plan p USING (plan_id)
    WHERE p.state < 6 AND cardinality(s.reach) <> CASE WHEN p.state = 1 THEN 0 ELSE p.weeks END
        OR 0 > ANY (s.reach) OR 1.000001 < ANY (s.reach)
    UNION ALL
    SELECT 'every change of a plan was said once', p.name
    FROM forecasting.plan p
    LEFT JOIN (SELECT plan_id, count(*) AS changes FROM forecasting.plan_history GROUP BY plan_id) h USING (plan_id)
    LEFT JOIN (SELECT key, count(*) AS said FROM forecasting.event WHERE type = 'crossdock.forecasting.v1.PlanChanged'
               GROUP BY key) e ON e.key = p.name
    WHERE h.changes IS DISTINCT FROM e.said
    UNION ALL
    -- feeds
    SELECT 'feeds have no gap', format('%s: %s events, %s .. %s', name, events, low, head)
    FROM feeds WHERE events <> head - low + 1 OR coalesce(last, head) <> head
    UNION ALL
    SELECT 'nobody has heard what was not said', format('%s of %s', consumer, source)
    FROM cursors c JOIN feeds f ON f.name = c.source WHERE c.position > f.head
    UNION ALL
    SELECT 'everybody has heard everything', format('%s: %s of %s of %s', consumer, position, head, source)
    FROM cursors c JOIN feeds f ON f.name = c.source WHERE c.position < f.head
    UNION ALL
    SELECT 'nothing is set aside', format('%s: %s %s: %s', service, source, position, reason)
    FROM letters),

-- What was counted, for rules that hold.
counted (rule, what) AS (
    SELECT 'accepted = fulfilled + cancelled + backordered + open',
           format('%s = %s + %s + %s + %s', (SELECT count(*) FROM orders.orders), fulfilled, cancelled, backordered, open)
           || CASE WHEN fulfilled + cancelled + backordered + open = (SELECT count(*) FROM orders.orders)
                   THEN '' ELSE ' NO' END
    FROM (SELECT count(*) FILTER (WHERE state = 4) AS fulfilled, count(*) FILTER (WHERE state = 5) AS cancelled,
                 count(*) FILTER (WHERE state = 1) AS backordered, count(*) FILTER (WHERE state IN (2, 3)) AS open
          FROM inventory.reservation) r
    UNION ALL SELECT 'every movement balances', count(*) || ' movements' FROM check_movement
    UNION ALL SELECT 'feeds have no gap', sum(events) || ' events' FROM feeds
    UNION ALL SELECT 'every fulfillment order was said once', count(*) || ' fulfillment orders' FROM routing.fulfillment_order
    UNION ALL SELECT 'every shipment was said once', count(*) || ' shipments' FROM routing.fulfillment_order WHERE status IN (6, 9)
    UNION ALL SELECT 'nothing is oversold', coalesce(sum(reserved), 0) || ' units promised' FROM inventory.reserved_now),

rules (number, rule) AS (
    SELECT u.number, u.rule FROM unnest(ARRAY[
        'accepted = fulfilled + cancelled + backordered + open',
        'every accepted order was said once',
        'every accepted order has one reservation',
        'order and inventory agree on what was ordered',
        'ordered - cancelled = backordered + reserved + allocated + shipped',
        'the order knows what inventory promised',
        'every promise was said once',
        'what is promised is planned once, or parked',
        'allocated and shipped of each line are those of its fulfillment orders',
        'what was delivered had shipped, and everybody knows',
        'what customers collect is where it is said to be',
        'what nobody collected was asked back, or came back',
        'every delivery was said once',
        'everybody knows how the customer wants it',
        'every fulfillment order was said once',
        'a fulfillment order is on one pick list of its location',
        'every shipment was said once',
        'every recall was answered once',
        'an order is closed once, when nothing is left of it',
        'a hold is open on an open order, and not beyond its time',
        'inventory knows which orders are on hold',
        'what is on hold is not routed',
        'every change of an order was said once, and answered',
        'every movement balances',
        'every movement names the one before it',
        'every pile is the sum of its movements',
        'a change of state adds up to nothing',
        'what is in a lot has one that came in',
        'every line of a document adds up',
        'what an ASN carries is carried of its order',
        'what documents received is in the ledger',
        'what is in transit left and did not arrive',
        'what a count found different is in the ledger',
        'a balance is in one open count at most',
        'a return adds up',
        'what came back is on hold until it was inspected',
        'every balance is the sum of its movements',
        'no command or event moved stock twice',
        'movement ids have no gap',
        'what left the ledger is what was shipped',
        'nothing is oversold',
        'a loss is taken from the promises, but for what is on its way',
        'what carts hold is promised to nobody',
        'what is promised and not on hold is routed',
        'no change waits for an answer',
        'no location has to ship more than it has',
        'routing sees the stock that inventory has',
        'routing sees the lots that inventory has',
        'a closed location has nothing to pick',
        'what is picked, missing and open is what was planned',
        'nothing leaves in place of what the customer wants',
        'parcels hold what was picked',
        'no number of a parcel comes again',
        'what the customer has was said once, and what went wrong',
        'days of a plan follow each other, by a policy there was',
        'every switch of policies was said once, and to one that there is',
        'only policies that were active have planned anything',
        'a shadow keeps its hundred largest differences of those it counted',
        'no day costs less than its bound',
        'orders that were moved too often wait for people',
        'what was planned before comes again at most once',
        'every alert was raised once and ended once',
        'alerts are of places that there are',
        'every approval was said once',
        'what was approved is ordered once, as approved',
        'what a proposal received came against its document, and no more than was approved',
        'forecasting awaits what inventory''s documents let expect',
        'forecasting knows what customers wait for',
        'inventory holds back what planning said',
        'forecasting sees the stock that is fit for sale',
        'demand is what was ordered',
        'the mix is demand, by channel and region',
        'what outlets took by day is what they took of each SKU',
        'the plan in force is the last that was released',
        'keys of a plan share what is expected of their SKU',
        'supply of a plan is reviewed when demand is agreed, and never above it',
        'every change of a plan was said once',
        'feeds have no gap',
        'nobody has heard what was not said',
        'everybody has heard everything',
        'nothing is set aside']) WITH ORDINALITY AS u (rule, number))

SELECT r.rule,
       coalesce(b.times, 0) = 0 AND coalesce(c.what, '') NOT LIKE '% NO' AS ok,
       CASE WHEN b.times > 0 THEN b.times || ' times, first: ' || b.first ELSE coalesce(c.what, '') END AS detail
FROM (SELECT rule, number FROM rules
      UNION ALL SELECT DISTINCT rule, 1000 FROM broken WHERE rule NOT IN (SELECT rule FROM rules)) AS r (rule, number)
LEFT JOIN (SELECT rule, count(*) AS times, min(what) AS first FROM broken GROUP BY rule) b USING (rule)
LEFT JOIN counted c USING (rule)
ORDER BY number;
ROLLBACK;
