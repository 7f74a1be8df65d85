"""Restricted records opened for half an hour with a reason: asking, the banner, and the lead's list."""
