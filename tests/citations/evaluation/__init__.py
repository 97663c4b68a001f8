"""Labelled replies and documents that tell how well fields are traced to their sources."""
