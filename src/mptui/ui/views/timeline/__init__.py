"""What everybody did when: a row a worker, a cell a slice of time."""
