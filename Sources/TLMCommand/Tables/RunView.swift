import Running
import SystemCalls
import TLM

/// What a person is told of a run, on standard error: the command has standard output for itself.
struct RunView: Sendable {
  private let name: String
  private let isConsole: Bool
  private let isDebug: Bool

  init(_ arguments: RunArguments) {
    name = SafeText.of(arguments.agent ?? arguments.program)
    isConsole = arguments.isConsole
    isDebug = arguments.isDebug || StoreLocation.variable("TLM_DEBUG") != nil
  }

  /// Columns of a call's line.
  private static let width = 100

  func show(_ telling: RunTelling) {
    switch telling {
    case .call(let call):
      guard isConsole else { return }
      let words = [call.tool, String(call.subject.prefix(Self.width))].filter { !$0.isEmpty }
      Message.note("\(name): " + SafeText.of(words.joined(separator: " ")))
    case .recorded(let run, let trace, let store):
      guard isDebug else { return }
      Message.note(SafeText.of("tlm: run \(run) of trace \(trace) is in \(store)"))
    case .fault(let fault):
      if isDebug { Message.error(SafeText.of(fault)) }
    }
  }

  /// The closing line: of an agent at a terminal, and wherever it is asked for.
  func show(_ outcome: RunOutcome) {
    guard case .child(let cause) = outcome.ending else { return }
    guard isConsole || outcome.figures != nil && Terminal.error.isTerminal else { return }
    var parts = [Numbers.duration(Double(outcome.duration.nanoseconds) / 1e9)]
    if let figures = outcome.figures { parts += Self.parts(of: figures) }
    switch cause {
    case .exited(0): break
    case .exited(let code): parts.append("exit code \(code)")
    case .signalled(let number): parts.append("signal \(number)")
    }
    Message.note("\(name): " + parts.joined(separator: " · "))
  }

  private static func parts(of figures: AgentFigures) -> [String] {
    var parts: [String] = []
    if let turns = figures.turns { parts.append(Numbers.count(Int(turns), "turn")) }
    parts.append(Numbers.count(figures.toolCalls, "tool call"))
    if let tokens = figures.allTokens { parts.append(short(tokens) + " tokens") }
    if let cost = figures.cost_USD { parts.append("$" + Numbers.fixed(cost, decimals: 2)) }
    return parts
  }

  /// `950`, `12.3 k`, `1.2 M`.
  private static func short(_ number: Int64) -> String {
    switch number {
    case ..<1000: "\(number)"
    case ..<999_950: Numbers.fixed(Double(number) / 1e3, decimals: 1) + " k"
    default: Numbers.fixed(Double(number) / 1e6, decimals: 1) + " M"
    }
  }
}
