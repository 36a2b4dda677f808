UPDATE plan_sku SET reach = u.reach::float8[]
FROM unnest($1::int8[], $2::int4[], $3::text[]) AS u (plan_id, place, reach)
WHERE plan_sku.plan_id = u.plan_id AND plan_sku.place = u.place
