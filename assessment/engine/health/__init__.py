"""The health of a bank: guards that look at real answers beside the model, and say where a person should look.

No guard changes a score. Every one returns numbers with a plain word (`verdict.Attention`), says how many answers it
had, and keeps silent below a minimum. All but exposure and rapid answers stand on `expected.expect`: what the model
expected of each answer from the same person's other answers.
"""
