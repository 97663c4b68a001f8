"""Settings: their defaults, names in the environment, and checks."""
