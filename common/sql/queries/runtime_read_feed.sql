SELECT epoch, head, turn FROM feed
