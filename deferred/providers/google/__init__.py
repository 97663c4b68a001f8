"""The batch API of Gemini."""
