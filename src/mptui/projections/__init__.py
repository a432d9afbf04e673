"""What is said of a run: pure functions that turn the model's facts into words, bars, tables and the report."""
