"""Pages: a view parses, calls one service, answers. Imports nothing but services and errors."""
