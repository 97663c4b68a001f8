"""The Batch API of OpenAI."""
