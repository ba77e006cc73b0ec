"""Conditions: how they are written (`written`, read by `line` and `tree`) and what they mean once resolved (`formula`)."""
