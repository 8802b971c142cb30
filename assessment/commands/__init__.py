"""What an operator types: each command reads its arguments, calls one function, prints what happened."""
