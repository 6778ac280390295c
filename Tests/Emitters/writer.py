"""writer.py STORE WRITER COUNT WIDEST: waits for a line, then emits; without end where COUNT is 0."""
import itertools, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Examples/emitters"))
from emit import emit

os.environ["TLM_STORE"], (writer, count, widest) = sys.argv[1], map(int, sys.argv[2:5])
print("ready", flush=True)
sys.stdin.readline()
for n in range(count) if count else itertools.count():
    width = n % 700 if n % 4 else (n + 1) * 7777777 % widest
    emit("counted", writer=writer, n=n, width=width, text=" " * width)
print("done", flush=True)
