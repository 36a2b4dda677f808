SELECT l.code, p.closed, p.latitude_deg, p.longitude_deg FROM place p JOIN location l USING (location_id)
