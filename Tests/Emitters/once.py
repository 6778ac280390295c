"""once.py TEXT: emits one event from the working directory, and goes on."""
import os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Examples/emitters"))
from emit import emit

emit('odd "name"', text=sys.argv[1], number=1.5, nested={"a": [1, None]})
print("after")
