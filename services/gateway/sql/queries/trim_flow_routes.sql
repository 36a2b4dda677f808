-- Each row has one plan at least.
DELETE FROM flow_route WHERE route_id <= (SELECT max(route_id) FROM flow_route) - $1::int8
