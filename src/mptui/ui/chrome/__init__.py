"""What stands around the views: the status line, the hint line and the search line."""
