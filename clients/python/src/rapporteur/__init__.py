"""Client of rapporteur: who met whom, in what capacity, and what was said."""
from .client import Client, Refused

__all__ = ["Client", "Refused"]
