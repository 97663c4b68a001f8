"""Dollars: what a request can cost at most, what an answer did cost, and limits."""
