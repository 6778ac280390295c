public import Events
public import Journal

extension Emitter {
  /// How an emitter is to behave.
  public struct Options: Sendable {
    /// Whether it does anything; off, an event costs a branch.
    public var isEnabled = true
    /// Events that name a level below this one are left out.
    public var level = EventLevel.trace
    /// When events are written.
    public var delivery = Delivery.immediate
    /// What a receipt must promise, where events are written at once.
    public var durability = Durability.flushed
    /// Whether events are shown on standard error, too.
    public var showsEvents = false
    /// Which events are kept.
    public var sampling = Sampling()
    /// What is hidden and cut before anything is written.
    public var redaction = RedactionRules()
    /// The secret that hidden values are told apart by; without one each is hidden the same.
    public var redactionKey: [UInt8] = []
    /// Fields of every event, such as the program's name as `tool`.
    public var fields: [Member] = []
    /// What events, spans and runs take for the time.
    public var clock = Clock.system

    /// What holds without a word: on, written at once, everything kept.
    public init() {}

    /// The same, as the environment says: `TLM_DISABLED`, `TLM_ENABLED`, `TLM_LEVEL` and `TLM_CONSOLE`.
    public static var environment: Options {
      var options = Options()
      let off = VariableWord.isDisabled(in: StoreLocation.variable)
      let on = StoreLocation.variable("TLM_ENABLED").map { !VariableWord.isNo($0) } ?? true
      options.isEnabled = !off && on
      let level = StoreLocation.variable("TLM_LEVEL").flatMap(EventLevel.init)
      options.level = level ?? options.level
      options.showsEvents = StoreLocation.variable("TLM_CONSOLE") == "pretty"
      return options
    }
  }
}
