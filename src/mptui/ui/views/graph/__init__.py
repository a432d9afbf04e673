"""Who waits for what, held by whom."""
