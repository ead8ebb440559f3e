"""`briefgen show`: what a brief selects, and what is known of a fact."""
