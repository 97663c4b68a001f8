"""Results, citations and their mapping."""
