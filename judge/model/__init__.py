"""The files people write, as typed records: standards, vocabulary, rules with cases, rulings, visits."""
