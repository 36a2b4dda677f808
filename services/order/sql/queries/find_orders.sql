-- Which of these (channel, external id) are taken; asked is the place in the question, from 1.
SELECT asked.place::int8, o.order_id, o.content_hash
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (channel, external_id, place)
JOIN orders o ON o.channel = asked.channel AND o.external_id = asked.external_id
