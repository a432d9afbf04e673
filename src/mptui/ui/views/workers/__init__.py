"""The workers side by side: as panes while they fit, then as tiles, then as cells."""
