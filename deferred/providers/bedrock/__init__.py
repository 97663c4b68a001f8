"""Bedrock: its batches and its profile."""
