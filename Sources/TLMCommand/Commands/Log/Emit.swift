import ArgumentParser

/// `tlm emit`: the help of it, and a way in for programs that run commands by parsing.
struct Emit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write one event, or the lines of standard input, to the log.",
    usage: "tlm emit NAME [key=text …] [key:=json …] [--object '{…}'] [--strict] [--store PATH]",
    discussion: """
      key=text writes a string, key:=json any JSON value. The event gets the time of now, unless \
      ts=… says otherwise. It never fails its caller: it ends with 0, and says what went wrong only \
      on a terminal, or with TLM_DEBUG set; --strict asks for an error.

      Options:
        --object '{…}'  fields as one JSON object; its event can stand for NAME
        --synced        return only when the event would survive a power loss
        --strict        fail on errors: 2, and 64 for a mistake in the arguments
        --store PATH    the store's folder
        -               lines of JSON from standard input; each gets a time if it has none

      Examples:
        tlm emit issue_phase issue_id=BUG-042 phase=ready duration_s:=67.2 result=pass
        tlm emit --object '{"event":"deploy","ok":true}'
        my-tool --log-json | tlm emit -
      """)

  @Argument(parsing: .allUnrecognized, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    if let code = EmitCommand.run(arguments), code != 0 { throw ExitCode(code) }
  }
}
