"""Files of others in, files for others out; each file one noun."""
