public import Events

extension Emitter {
  /// Starts a run, which is ended by `end`.
  ///
  /// - Parameters:
  ///   - agent: the program or agent that runs.
  ///   - job: what it runs.
  ///   - id: of the run; without one it is made up.
  ///   - parent: the run that started it; without one the run of the task, or of `$TLM_RUN_ID`.
  ///   - fields: others of the record, such as `trigger_type`.
  public func startRun(
    _ agent: String, job: String, id: String? = nil, parent: String? = nil,
    _ fields: [Member] = []
  ) -> Run {
    Run(self, agent: agent, job: job, id: id, parent: parent, fields)
  }

  /// Runs a job: started, and always ended. An error that is thrown makes it a failure, and the
  /// cancellation of its task makes it cancelled; either is thrown on.
  ///
  /// ```swift
  /// try telemetry.run("agent", job: "sync") { run in
  ///   run.log("pulled", [Member("files", 12)])
  ///   run.metrics(RunMetrics(itemsSucceeded: 12))
  /// }
  /// ```
  public func run<Result>(
    _ agent: String, job: String, _ fields: [Member] = [], _ body: (Run) throws -> Result
  ) rethrows -> Result {
    let run = startRun(agent, job: job, fields)
    do {
      let result = try Run.$current.withValue(run) {
        try TraceContext.$current.withValue(run.context) { try body(run) }
      }
      run.end()
      return result
    } catch {
      run.end(error is CancellationError ? .cancelled : .failure, error: error)
      throw error
    }
  }

  /// The same for a job that waits.
  public func run<Result: Sendable>(
    _ agent: String, job: String, _ fields: [Member] = [],
    isolation: isolated (any Actor)? = #isolation,
    _ body: (Run) async throws -> Result
  ) async rethrows -> Result {
    let run = startRun(agent, job: job, fields)
    do {
      let result = try await Run.$current.withValue(run) {
        try await TraceContext.$current.withValue(run.context) { try await body(run) }
      }
      run.end(Task.isCancelled ? .cancelled : .success)
      return result
    } catch {
      run.end(error is CancellationError ? .cancelled : .failure, error: error)
      throw error
    }
  }
}
