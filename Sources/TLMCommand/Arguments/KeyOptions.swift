import ArgumentParser
import TLM

/// One option for each key of `CorrelationKey` that has one, named and described as the table says.
struct KeyOptions: ParsableArguments {
  @Option(name: .of(.tool), help: .of(.tool), completion: .of(.tool))
  var tool: [String] = []
  @Option(name: .of(.component), help: .of(.component), completion: .of(.component))
  var component: [String] = []
  @Option(name: .of(.project), help: .of(.project), completion: .of(.project))
  var project: [String] = []
  @Option(name: .of(.issue), help: .of(.issue), completion: .of(.issue))
  var issue: [String] = []
  @Option(name: .of(.session), help: .of(.session), completion: .of(.session))
  var session: [String] = []
  @Option(name: .of(.trace), help: .of(.trace), completion: .of(.trace))
  var trace: [String] = []
  @Option(name: .of(.run), help: .of(.run), completion: .of(.run))
  var run: [String] = []
  @Option(name: .of(.stream), help: .of(.stream), completion: .of(.stream))
  var stream: [String] = []
  @Option(name: .of(.eventID), help: .of(.eventID), completion: .of(.eventID))
  var eventID: [String] = []

  /// Asks for the values that were given.
  func add(to filter: inout Filter) {
    filter[.tool] = tool
    filter[.component] = component
    filter[.project] = project
    filter[.issue] = issue
    filter[.session] = session
    filter[.trace] = trace
    filter[.run] = run
    filter[.stream] = stream
    filter[.eventID] = eventID
  }
}

extension NameSpecification {
  /// The option of a key that has one.
  fileprivate static func of(_ key: CorrelationKey) -> NameSpecification {
    guard let name = key.option else { preconditionFailure("\(key.name) has no option") }
    return .customLong(name)
  }
}

extension ArgumentHelp {
  /// What the option of a key does.
  fileprivate static func of(_ key: CorrelationKey) -> ArgumentHelp { ArgumentHelp("\(key.help)") }
}

extension CompletionKind {
  /// The values that a key has had lately.
  fileprivate static func of(_ key: CorrelationKey) -> CompletionKind {
    Completions.values(of: key)
  }
}
