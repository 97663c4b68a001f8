"""What a batch carries and gives is what the live call sends and gets."""
