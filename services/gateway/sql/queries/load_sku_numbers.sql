-- Numbers compare as bytes, items by the database's collation: the index of item serves that one only.
SELECT s.sku, s.number, coalesce(i.unit_cost_minor, 0)::int8
FROM sku_number AS s LEFT JOIN item AS i ON i.sku = s.sku COLLATE "default"
