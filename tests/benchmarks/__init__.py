"""Speed and memory as ratios, on one machine in one run: `make bench`.

Timings live here and nowhere in the tests: a busy machine must not fail a test.
"""
