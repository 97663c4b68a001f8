"""The instruction that replaces a schema when documents are cited, where Anthropic accepts no schema."""

SCHEMA_INSTRUCTION = (
    "Answer with nothing but one JSON value that validates against the JSON schema below: no words before or after it, "
    "no code fence. Take its values from the documents, and cite for each value the passage that it is taken from. "
    "Citations are recorded beside the text: write no marks of them into the JSON.\n\n"
    "{schema}"
)
