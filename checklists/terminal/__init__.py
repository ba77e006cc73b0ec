"""The guided interview in the terminal: `panding ask`."""
