"""What stands in for the standard library's own: one file for each kind of primitive, and what they share."""
