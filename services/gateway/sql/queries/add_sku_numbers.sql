INSERT INTO sku_number (sku, number) SELECT * FROM unnest($1::text[], $2::int8[])
