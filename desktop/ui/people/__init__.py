"""People and the households they live in."""
