"""Proves things about formulas, and tells the smallest concrete case where a proof fails."""
