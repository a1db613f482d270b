"""Print a pet's weight, and when it was taken."""

import locale
from datetime import datetime

print(f"taken in the zone '{datetime.utcnow():%Z}'")
print(locale.format("%d g", 4000))
