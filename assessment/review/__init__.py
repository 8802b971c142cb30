"""A person judges: judgements, the rules over criteria, the state of a file, the plan, the file for the jury."""
