"""Allocates at one line what it keeps, and at another what it throws away."""
kept = [bytes(10_000) for _ in range(200)]  # @kept
for _ in range(200):
    bytes(10_000)  # @thrown
print(len(kept))
