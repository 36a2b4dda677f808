INSERT INTO plan_sku (plan_id, place, sku, category, unit_cost_minor, channels, regions, shares, naive,
                      from_weeks, end_weeks, fence, path, reach)
SELECT plan_id, place, sku, category, unit_cost_minor, channels::text[], regions::text[],
       shares::float8[], naive::float8[], from_weeks::int4[], end_weeks::int4[], fence::float8[],
       path::float8[], '{}'
FROM unnest($1::int8[], $2::int4[], $3::text[], $4::text[], $5::int8[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[])
    AS u (plan_id, place, sku, category, unit_cost_minor, channels, regions, shares, naive,
          from_weeks, end_weeks, fence, path)
