import ArgumentParser
import Documents
import Running
import TLM
import Telemetry

/// `tlm runs start`: a run begins, told by a shell.
struct StartRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Say that a run begins, and print its id.",
    discussion: """
      Nothing but the id is printed, so that a script keeps it. It never fails the script: where the \
      store cannot be written it says so on standard error, prints the id and ends with 0, unless \
      --strict. With --pid $$, tlm runs sweep ends the run when the shell is gone; without it, nobody \
      but tlm runs end does. --export prints lines that put the id and the trace into the environment, \
      so that what is emitted from there belongs to the run. Fields are NAME=TEXT or NAME:=JSON.

      Examples:
        ID=$(tlm runs start nightly --job sync --pid $$ git_branch=main)
        tlm runs log $ID pulled files:=12
        tlm runs end $ID --exit-code $?
        eval "$(tlm runs start nightly --export)"; make; tlm runs end --exit-code $?
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: "What is done.")
  var job = "command"

  @Option(help: "The run's id; without it a new one.")
  var id: String?

  @Option(help: "The run that starts it; without it $TLM_RUN_ID.")
  var parent: String?

  @Option(help: ArgumentHelp("What started it: cli, cron, a person.", valueName: "word"))
  var trigger = "cli"

  @Option(help: "The process that sees it through.")
  var pid: Int32?

  @Flag(help: "Print lines for a shell to evaluate.")
  var export = false

  @Flag(help: "End with 2 where it cannot be written.")
  var strict = false

  @Argument(help: "Who runs.")
  var agent: String

  @Argument(help: "Fields, NAME=TEXT or NAME:=JSON.")
  var fields: [String] = []

  func validate() throws {
    _ = try FieldWords.members(fields)
    if agent.isEmpty { throw ValidationError("the agent has no name") }
    if let id, !RunWords.isID(id) {
      throw ValidationError("--id must have 1 to 255 bytes that can be seen, and no / or \\")
    }
    if let id, RunWriting.hides(id, at: store.location) {
      throw ValidationError(
        "--id looks like a secret, which no log keeps: nobody would find the run by it")
    }
  }

  func run() throws {
    let identity = RunIdentity(at: .current) { name in
      name == RunIdentity.variable && parent != nil ? parent : StoreLocation.variable(name)
    }
    let process = pid.flatMap { RunProcess.of($0) }
    if let pid, process == nil { Message.note("tlm: there is no process \(pid) to be seen") }
    let members = [Member("trigger_type", .string(trigger))] + (try FieldWords.members(fields))
    let event = ShellRun.start(
      identity, id: id, agent: agent, job: job, process: process, at: .current, members)
    do {
      try RunWriting.emit(event, into: store.location)
    } catch {
      if strict { throw error }
      Message.error(SafeText.of(ErrorDocument(error).message))
    }
    let output = Output()
    let own = id ?? identity.id
    if export {
      output.line("export \(RunIdentity.variable)=\(ShellWord.quoted(own))")
      output.line("export \(TraceContext.variable)=\(ShellWord.quoted(identity.span.traceparent))")
    } else {
      output.line(SafeText.of(own))
    }
    output.flush()
  }
}
