public import Events

extension ControlLoop {
  /// What a loop has to tell of an effect: that it began, or how it ended.
  public struct EffectReport: Sendable, Hashable {
    /// The position of its transition and its place among the rule's effects: `4711.0`.
    public let id: String
    /// Where the transition stands.
    public let transition: Position
    /// The name of the rule whose effect it is.
    public let rule: String
    /// What it is, for people: `exec /usr/local/bin/page`, without credentials.
    public let effect: String
    /// The words of a notice, once, when it is to be shown; nil for everything else.
    public let notice: String?
    /// How it ended; nil where it has only begun.
    public let outcome: ControlLoop.EffectOutcome?
    /// Why it did not do what it says; nil where it did.
    public let error: String?
  }
}
