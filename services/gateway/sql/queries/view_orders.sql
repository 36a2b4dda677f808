-- OrdersPage. q: an order id, a SKU, or the beginning of an external id in any case. The total, up to 1,000, is found
-- with the first page; cursor: order ids below it, and that total.
WITH fitting AS NOT MATERIALIZED (
    SELECT * FROM orders
    WHERE placed_at > 0
      AND ($2::text = '' OR channel = $2)
      AND ($3::text = '' OR status = array_position('{ACCEPTED,CANCEL_PENDING,CANCELLED,CLOSED}'::text[], upper($3)))
      AND ($4::text = '' OR progress = array_position('{UNFULFILLED,BACKORDERED,PARTLY_BACKORDERED,RESERVED,PARTLY_ROUTED,ROUTED,IN_PROGRESS,PARTLY_SHIPPED,SHIPPED,PARTLY_DELIVERED,DELIVERED,CANCELLED}'::text[], upper($4)) - 1)
      AND ($4::text NOT IN ('BACKORDERED', 'PARTLY_BACKORDERED') OR has_trouble)
      AND (upper($4::text) IN ('', 'SHIPPED', 'PARTLY_DELIVERED', 'DELIVERED', 'CANCELLED') OR is_open)
      AND ($5::text = '' OR country = upper($5))
      AND ($6::text = '' OR $6 = ANY (locations))
      AND ($7::text = '' OR (has_trouble AND CASE WHEN lower($7) IN ('true', '1', 'any') THEN holds <> 0
               ELSE holds & (1 << coalesce(array_position('{AWAITING_PAYMENT,FRAUD_REVIEW,BAD_ADDRESS,CREDIT,EXPORT,OPS,OTHER}'::text[],
                    regexp_replace(upper($7), '^HOLD_', '')), 31)) <> 0 END))
      AND ($8::text IN ('', 'false', '0') OR (has_trouble AND parked <> ''))
      AND ($9::text = '' OR placed_at >= $9::int8)
      AND ($10::text = '' OR placed_at < $10::int8)
      AND ($6::text = '' OR EXISTS (SELECT FROM location_number WHERE location = $6))
      AND ($12::text = '' OR order_id < split_part($12, '.', 1)::int8)
), sku AS MATERIALIZED (
    SELECT number::int4 AS number FROM sku_number WHERE $1::text <> '' AND sku IN ($1, upper($1))
    ORDER BY sku = $1 DESC LIMIT 1
), holding AS MATERIALIZED (
    SELECT DISTINCT k.order_ids[place] AS order_id
    FROM order_sku AS k CROSS JOIN LATERAL unnest(array_positions(k.sku_numbers, (SELECT number FROM sku))) AS place
    WHERE EXISTS (SELECT FROM sku) AND (SELECT number FROM sku) = ANY (k.sku_numbers)
), found AS MATERIALIZED ( -- of a time that ended more, or the newest orders would be looked through for so few
    SELECT DISTINCT order_id
    FROM ((SELECT order_id FROM fitting WHERE $1::text = ''
           ORDER BY order_id DESC LIMIT CASE WHEN $12::text <> '' THEN least(greatest(coalesce(nullif($11::text, '')::int, 50), 1), 200) + 1 WHEN $10::text <> '' THEN 10000 ELSE 1000 END)
          UNION ALL
          (SELECT order_id FROM fitting
           WHERE $1::text <> ''
             AND (lower(external_id COLLATE "C") LIKE lower(regexp_replace($1, '([\\%_])', '\\\1', 'g') COLLATE "C") || '%'
                  OR order_id = CASE WHEN $1 ~ '^[0-9]{1,18}$' THEN $1::int8 ELSE 0 END)
           ORDER BY order_id DESC LIMIT 1000)
          UNION ALL
          (SELECT h.order_id FROM (SELECT order_id FROM holding ORDER BY order_id DESC) AS h
           CROSS JOIN LATERAL (SELECT FROM fitting AS o WHERE o.order_id = h.order_id OFFSET 0) AS o
           LIMIT 1000)) AS each_way
    ORDER BY order_id DESC LIMIT 1000
), shown AS (
    SELECT o.* FROM (SELECT order_id FROM found ORDER BY order_id DESC LIMIT least(greatest(coalesce(nullif($11::text, '')::int, 50), 1), 200)) AS f
    JOIN orders AS o USING (order_id)
), counted AS (
    SELECT count(*) AS found, coalesce(nullif(split_part($12::text, '.', 2), '')::int8, count(*)) AS total FROM found
)
SELECT json_build_object(
    'orders', coalesce((SELECT json_agg(json_build_object(
        'orderId', order_id::text, 'channel', channel, 'externalId', external_id,
        'status', ('{ACCEPTED,CANCEL_PENDING,CANCELLED,CLOSED}'::text[])[status],
        'progress', ('{UNFULFILLED,BACKORDERED,PARTLY_BACKORDERED,RESERVED,PARTLY_ROUTED,ROUTED,IN_PROGRESS,PARTLY_SHIPPED,SHIPPED,PARTLY_DELIVERED,DELIVERED,CANCELLED}'::text[])[progress + 1],
        'placedAtUs', placed_at::text, 'changedAtUs', changed_at::text,
        'country', country, 'city', city, 'postalCode', postal_code, 'lines', lines, 'units', units,
        'valueMinor', value_minor::text, 'currency', currency, 'locations', to_json(locations),
        'holds', (SELECT coalesce(json_agg(h.name ORDER BY h.bit), '[]')
                  FROM unnest('{AWAITING_PAYMENT,FRAUD_REVIEW,BAD_ADDRESS,CREDIT,EXPORT,OPS,OTHER}'::text[])
                       WITH ORDINALITY AS h (name, bit) WHERE holds & (1 << h.bit::int) <> 0),
        'parked', CASE WHEN has_trouble THEN parked ELSE '' END, 'reroutes', reroutes) ORDER BY order_id DESC) FROM shown), '[]'),
    'next', CASE WHEN found > (SELECT count(*) FROM shown) THEN (SELECT min(order_id) FROM shown) || '.' || total ELSE '' END,
    'total', total)::text
FROM counted
