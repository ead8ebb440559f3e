"""Which copy went to whom, by which channel, when; and what became of it."""
