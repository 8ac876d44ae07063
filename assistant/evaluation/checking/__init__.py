"""What can be wrong with a question set, looked for."""
