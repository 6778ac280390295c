/// What `tlm run --help` says.
package enum RunHelp {
  /// What it does, in one sentence.
  package static let abstract = "Run a command, and put the run into the log."

  /// How it is called.
  package static let usage =
    "tlm run [--name NAME] [--job JOB] [--console] [--debug] [--store PATH] -- COMMAND…"

  /// All the rest.
  package static let discussion = """
    The command has what tlm was given: arguments, environment, standard input, a terminal where \
    there is one, and every signal. tlm ends as the command did: with its code, or by the same \
    signal; 127 where there is no such command, 126 where it cannot be run. Whatever is wrong with \
    the store, the command runs as without tlm.

    In the log stand its start and its end, as events named run: how it ended, how long it took, \
    processor time, memory, bytes of output and errors, and branch and commit before and after. The \
    command finds TRACEPARENT, TLM_RUN_ID and TLM_STORE in its environment, so that what it emits \
    belongs to the run. tlm replay -p runs shows them; tlm runs sweep ends those whose tlm was killed.

    Of claude, or with --agent claude, what passes by as stream-json, or what its hooks put into the \
    log, is counted, too: turns, tool calls, tokens and cost.

    Options:
      --name NAME    who runs; the command's own name, unless told
      --job JOB      what is done; command, unless told
      --agent claude read what passes by as that of this agent
      --console      say on standard error how it went, and each tool call of an agent
      --debug        say on standard error what is recorded, and what goes wrong with that
      --store PATH   the store's folder

    Examples:
      tlm run -- make test
      tlm run --name nightly --job sync -- ./sync.sh --all
      tlm run -- claude -p --output-format stream-json --verbose "fix the build"
    """
}
