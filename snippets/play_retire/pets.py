"""What the service knows of pets."""

# Weights are in grams, as the scales give them; divide them by 1000 for kilograms.
HEAVY = 5000
