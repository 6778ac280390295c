"""python3 -m generator OUT EVENTS"""

import sys

from . import mixed

mixed.write(sys.argv[1], int(sys.argv[2]))
