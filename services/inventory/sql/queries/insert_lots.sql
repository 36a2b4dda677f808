INSERT INTO lot (sku, code, expires_on)
SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::int4[])
