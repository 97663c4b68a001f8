"""Documents labelled by authors who had read nothing of the mapping."""
