-- Names of people are kept apart from now on, if at all.
UPDATE order_request r
SET outcome = answered.outcome, answered_at = answered.at, name = NULL, street = NULL, phone = NULL, email = NULL
FROM unnest($1::int8[], $2::int4[], $3::int4[], $4::timestamptz[]) AS answered (order_id, request, outcome, at)
WHERE r.order_id = answered.order_id AND r.request = answered.request
