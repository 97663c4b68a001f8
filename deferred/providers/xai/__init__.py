"""xAI: its Batch API, which takes files of OpenAI's lines."""
