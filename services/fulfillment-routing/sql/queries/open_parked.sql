SELECT parked_id, order_id, reason, coalesce(parent, 0), country, region, city, postal_code, placed_at,
       lines::int8[], skus, quantities, together::int8[]
FROM parked WHERE state = 1 ORDER BY parked_id
