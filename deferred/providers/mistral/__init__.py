"""The Batch API of Mistral."""
