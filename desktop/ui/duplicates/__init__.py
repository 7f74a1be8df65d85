"""People who may be there twice: looked through side by side, and decided."""
