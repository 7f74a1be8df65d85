"""Volunteers: who they are, when they are free, and what has been seen about them."""
