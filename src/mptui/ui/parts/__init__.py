"""What all parts of the screen are made of: painting, keys, and what they may ask of the screen."""
