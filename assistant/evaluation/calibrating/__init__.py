"""Confidence and thresholds fitted to the articles at hand."""
