import Configuration
import Events
import SystemCalls

/// What an agent may not write into a log by tlm: events of modes and control, which tlm and people write
/// about it.
package enum AgentLines: Sendable {
  /// Why an event of a name is refused; nil where it is not.
  package static func refusal(
    ofEvent name: String, environment: (String) -> String? = OwnProcess.variable
  ) -> AgentRefusal? {
    guard ReservedName.isReserved(name), let variable = AgentVariables.set(in: environment) else {
      return nil
    }
    return AgentRefusal(what: "write an event \(name)", variable: variable)
  }

  /// Why lines are refused, whole as they are; nil where none is such an event.
  package static func refusal(
    of lines: [UInt8], environment: (String) -> String? = OwnProcess.variable
  ) -> AgentRefusal? {
    guard AgentVariables.set(in: environment) != nil else { return nil }
    for line in lines.split(separator: UInt8(ascii: "\n")) {
      // Whatever key its dialect has for the name.
      guard case .object(let members)? = Value(json: Array(line)) else { continue }
      for member in members {
        if let name = member.value.text, let refusal = refusal(ofEvent: name) { return refusal }
      }
    }
    return nil
  }
}

/// An agent was to do what a person does.
package struct AgentRefusal: Error, Sendable, Equatable, CustomStringConvertible {
  private let what: String
  private let reason: String

  /// - Parameters:
  ///   - what: an agent may not, to follow "may not".
  ///   - variable: by which it is known that one runs this.
  package init(what: String, variable: String) {
    self.what = what
    reason = "\(variable) is set, so an agent runs this"
  }

  /// The same where nobody sits at a terminal.
  package init(withoutTerminal what: String) {
    self.what = what
    reason = "agents are gated here, and standard input is no terminal"
  }

  package var description: String {
    "an agent may not \(what): \(reason); ask a person to do it at a terminal of their own"
  }
}
