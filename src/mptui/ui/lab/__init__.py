"""What the screen shows of a lesson: its note, its question, its experiments and its knobs."""
