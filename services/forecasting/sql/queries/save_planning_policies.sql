-- The last word on a scope in a turn counts: its policy is written, or removed.
WITH last AS (
    SELECT DISTINCT ON (sku, class, category, location) *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::float8[], $7::int4[],
                $8::int8[], $9::float8[], $10::int4[], $11::float8[], $12::int8[], $13::int8[],
                $14::int4[], $15::bool[], $16::int8[], $17::int4[]) WITH ORDINALITY
        AS u (sku, class, category, location, removed, service_level, review_days, order_cost_minor,
              holding_rate, rule, hold_back, auto_value_minor, auto_units, auto_cover_days,
              auto_transfers, transfer_cost_minor, transfer_days, n)
    ORDER BY sku, class, category, location, n DESC
), gone AS (
    DELETE FROM planning_policy p USING last
    WHERE last.removed AND p.sku = last.sku AND p.class = last.class AND p.category = last.category
      AND p.location = last.location
)
INSERT INTO planning_policy (sku, class, category, location, service_level, review_days,
                             order_cost_minor, holding_rate, rule, hold_back, auto_value_minor,
                             auto_units, auto_cover_days, auto_transfers, transfer_cost_minor,
                             transfer_days)
SELECT sku, class, category, location, service_level, review_days, order_cost_minor, holding_rate,
       rule, hold_back, auto_value_minor, auto_units, auto_cover_days, auto_transfers,
       transfer_cost_minor, transfer_days
FROM last WHERE NOT removed
ON CONFLICT (sku, class, category, location) DO UPDATE
SET service_level = excluded.service_level, review_days = excluded.review_days,
    order_cost_minor = excluded.order_cost_minor, holding_rate = excluded.holding_rate,
    rule = excluded.rule, hold_back = excluded.hold_back,
    auto_value_minor = excluded.auto_value_minor, auto_units = excluded.auto_units,
    auto_cover_days = excluded.auto_cover_days, auto_transfers = excluded.auto_transfers,
    transfer_cost_minor = excluded.transfer_cost_minor, transfer_days = excluded.transfer_days
