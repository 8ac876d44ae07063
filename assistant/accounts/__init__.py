"""Who may use the page beyond this machine, and how much."""
