"""USDA's published database, all of it, on one's own computer: read once, then found at typing speed."""
