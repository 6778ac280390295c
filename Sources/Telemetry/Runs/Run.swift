public import Events
import Journal
import Synchronization

/// One run of a job: records named `run` that are read as one, from its start to its end.
///
/// ```swift
/// let run = telemetry.startRun("indexer", job: "nightly")
/// run.metrics(RunMetrics(itemsSucceeded: 3))
/// run.end()
/// run.associate(commit: "1f0c2b7", source: .ci)
/// ```
/// It is ended once: by `end`, or with the last use of it as `cancelled`.
public final class Run: Sendable {
  /// Who named a commit.
  public enum CommitSource: String, Sendable {
    /// A person.
    case manual
    /// A language model.
    case llm
    /// A service that builds.
    case ci
  }

  /// Of the run; what children find as `TLM_RUN_ID`.
  public let id: String
  /// The run's own span.
  public let context: TraceContext
  private let identity: [Member]
  private let emitter: Emitter
  private let start: Beginning
  private let isEnded = Mutex(false)

  /// The run that holds for the current task, by `run`; nil outside of all.
  @TaskLocal public static var current: Run?

  init(
    _ emitter: Emitter, agent: String, job: String, id: String?, parent: String?,
    _ fields: [Member]
  ) {
    let trace = TraceContext.holding
    let context = trace?.child() ?? .new()
    start = Beginning(by: emitter.options.clock)
    let own = id ?? RunID.new(at: start.time)
    self.id = own
    self.context = context
    self.emitter = emitter
    var identity: [Member] = [
      Member("event_id", .string(own)), Member("run_id", .string(own)),
      Member("agent_name", .string(agent)), Member("job_type", .string(job)),
      Member("start_time", .string(start.time.description)),
    ]
    let parent = parent ?? Run.current?.id ?? StoreLocation.variable("TLM_RUN_ID")
    if let parent { identity.append(Member("parent_run_id", .string(parent))) }
    identity += RunOwner.members
    if let trace { identity.append(Member("parent_span_id", .string(trace.spanID))) }
    self.identity = identity
    // By it `tlm runs sweep` tells that nobody sees the run through any more.
    tell(.running, [Member("process", .string(RunProcess.own().text))] + fields)
  }

  deinit { end(.cancelled) }

  /// Tells of something that happened in the run.
  public func log(_ name: String, _ fields: [Member] = [], level: EventLevel? = nil) {
    guard emitter.isEnabled else { return }
    if let level, level < emitter.options.level { return }
    emitter.core.take(
      name, fields + [Member("run_id", .string(id))], level,
      in: TraceContext.innermost ?? context)
  }

  /// Tells how far it has come; told again, the later counts.
  public func metrics(_ metrics: RunMetrics, _ others: [Member] = []) {
    tell(nil, metrics.fields + (others.isEmpty ? [] : [Member("metrics_json", .object(others))]))
  }

  /// Says which commit came of it, or was there; before its end or after.
  public func associate(commit: String, source: CommitSource, author: String? = nil) {
    tell(
      nil,
      [
        Member("git_commit_hash", .string(commit)),
        Member("git_commit_source", .string(source.rawValue)),
      ] + (author.map { [Member("git_commit_author", .string($0))] } ?? []))
  }

  /// Ends it; nothing where it has ended.
  ///
  /// - Parameters:
  ///   - status: how; `running` is taken for a failure, as nothing ends by going on.
  ///   - error: why it failed.
  public func end(_ status: RunStatus = .success, error: (any Error)? = nil) {
    let isFirst = isEnded.withLock { ended in
      defer { ended = true }
      return !ended
    }
    guard isFirst else { return }
    let length_ms = Int64(start.length_s * 1000)
    var fields: [Member] = [
      Member("end_time", .string(emitter.options.clock.time().description)),
      Member("duration_ms", .integer(length_ms)),
    ]
    if let error {
      fields.append(Member("error_summary", .string("\(type(of: error)): \(error)")))
    }
    tell(status == .running ? .failure : status, fields)
  }

  private func tell(_ status: RunStatus?, _ fields: [Member]) {
    guard emitter.isEnabled else { return }
    let said = status.map { [Member("status", .string($0.rawValue))] } ?? []
    emitter.core.take("run", identity + said + fields, nil, in: context)
  }
}
