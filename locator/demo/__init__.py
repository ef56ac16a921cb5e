"""Made-up stations for trying and measuring: like the real ones in number and kind, and all of them invented.

Every name begins with 演示, and every record says so in its notes.
"""

from locator.demo.making import SIGN, made_up_one_by_one, made_up_stations

__all__ = ["SIGN", "made_up_one_by_one", "made_up_stations"]
