"""Findings about rules that are right but suspicious, and their waivers."""
