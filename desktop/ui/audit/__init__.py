"""Audit: who did, looked at and shared what, and whether the log is as it was written."""
