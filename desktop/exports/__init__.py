"""Documents and files that leave the hub."""
