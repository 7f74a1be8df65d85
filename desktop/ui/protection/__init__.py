"""Data protection: registers, logs, erasing and the copy of somebody's own data."""
