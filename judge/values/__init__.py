"""Exact values and what is known of them: three truths, rationals with units, dates, sets and intervals."""
