INSERT INTO scarcity_price (sku, location, price_nano, currency)
SELECT DISTINCT ON (sku, location) sku, location, price_nano, currency
FROM unnest($1::text[], $2::text[], $3::int8[], $4::text[])
     WITH ORDINALITY AS s(sku, location, price_nano, currency, nth)
ORDER BY sku, location, nth DESC
ON CONFLICT (sku, location) DO UPDATE
SET price_nano = excluded.price_nano, currency = excluded.currency
