"""The views that take the wall's place: source, timeline and graph."""
