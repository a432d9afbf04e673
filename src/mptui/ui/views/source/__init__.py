"""The program's source, with the workers at the lines where they are."""
