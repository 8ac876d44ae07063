"""From a question set to figures."""
