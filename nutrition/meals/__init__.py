"""Making whole plans: what meals are made of, and days of them as programs."""
