"""What the hub lends, on screen."""
