"""Help: what each screen is for, the keys, and the quick guide."""
