"""The labelled cases, by trade and by trap."""
