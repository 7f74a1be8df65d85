"""Money: funds, claims, shopping money, recharges, grants, the bank and the ledger."""
