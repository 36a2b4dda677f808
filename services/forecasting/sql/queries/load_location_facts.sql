SELECT l.code, p.closed, p.latitude_deg, p.longitude_deg, p.country
FROM location_facts p JOIN location l USING (location_id)
