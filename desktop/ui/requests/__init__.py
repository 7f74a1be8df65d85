"""Requests for help, from the call to the closing."""
