-- SkuView.
WITH stock AS (
    SELECT * FROM stock_of(ARRAY[$1::text])
), here AS (
    SELECT location, on_hand, unavailable, allocated FROM stock WHERE location <> ''
), network AS (
    SELECT coalesce(sum(promised), 0) AS promised FROM stock
), coming AS (
    SELECT d.location, sum(u.units) AS units
    FROM inbound AS d, unnest(d.skus, d.units) AS u (sku, units)
    WHERE d.is_open AND d.skus @> ARRAY[$1::text] AND u.sku = $1::text GROUP BY d.location
), places AS (
    SELECT location FROM here UNION SELECT location FROM coming
    UNION SELECT location FROM stock_level WHERE sku = $1::text
)
SELECT json_build_object(
    'summary', json_build_object(
        'sku', i.sku, 'name', i.name, 'category', i.category,
        'onHand', (SELECT coalesce(sum(on_hand), 0) FROM here), 'reserved', n.promised,
        'available', greatest((SELECT coalesce(sum(on_hand - unavailable), 0) FROM here) - n.promised, 0),
        'backordered', i.backordered, 'inbound', (SELECT coalesce(sum(units), 0) FROM coming), 'low', i.is_low,
        'abc', i.abc, 'xyz', i.xyz, 'meanPerDay', i.mean_per_day),
    'locations', coalesce((SELECT json_agg(json_build_object(
        'location', p.location, 'onHand', coalesce(h.on_hand, 0), 'unavailable', coalesce(h.unavailable, 0),
        'allocated', coalesce(h.allocated, 0), 'inbound', coalesce(c.units, 0),
        'safetyStock', coalesce(l.safety_stock, 0), 'reorderPoint', coalesce(l.reorder_point, 0),
        'orderUpTo', coalesce(l.order_up_to, 0), 'bin', coalesce(b.bin, '')) ORDER BY p.location)
        FROM places AS p LEFT JOIN here AS h USING (location) LEFT JOIN coming AS c USING (location)
             LEFT JOIN stock_level AS l ON l.sku = $1::text AND l.location = p.location
             LEFT JOIN bin AS b ON b.sku = $1::text AND b.location = p.location), '[]'),
    'gtin', i.gtin, 'supplier', i.supplier, 'unitCostMinor', i.unit_cost_minor::text, 'currency', i.currency,
    'leadTimeDays', i.lead_time_days)::text
FROM item AS i, network AS n
WHERE i.sku = $1::text AND i.name IS NOT NULL
