INSERT INTO known_item (sku) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING
