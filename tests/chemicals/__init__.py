"""Chemicals and what units hold of them: tables, lookup, sums and levels of GB 18218, inventories from tables."""
