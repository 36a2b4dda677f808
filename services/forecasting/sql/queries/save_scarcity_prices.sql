INSERT INTO scarcity_price (sku, location, price_nano, currency, by_hand, said_at)
SELECT DISTINCT ON (sku, location) sku, location, price_nano, currency, by_hand, $6::timestamptz
FROM unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::bool[])
     WITH ORDINALITY AS s(sku, location, price_nano, currency, by_hand, nth)
ORDER BY sku, location, nth DESC
ON CONFLICT (sku, location) DO UPDATE
SET price_nano = excluded.price_nano, currency = excluded.currency, by_hand = excluded.by_hand,
    said_at = excluded.said_at
