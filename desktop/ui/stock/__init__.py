"""Stock: items, what to use first, parcels, recipes, places and every movement."""
