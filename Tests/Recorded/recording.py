"""The documents of a recording, and the golden ones that they are compared with."""

import difflib
import os

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
SHOWN = 60  # lines of one difference
SHOWN_DOCUMENTS = 20


def stored(chapters):
    """The golden documents of some chapters, of all where none is named, by their names."""
    documents = {}
    for folder, _, files in os.walk(GOLDEN):
        for file in files:
            path = os.path.join(folder, file)
            name = os.path.relpath(path, GOLDEN).replace(os.sep, "/")
            if not chapters or name.partition("/")[0] in chapters:
                with open(path, encoding="utf-8", newline="") as file:
                    documents[name] = file.read()
    return documents


def write(documents, chapters):
    """Makes the documents the golden ones of these chapters; what else they have goes."""
    for name in stored(chapters).keys() - documents.keys():
        os.remove(os.path.join(GOLDEN, name))
    for name, text in documents.items():
        path = os.path.join(GOLDEN, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)


def differences(documents, chapters):
    """What differs from the golden documents, document by document, for people."""
    golden, found = stored(chapters), []
    for name in sorted(documents.keys() | golden.keys()):
        if name not in golden:
            found.append("%s is new: %s" % (name, documents[name][:2000]))
        elif name not in documents:
            found.append("%s was not recorded" % name)
        elif golden[name] != documents[name]:
            found.append(_difference(name, golden[name], documents[name]))
    if len(found) > SHOWN_DOCUMENTS:
        found[SHOWN_DOCUMENTS:] = ["and %d more documents" % (len(found) - SHOWN_DOCUMENTS)]
    return found


def _difference(name, golden, recorded):
    lines = [line[:300] for line in difflib.unified_diff(
        golden.split("\n"), recorded.split("\n"), "golden/" + name, "recorded/" + name,
        lineterm="")]
    if len(lines) > SHOWN:
        lines[SHOWN:] = ["… and %d more lines" % (len(lines) - SHOWN)]
    return "\n".join(lines)
