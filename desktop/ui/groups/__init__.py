"""Street groups: the weekly worklist and what they raise."""
