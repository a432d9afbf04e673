"""What the keys do, and the situations in which they do it."""
