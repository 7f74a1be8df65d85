"""Before a hub is open: unlock one, make one, put one back."""
