SELECT code, cancel_unfilled_days FROM known_channel
