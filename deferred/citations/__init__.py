"""Citations of any provider, mapped to the fields of a parsed model."""
