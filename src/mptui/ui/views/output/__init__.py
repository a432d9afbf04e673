"""What was written: the shared console, one worker's own output, and a line of it taken apart."""
