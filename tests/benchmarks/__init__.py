"""What `tests/bench.py` measures, by theme."""
