"""The batch predictions of Claude on Vertex AI."""
