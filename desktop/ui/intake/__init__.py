"""A call being taken."""
