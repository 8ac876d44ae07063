"""Whether a statement says what its quotes say, told from their words alone."""
