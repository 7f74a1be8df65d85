"""Coverage: who offers what, where, and what is missing."""
