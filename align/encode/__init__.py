"""Encoders: from texts to vectors in a space that both languages share."""
