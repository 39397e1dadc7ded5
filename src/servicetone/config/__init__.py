"""What a team says about its files: a configuration as values, and what it means for one file."""
