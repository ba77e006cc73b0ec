"""One visit of many objects under a whole family of standards: judged, and judged again after one changed answer."""
