"""Question sets: read, written, and put where their evidence stands."""
