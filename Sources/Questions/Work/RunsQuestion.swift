package import Analysis
import Documents
package import TLM

extension NamedQuestion {
  /// `tlm runs list --json`.
  package static let runs = NamedQuestion(
    "runs", title: "Runs of jobs",
    "The runs of jobs that meet every condition, those recorded last first, and how each ended.",
    parameters: [
      Parameter("agent", .list, "Runs of these agents."),
      Parameter("job", .list, "Runs of these jobs."),
      Parameter("exclude_job", .list, "Not of these jobs."),
      Parameter(
        "status", .list,
        "Runs that stand so: running, success, failure, partial, timeout, cancelled, unknown."),
      Parameter("parent", .text, "Runs that this one started."),
      Parameter("contains", .text, "Runs with this in their id."),
      Parameter("since", .text, "Runs that began at this time or later."),
      Parameter("until", .text, "Runs that began at this time or before."),
      Parameter(
        "where", .list, "Runs for which all of these hold: FIELD OP VALUE, or FIELD exists."),
      .origin, .limit(50, "runs"), .offset,
    ],
    shape: .object([
      ("schema", .text), ("total", .integer), ("offset", .integer), ("runs", .list(.map(.any))),
    ])
  ) { store, given in
    let offset = given.integer("offset") ?? 0
    let page = try RunFilter(given).page(in: store, offset: offset, limit: given.limit)
    let document = RunsDocument(page.runs, total: page.total, offset: offset).json
    return Page.shorten("runs", of: document, startingAt: offset, by: given)
  }

  /// `tlm runs show --json`.
  package static let run = NamedQuestion(
    "run", title: "A run, and what was recorded of it",
    "A run of a job, and what was recorded of it, one record after the other.",
    parameters: [
      Parameter("id", .text, "The run's id, or how it begins.").required, .origin,
    ],
    shape: .object([("schema", .text), ("run", .map(.any)), ("history", .list(.map(.any)))])
  ) { store, given in
    let (run, history) = try NamedRun.find(given.text("id") ?? "", in: store)
    return RunDocument(run, history).json
  }
}

extension RunFilter {
  /// The conditions that `NamedQuestion.runs` was given.
  package init(_ given: QuestionArguments) throws(QuestionError) {
    self.init()
    agents = given.list("agent")
    jobs = given.list("job")
    hiddenJobs = given.list("exclude_job")
    parent = given.text("parent")
    idPart = given.text("contains")
    let clock = Clock(now: .current)
    startFrom = try clock.instants("since", of: given)?.lowerBound
    startTo = try clock.instants("until", of: given)?.upperBound
    for words in given.list("status") {
      for word in words.split(separator: ",") {
        guard let status = Outcome(ofRuns: String(word)) else {
          throw .parameter(
            "status is '\(word)'; it takes running, success, failure, partial, timeout, cancelled "
              + "or unknown")
        }
        statuses.append(status)
      }
    }
    for text in given.list("where") {
      do { fields.append(try FieldCondition(parsing: text)) } catch {
        throw .parameter("\(error)")
      }
    }
  }
}

extension Outcome {
  /// How a run stands, by the words that are taken for it.
  package init?(ofRuns word: String) {
    if word == "unknown" { self = .unknown } else { self.init(word: word) }
  }
}
