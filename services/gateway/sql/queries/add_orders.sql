-- Orders that no feed has told of before.
INSERT INTO orders (order_id, changed_at, status, progress, holds, reroutes, units, has_trouble, locations, timelines,
                    fold, is_open, placed_at, channel, lines, external_id, country, city, postal_code, currency, value_minor)
SELECT u.order_id, u.changed_at, u.status, u.progress, u.holds, u.reroutes, u.units, u.has_trouble,
       u.locations::text[], CASE WHEN u.timeline = 0 THEN '{}' ELSE ARRAY[u.timeline] END,
       u.fold, u.is_open, u.placed_at, u.channel, u.lines, u.external_id, u.country, u.city, u.postal_code, u.currency, u.value_minor
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::int8[]) AS changed_at, unnest($3::int4[]) AS status,
             unnest($4::int4[]) AS progress, unnest($5::int4[]) AS holds, unnest($6::int4[]) AS reroutes,
             unnest($7::int8[]) AS units, unnest($8::bool[]) AS has_trouble, unnest($9::text[]) AS locations,
             unnest($10::int8[]) AS timeline, unnest($11::bytea[]) AS fold, unnest($12::bool[]) AS is_open, unnest($13::int8[]) AS placed_at,
             unnest($14::text[]) AS channel, unnest($15::int4[]) AS lines, unnest($16::text[]) AS external_id,
             unnest($17::text[]) AS country, unnest($18::text[]) AS city, unnest($19::text[]) AS postal_code,
             unnest($20::text[]) AS currency, unnest($21::int8[]) AS value_minor) AS u
