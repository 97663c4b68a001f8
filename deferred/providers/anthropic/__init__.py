"""The Message Batches API of Anthropic."""
