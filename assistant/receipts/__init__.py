"""Answers and conversations as files that can be kept, sent and checked again."""
