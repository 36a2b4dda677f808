SELECT movement_id FROM audit
