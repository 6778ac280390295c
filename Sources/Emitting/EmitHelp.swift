/// What `tlm emit --help` and `tlm-emit --help` say.
package enum EmitHelp {
  /// What it does, in one sentence.
  package static let abstract = "Write one event, or the lines of standard input, to the log."

  /// How it is called, by the name of the program.
  package static func usage(_ program: String) -> String {
    "\(program) NAME [key=text …] [key:=json …] [--object '{…}'] [--strict] [--store PATH]"
  }

  /// All the rest, by the name of the program.
  package static func discussion(_ program: String) -> String {
    """
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
      \(program) issue_phase issue_id=BUG-042 phase=ready duration_s:=67.2 result=pass
      \(program) --object '{"event":"deploy","ok":true}'
      my-tool --log-json | \(program) -
    """
  }
}
