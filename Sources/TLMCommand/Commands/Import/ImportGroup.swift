import ArgumentParser

/// `tlm import`: files that others wrote, into the log.
struct ImportGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Bring files and sessions of agents into the log, each line once.",
    discussion: """
      Lines of JSON of every dialect come in as they are, packed by gzip or zstd or not: structlog, \
      little-loops, run records and spool files, domain events, transcripts and stream-json of Claude \
      Code, rollouts of Codex, OTLP as lines of JSON. Of a folder every file of lines is taken, rotated \
      ones in their order. A line is in the log once, however often it is imported: a file is known by \
      what is in it, also when it was copied, renamed, rotated or packed, and of one that has grown \
      only what is new is taken. An import may be interrupted at any moment: it says how far it came, and \
      run again it goes on from there.

      In transcripts secrets are hidden; --no-redact leaves them as they are, --redact hides them in \
      other files, too. What comes in so drives no rule and no mode. A file that fails is told and the \
      others go on; it ends with 2 then, and with 1 where there is nothing to import.

      Examples:
        tlm import claude
        tlm import app.log.2.gz app.log.1 app.log
        tlm import logs/ --json
        tlm import telemetry.jsonl --format runs
        tlm import /var/log/app/events.jsonl --follow
      """,
    subcommands: CommandCatalog.imports,
    defaultSubcommand: ImportFiles.self)
}
