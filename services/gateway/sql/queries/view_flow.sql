-- FlowView without feeds and services, of which the front knows. Numbers are kinds of core/tallies.h.
WITH moment AS (
    SELECT (extract(epoch FROM now()) * 1000000)::int8 AS now_us
), minutes AS (
    SELECT json_agg(json_build_object('atUs', (m.minute * 60000000)::text, 'placed', coalesce(f.placed, 0),
        'planned', coalesce(f.planned, 0), 'released', coalesce(f.released, 0), 'shipped', coalesce(f.shipped, 0),
        'delivered', coalesce(f.delivered, 0), 'cancelled', coalesce(f.cancelled, 0)) ORDER BY m.minute) AS list
    FROM moment, generate_series(now_us / 60000000 - 59, now_us / 60000000) AS m (minute)
    LEFT JOIN flow_minute AS f USING (minute)
), gauge AS (
    SELECT kind, sum(value) AS value FROM tally WHERE day = 0 AND kind BETWEEN 1 AND 8 GROUP BY kind
), backlog AS (
    SELECT json_build_object(
        'unreserved', coalesce(sum(value) FILTER (WHERE kind = 1), 0), 'unrouted', coalesce(sum(value) FILTER (WHERE kind = 2), 0),
        'held', coalesce(sum(value) FILTER (WHERE kind = 3), 0), 'backordered', coalesce(sum(value) FILTER (WHERE kind = 4), 0),
        'parked', coalesce(sum(value) FILTER (WHERE kind = 5), 0), 'toPick', coalesce(sum(value) FILTER (WHERE kind = 7), 0),
        'toShip', coalesce(sum(value) FILTER (WHERE kind = 8), 0),
        'overdue', (SELECT coalesce(sum(t.value), 0) FROM tally AS t, moment
                    WHERE t.kind = 9 AND t.day < now_us / 60000000)) AS list
    FROM gauge
), plan AS (
    SELECT u.* FROM (SELECT * FROM flow_route ORDER BY route_id DESC LIMIT 200) AS r
    CROSS JOIN LATERAL unnest(r.order_ids, r.at, r.locations, r.distances_m, r.units, r.latitudes_deg, r.longitudes_deg)
         AS u (order_id, at, location, distance_m, units, latitude_deg, longitude_deg)
    ORDER BY u.at DESC, u.order_id DESC LIMIT 200
), routes AS (
    SELECT json_agg(json_build_object('orderId', p.order_id::text, 'atUs', p.at::text, 'location', p.location,
        'distanceKm', p.distance_m / 1000.0, 'country', coalesce(o.country, ''), 'city', coalesce(o.city, ''),
        'postalCode', coalesce(o.postal_code, ''), 'latitudeDeg', p.latitude_deg, 'longitudeDeg', p.longitude_deg,
        'units', p.units) ORDER BY p.at DESC, p.order_id DESC) AS list
    FROM plan AS p LEFT JOIN orders AS o USING (order_id)
)
SELECT json_build_object('nowUs', now_us::text, 'minutes', minutes.list, 'backlog', backlog.list,
                         'routes', coalesce(routes.list, '[]'))::text
FROM moment, minutes, backlog, routes
