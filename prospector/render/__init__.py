"""One writer a format: terminal, plain text, JSON, CSV."""
