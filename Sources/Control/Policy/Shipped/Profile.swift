import Configuration

extension Policy {
  /// What a set of rules that ships is for.
  public enum Profile: String, Sendable, CaseIterable {
    /// Machines that people work on: what is in force where nobody says otherwise.
    case workstation
    /// Machines on which high load is trouble.
    case server
    /// A day's budget for agents: beyond it they only read until a person approves more.
    case budget
    /// Agents that go round in circles: a person is asked about their calls.
    case loop

    /// Its rule file.
    public var rules: String {
      switch self {
      case .workstation: standardRules
      case .server: serverRules
      case .budget: budgetRules
      case .loop: loopRules
      }
    }

    /// What that file says.
    public var policy: Policy {
      switch self {
      case .workstation: .standard
      case .server: .server
      case .budget: .budget
      case .loop: .loop
      }
    }
  }

  /// A rule file that ships.
  init(shipped text: String, file: String) {
    do throws(ConfigurationError) { self = try Policy(yaml: text, file: file) } catch {
      preconditionFailure("the rules that ship are read by a test: \(error)")
    }
  }
}
