"""Check a receipt against its files; needs nothing but Python."""
