"""The knobs of a run, as the keys turn them."""
