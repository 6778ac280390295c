"""projection new: what it writes, and names and folders that it refuses."""

import os

from sandbox import Sandbox
from transcript import Transcript


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.write("sources/Package.swift", "// no package\n")
        script = Transcript(sandbox)
        for words in (["build-times"], ["build-times", "--package", "sources"],
                      ["build-times", "--package", "sources"],
                      ["other", "--package", "sources", "--path", "deep/er", "--json"],
                      ["x2", "--package", "nowhere"], ["x2", "--package", "nowhere", "--json"],
                      ["Build"], ["build_times"], ["-x"], ["2x"], [""], ["velocity"],
                      ["velocity", "--package", "sources"], ["a" * 80, "--package", "sources"], []):
            script.run("projection", "new", *words)
        script.run("projection")
        for folder, folders, files in os.walk(sandbox.path("build-times")):
            folders.sort()
            for name in sorted(files):
                path = os.path.relpath(os.path.join(folder, name), sandbox.work)
                script.content(path, sandbox.read(path))
        return {"new.txt": script.text}
