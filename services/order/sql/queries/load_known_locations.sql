SELECT code FROM known_location
