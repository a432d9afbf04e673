"""The views that can stand in the middle of the screen: each has its widgets, painters and commands in one package."""
