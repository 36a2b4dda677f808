SELECT l.code, p.closed, p.latitude_deg, p.longitude_deg FROM location_facts p JOIN location l USING (location_id)
