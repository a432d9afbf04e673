"""The lessons: one folder each, a plain program with a note beside it."""
