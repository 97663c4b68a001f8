"""Results: one provider-neutral record for each call."""
