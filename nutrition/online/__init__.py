"""Foods looked up at those who publish them, one question at a time."""
