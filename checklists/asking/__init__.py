"""Guided checklists: which questions there are, and which to ask next."""
