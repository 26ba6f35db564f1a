"""Plan what to eat and see what it gives against what a person needs."""
