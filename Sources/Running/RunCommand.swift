package import Events
import Journal
import SystemCalls
import Telemetry

/// `tlm run`: a command, seen through from its beginning to its end, and put into the log.
package struct RunCommand: Sendable {
  private let arguments: RunArguments
  private let identity: RunIdentity
  private let location: StoreLocation
  private let agent: Agent?
  private let tell: @Sendable (RunTelling) -> Void

  /// A run that is about to begin.
  ///
  /// - Parameters:
  ///   - arguments: what was asked for.
  ///   - tell: told what a person may want to know.
  package init(
    _ arguments: RunArguments, at time: Timestamp = .current,
    tell: @escaping @Sendable (RunTelling) -> Void
  ) {
    self.arguments = arguments
    self.tell = tell
    identity = RunIdentity(at: time, environment: StoreLocation.variable)
    location = StoreLocation.resolve(option: arguments.store)
    agent = Agent(arguments)
  }

  /// Runs it to its end.
  ///
  /// - Returns: how this process is to end.
  package func run() -> RunOutcome {
    let began = Timestamp.current
    let recorder = RunRecorder(into: location)
    let events = RunEvents(identity, arguments, at: began) { recorder?.redacted($0) ?? $0 }
    let stream = agent?.isStreaming == true ? AgentStream { [tell] in tell(.call($0)) } : nil
    recorder?.look()
    do throws(SpawnFailure) {
      let child = try ChildRun(plan(seenBy: stream, isRecorded: recorder != nil))
      let begun = recorder.map { begin(events, $0) }
      let follower = recorder.flatMap { follow($0) }
      let end = child.finish()
      follower?.finish()
      let figures = finish(events, end, recorder, begun, stream?.figures)
      return RunOutcome(.child(end.cause), end.duration, figures)
    } catch {
      return refuse(error, events, recorder)
    }
  }

  private func plan(seenBy stream: AgentStream?, isRecorded: Bool) -> ChildPlan {
    var plan = ChildPlan(words: arguments.command)
    guard isRecorded else { return plan }
    plan.variables = [
      (TraceContext.variable, identity.span.traceparent), (RunIdentity.variable, identity.id),
      ("TLM_STORE", location.path),
    ]
    // What goes with a trace belongs to none that begins here.
    if identity.parentSpanID == nil { plan.removedVariables = ["TRACESTATE"] }
    if let stream { plan.look = { stream.see($0) } }
    return plan
  }

  /// Who tells the calls of an agent as they come: where that is asked for, and would not be written
  /// into the picture of an agent at a terminal.
  private func follow(_ recorder: RunRecorder) -> CallFollower? {
    guard arguments.isConsole, let agent, !agent.isStreaming, !StandardStream.error.isTerminal
    else { return nil }
    return CallFollower(of: identity.id, in: { recorder.passed }) { [tell] in tell(.call($0)) }
  }

  private func begin(_ events: RunEvents, _ recorder: RunRecorder) -> BoundedWork {
    let words = arguments.words
    return recorder.begin { git in
      events.start(words, in: OwnProcess.workingFolder, by: .own(), git)
    }
  }

  /// Writes the end.
  ///
  /// - Returns: what an agent did.
  private func finish(
    _ events: RunEvents, _ end: ChildEnd, _ recorder: RunRecorder?, _ begun: BoundedWork?,
    _ streamed: AgentFigures?
  ) -> AgentFigures? {
    guard let recorder, let begun else { return streamed }
    let (time, id, isAgent) = (Timestamp.current, identity.id, agent != nil)
    let found = Guarded<AgentFigures?>(streamed)
    recorder.finish(begun) { before, after, passed in
      var figures = streamed
      if isAgent && figures == nil { figures = Agent.figures(of: id, in: passed) }
      found.withLock { $0 = figures }
      return events.end(end, at: time, (before, after), figures)
    }
    tell(.recorded(run: id, trace: identity.span.traceID, store: location.path))
    if let fault = recorder.fault { tell(.fault(fault)) }
    return found.withLock { $0 }
  }

  /// What there is to say where there is no such program, or it cannot be run.
  private func refuse(
    _ failure: SpawnFailure, _ events: RunEvents, _ recorder: RunRecorder?
  ) -> RunOutcome {
    let isMissing = SystemError.isMissing(failure.number)
    let code: Int32 = isMissing ? 127 : 126
    let name = arguments.words.first ?? ""
    let reason =
      isMissing
      ? "\(name) was not found: give its path, or a folder of it in PATH"
      : "\(name) cannot be run: \(SystemError.words(of: failure.number))"
    if let recorder {
      let event = events.refusal(code, arguments.words, reason)
      _ = BoundedWork { recorder.write(event) }.wait(atMost: .seconds(2))
      if let fault = recorder.fault { tell(.fault(fault)) }
    }
    return RunOutcome(.refused(code, reason), .zero, nil)
  }
}
