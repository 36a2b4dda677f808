INSERT INTO low_stock (sku, since)
SELECT unnest($1::text[]), $2::timestamptz
ON CONFLICT (sku) DO NOTHING
