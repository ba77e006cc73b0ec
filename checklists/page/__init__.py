"""The guided checklist as one HTML file: what the page carries, and the page itself."""
