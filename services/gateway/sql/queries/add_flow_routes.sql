INSERT INTO flow_route (route_id, order_ids, at, locations, distances_m, units, latitudes_deg, longitudes_deg)
SELECT coalesce((SELECT max(route_id) FROM flow_route), 0) + 1, $1::int8[], $2::int8[], $3::text[], $4::int8[],
       $5::int8[], $6::float8[], $7::float8[]
