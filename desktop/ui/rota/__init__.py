"""The rota: who is on which shift this week, and who could fill what is missing."""
