"""The terminal below Textual: whether it is busy or gone, the beat of the frames, the colours that it can show."""
