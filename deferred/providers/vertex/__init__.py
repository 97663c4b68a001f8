"""The batch predictions of Gemini on Vertex AI."""
