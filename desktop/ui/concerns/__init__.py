"""Concerns: raised by anybody, read by the safeguarding leads alone."""
