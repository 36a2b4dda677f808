SELECT kind, number, state, partner, purchase_order, location, origin, currency, reason, discrepancy,
       due_at, created_at, content, lines::int8[], skus, ssccs, lots, expires_on::int8[],
       states::int8[], due_us, unit_costs, expected, announced, shipped, received, damaged,
       surplus, missing
FROM document
JOIN (SELECT unnest($1::int4[]) AS kind, unnest($2::text[]) AS number) AS wanted USING (kind, number)
