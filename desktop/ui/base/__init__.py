"""Parts every page shares; no feature is named here."""
