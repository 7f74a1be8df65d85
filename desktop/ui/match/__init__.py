"""Finding a volunteer for one task, and for many at once."""
