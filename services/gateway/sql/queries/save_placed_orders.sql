-- Orders of which another feed told first.
UPDATE orders AS o SET
    placed_at = u.placed_at, channel = u.channel, lines = u.lines, external_id = u.external_id, country = u.country,
    city = u.city, postal_code = u.postal_code, currency = u.currency, value_minor = u.value_minor
FROM (SELECT unnest($1::int8[]) AS order_id, unnest($2::int8[]) AS placed_at, unnest($3::text[]) AS channel,
             unnest($4::int4[]) AS lines, unnest($5::text[]) AS external_id, unnest($6::text[]) AS country,
             unnest($7::text[]) AS city, unnest($8::text[]) AS postal_code, unnest($9::text[]) AS currency,
             unnest($10::int8[]) AS value_minor) AS u
WHERE o.order_id = u.order_id
