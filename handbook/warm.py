"""Imported last by the fork server, when all that the examples share is there.

Two things cost each fork tens of milliseconds otherwise: the garbage collector going
through every shared object, and `inspect` asking where every shared module lies.
"""

import gc
import inspect

inspect.stack()
gc.collect()
gc.freeze()
