"""Tests of the local stand-in for the providers."""
