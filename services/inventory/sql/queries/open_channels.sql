SELECT code, priority, buffer, cap, skus, buffers, caps FROM channel
