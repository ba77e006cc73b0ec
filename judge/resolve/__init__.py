"""From written models to the resolved form: names, types, units and addresses known good, nothing checked twice."""
