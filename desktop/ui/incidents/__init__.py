"""Incidents: opened and closed, who came to relief centres, and who was called out."""
