import Configuration
import Emitting
import SystemCalls
import TLM

/// What a person does and no agent: to release, to trust, to set.
enum Person {
  /// Refuses what an agent asks for: where a variable of one is set, and where agents are gated and
  /// nobody sits at a terminal.
  ///
  /// - Parameters:
  ///   - what: is done, to follow "may not".
  ///   - location: the store that it is about; nil for none.
  static func require(_ what: String, at location: StoreLocation?) throws {
    try requireNoAgent(what)
    // Settings that cannot be read gate nothing; whoever reads them next says why.
    let isGated = (try? Settings.load(at: location))?["gate.enabled"] == true
    if isGated && !StandardStream.isTalkedTo { throw AgentRefusal(withoutTerminal: what) }
  }

  /// Refuses what an agent asks for where a variable of one is set: what service managers do, too, and so
  /// needs no terminal.
  static func requireNoAgent(_ what: String) throws {
    if let variable = AgentVariables.set(in: StoreLocation.variable) {
      throw AgentRefusal(what: what, variable: variable)
    }
  }
}
