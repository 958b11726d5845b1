"""A virtual day of a made-up school: the real program, a local Telegram, a clock of its own.

Everything that happens is decided by a seed: what people do and when, how Telegram misbehaves and
when the program is killed. Nothing waits for the wall clock. A run that fails prints how to see it
again: `python -m tests.simulation --profile NAME --seed N`.
"""
