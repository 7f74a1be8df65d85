"""The palette: find or do anything."""
