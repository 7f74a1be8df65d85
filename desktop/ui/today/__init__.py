"""What there is to do today, and the note from the last shift."""
