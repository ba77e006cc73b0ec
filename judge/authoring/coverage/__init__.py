"""How far the cases of rules show what the rules say."""
