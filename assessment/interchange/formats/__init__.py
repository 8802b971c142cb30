"""Files of questions other software writes and reads: one port, one file per format."""
