"""Formats other than text and web pages, each read by a library of its own."""
