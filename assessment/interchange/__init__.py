"""Files in, records out, and back."""
