package import SystemCalls

/// How a run ended, and so this process.
package struct RunOutcome: Sendable {
  package enum Ending: Sendable, Equatable {
    /// As the command did.
    case child(ChildEnd.Cause)
    /// There was no such command, or it could not be run: the code, and why.
    case refused(Int32, String)
  }

  package let ending: Ending
  package let duration: Duration
  /// What an agent did; nil where the command was none.
  package let figures: AgentFigures?

  init(_ ending: Ending, _ duration: Duration, _ figures: AgentFigures?) {
    (self.ending, self.duration, self.figures) = (ending, duration, figures)
  }
}

/// What a person may want to know of a run.
package enum RunTelling: Sendable, Equatable {
  /// An agent calls a tool.
  case call(AgentCall)
  /// The run is in the log.
  case recorded(run: String, trace: String, store: String)
  /// It is not, or not all of it.
  case fault(String)
}
