-- The orders of these e-mail addresses, at most a thousand each; asked is the place in the question, from 1.
SELECT asked.place::int8, found.order_id
FROM unnest($1::text[]) WITH ORDINALITY AS asked (email, place)
CROSS JOIN LATERAL (
    SELECT r.order_id FROM recipient r
    WHERE lower(r.email) = lower(asked.email) AND r.email <> ''
    LIMIT 1000) AS found
ORDER BY 1, 2
