SELECT location, body FROM profile ORDER BY location
