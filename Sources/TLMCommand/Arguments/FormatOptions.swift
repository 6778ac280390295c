import ArgumentParser

/// How a command prints what it found.
struct FormatOptions: ParsableArguments {
  @Flag(name: .long, help: "Print one JSON document.")
  var json = false
}
