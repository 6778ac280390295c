extension Event {
  /// How it ended; nil if nothing in the line says so, and `unknown` if what says so cannot be read.
  ///
  /// Fields that tell it are `result`, `outcome`, `status`, `verdict`, `success`, `exit_code`,
  /// `is_error` and `error`, each at the top level, else in `metadata`, `data` or `payload`. Of
  /// several the first decides, in this order, that is a failure, a timeout, or was cancelled or
  /// blocked; else it is `unknown` if any of them cannot be read; else the first of them decides. A
  /// completion event without any is what its name says.
  public var outcome: Outcome? {
    if !present.isDisjoint(with: Self.endKeys), let told = toldOutcome { return told }
    return name.flatMap(Outcome.init(completion:))
  }

  private var toldOutcome: Outcome? {
    // Nearly always one key says it.
    if let key = present.only(in: Self.endKeys), !Self.containers.contains(key) {
      guard let view = view(key) else { return nil }
      return readOutcome(view, under: key)
    }
    var first: Outcome?
    let isNested = !present.isDisjoint(with: Self.containers)
    for key in Self.outcomeKeys where isNested || present.contains(key) {
      guard let view = view(key), let reading = readOutcome(view, under: key) else { continue }
      if reading.isUnfavourable { return reading }
      if first == nil || reading == .unknown { first = reading }
    }
    return first
  }

  /// What a value of this event says under one of the keys that tell how something ended; what nobody
  /// can read counts as asked for.
  package func readOutcome(_ view: borrowing JSONView, under key: Key) -> Outcome? {
    let outcome = Outcome(view, under: key)
    if outcome == .unknown { noteUnreadable(view) }
    return outcome
  }

  /// The producer's own word for how it ended, known or not.
  public var outcomeWord: String? { text(.outcomeWord) }

  private static let outcomeKeys =
    Spelling.outcomeWord.keys + [.success, .exitCode] + Spelling.isError.keys + [.error]
  private static let endKeys = Event.Keys(outcomeKeys + Key.containers)
}

extension Outcome {
  /// What a value says under one of the keys that tell how something ended; nil for one that says
  /// nothing, and `unknown` for one that nobody can read.
  package init?(_ view: borrowing JSONView, under key: Key) {
    if view.isNull || view.kind == .string && view.text.isEmpty { return nil }
    switch key {
    case .error:
      if view.kind == .false || view.isEmptyContainer { return nil }
      self = .failure
    case .isError, .isErrorCamel:
      self = Self.flag(view).map { $0 ? .failure : .success } ?? .unknown
    case .success:
      if let flag = Self.flag(view) {
        self = flag ? .success : .failure
      } else {
        self = Self.word(view)
      }
    case .exitCode:
      guard let code = Self.whole(view) else {
        self = .unknown
        return
      }
      self = code == 0 ? .success : .failure
    default: self = Self.word(view)
    }
  }

  private static func word(_ view: borrowing JSONView) -> Outcome {
    switch view.kind {
    case .string:
      OutcomeWords.plain(ShortText(view)) ?? view.string.flatMap(Outcome.init(word:)) ?? .unknown
    case .true: .success
    case .false: .failure
    default: .unknown
    }
  }

  /// True or false, in whatever type it comes; nil for everything else.
  private static func flag(_ view: borrowing JSONView) -> Bool? {
    if let flag = view.bool { return flag }
    if let number = view.double { return number == 1 ? true : number == 0 ? false : nil }
    switch view.string.map(WordText.plain) {
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default: return nil
    }
  }

  /// A whole number, as a number or as text.
  static func whole(_ view: borrowing JSONView) -> Double? {
    if let number = view.double { return number == number.rounded() ? number : nil }
    return view.string.flatMap { Int64(WordText.plain($0)) }.map(Double.init)
  }
}
