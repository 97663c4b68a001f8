"""What came back: one provider-neutral result for each call."""
