"""Random draws that are the same with every Python: SplitMix64 from a fixed seed."""

MASK = (1 << 64) - 1


class Draw:
    """Numbers, picks and chances, one after the other."""

    def __init__(self, seed):
        self.state = seed

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 & MASK
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB & MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit):
        """A whole number from 0 to before `limit`."""
        return self.bits() % limit

    def pick(self, items):
        return items[self.bits() % len(items)]

    def chance(self, percent):
        return self.bits() % 100 < percent

    def hex(self, digits):
        """A number of at most 32 hexadecimal digits, as text."""
        return ("%016x%016x" % (self.bits(), self.bits()))[:digits]
