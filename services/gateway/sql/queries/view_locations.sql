-- LocationsView; today is the day in UTC. Numbers are kinds of core/tallies.h.
WITH counted AS (
    SELECT location, kind, sum(value) AS value FROM tally
    WHERE (day = 0 AND kind IN (6, 7, 8, 10))
       OR (day = extract(epoch FROM now())::int8 / 86400 AND kind IN (20, 21, 22, 28, 29))
    GROUP BY location, kind
), load AS (
    SELECT location, sum(value) FILTER (WHERE kind = 6) AS open, sum(value) FILTER (WHERE kind = 7) AS to_pick,
           sum(value) FILTER (WHERE kind = 8) AS packed, sum(value) FILTER (WHERE kind = 20) AS planned,
           sum(value) FILTER (WHERE kind = 21) AS units, sum(value) FILTER (WHERE kind = 22) AS shipped,
           sum(value) FILTER (WHERE kind = 28) AS shorts, sum(value) FILTER (WHERE kind = 29) AS rejects,
           sum(value) FILTER (WHERE kind = 10) AS on_hand
    FROM counted GROUP BY location
)
SELECT json_build_object('locations', coalesce(json_agg(json_build_object(
    'code', l.code, 'name', l.name, 'country', l.country, 'city', l.city, 'latitudeDeg', l.latitude_deg,
    'longitudeDeg', l.longitude_deg, 'timeZone', l.time_zone, 'closed', l.closed,
    'plannedToday', coalesce(d.planned, 0), 'unitsToday', coalesce(d.units, 0), 'capacityOrders', l.capacity_orders,
    'capacityUnits', l.capacity_units, 'open', coalesce(d.open, 0), 'toPick', coalesce(d.to_pick, 0),
    'packed', coalesce(d.packed, 0), 'shippedToday', coalesce(d.shipped, 0), 'shortsToday', coalesce(d.shorts, 0),
    'rejectsToday', coalesce(d.rejects, 0), 'cutOffMinute', l.cut_off_minute,
    'onHand', coalesce(d.on_hand, 0)) ORDER BY l.code), '[]'))::text
FROM location AS l LEFT JOIN load AS d ON d.location = l.code
WHERE l.name IS NOT NULL
