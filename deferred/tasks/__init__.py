"""Functions of several calls, run side by side."""
