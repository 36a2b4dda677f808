-- SkusPage. q: the beginning of a SKU or a name, in any case; class: A, X, AX ...; cursor: SKUs after it.
WITH page AS (
    SELECT *, row_number() OVER (ORDER BY sku) AS at
    FROM (SELECT * FROM item
          WHERE name IS NOT NULL
            AND ($1::text = '' OR lower(sku) LIKE lower(regexp_replace($1, '([\\%_])', '\\\1', 'g')) || '%'
                 OR lower(name) LIKE lower(regexp_replace($1, '([\\%_])', '\\\1', 'g')) || '%')
            AND ($2::text = '' OR category = $2)
            AND ($3::text IN ('', 'false', '0') OR is_low)
            AND ($4::text = '' OR abc || xyz = upper($4) OR abc = upper($4) OR xyz = upper($4))
            AND ($6::text = '' OR sku > $6)
          ORDER BY sku
          LIMIT least(greatest(coalesce(nullif($5::text, '')::int, 50), 1), 200) + 1) AS first_ones
), shown AS (
    SELECT * FROM page WHERE at <= least(greatest(coalesce(nullif($5::text, '')::int, 50), 1), 200)
), stock_of AS (
    SELECT sku, sum(on_hand) AS on_hand, sum(unavailable) AS unavailable, sum(promised) AS promised
    FROM stock_of(ARRAY(SELECT sku FROM shown)) GROUP BY sku
), inbound_of AS (
    SELECT u.sku, sum(u.units) AS units
    FROM inbound AS d, unnest(d.skus, d.units) AS u (sku, units)
    WHERE d.is_open AND d.skus && ARRAY(SELECT sku FROM shown) GROUP BY u.sku
)
SELECT json_build_object(
    'skus', coalesce((SELECT json_agg(json_build_object(
        'sku', i.sku, 'name', i.name, 'category', i.category, 'onHand', coalesce(s.on_hand, 0),
        'reserved', coalesce(s.promised, 0),
        'available', greatest(coalesce(s.on_hand - s.unavailable - s.promised, 0), 0),
        'backordered', i.backordered, 'inbound', coalesce(n.units, 0), 'low', i.is_low, 'abc', i.abc, 'xyz', i.xyz,
        'meanPerDay', i.mean_per_day) ORDER BY i.at)
        FROM shown AS i LEFT JOIN stock_of AS s USING (sku) LEFT JOIN inbound_of AS n USING (sku)), '[]'),
    'next', CASE WHEN (SELECT count(*) FROM page) > (SELECT count(*) FROM shown)
                 THEN (SELECT sku FROM shown ORDER BY at DESC LIMIT 1) ELSE '' END)::text
