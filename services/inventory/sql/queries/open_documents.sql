-- OPEN, SHIPPED, PARTLY_RECEIVED: something is awaited.
SELECT kind, number, state, partner, purchase_order, location, origin, currency, reason, discrepancy,
       due_at, created_at, content, lines::int8[], skus, ssccs, lots, expires_on::int8[],
       states::int8[], due_us, unit_costs, expected, announced, shipped, received, damaged,
       surplus, missing
FROM document
WHERE state IN (2, 3, 4)
ORDER BY created_at, kind, number
