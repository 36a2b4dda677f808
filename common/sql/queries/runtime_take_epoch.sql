UPDATE feed SET epoch = epoch + 1 RETURNING epoch, head, low, log_id, turn
