"""Tells a rule in plain sentences, as a decision and as a drawing."""
