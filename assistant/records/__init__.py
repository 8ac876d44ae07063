"""What is kept of each user: conversations, preferences, feedback; one SQLite file."""
