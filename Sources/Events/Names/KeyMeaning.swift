/// What a well-known key is to hold, so that what it holds instead can be told.
enum KeyMeaning: Sendable {
  /// Whatever its event makes of it.
  case anything
  /// An event's name, where the line has no other.
  case name
  case time, seconds, milliseconds, outcome, exitCode, flag, id, text, level, count, amount, share

  /// Of each key by its number.
  static let all: [KeyMeaning] = {
    var meanings = [KeyMeaning](repeating: .anything, count: Key.numberLimit)
    func set(_ meaning: KeyMeaning, _ keys: [Key]) {
      for key in keys { meanings[Int(key.rawValue)] = meaning }
    }
    set(.name, Key.nameKeys)
    set(.time, Key.timeKeys)
    set(.seconds, [.durationS, .durationSeconds, .elapsedS])
    set(.milliseconds, [.durationMs, .latencyMs, .responseTimeMs, .duration])
    set(.outcome, Spelling.outcomeWord.keys + [.success])
    set(.exitCode, [.exitCode])
    set(.flag, Spelling.isError.keys)
    set(.id, CorrelationKey.all.flatMap(\.keys) + [.toolUseID, .taskID, .taskIDCamel])
    set(.id, [Spelling.span, .parentSpan].flatMap(\.keys))
    set(.text, [Spelling.phase, .toolName, .model, .issueType].flatMap(\.keys))
    set(.level, Spelling.level.keys)
    set(.count, [Spelling.inputTokens, .outputTokens, .totalTokens].flatMap(\.keys))
    set(.count, [Spelling.cacheReadTokens, .cacheCreationTokens].flatMap(\.keys))
    set(.amount, Spelling.cost.keys)
    set(.share, [.sampleRate])
    return meanings
  }()

  /// The kinds of values, a bit each, that have to be looked at before they are known to be readable.
  private var suspects: UInt8 {
    switch self {
    case .anything: 0
    case .time: Self.kinds(.false, .true, .integer, .decimal, .string, .object, .array)
    case .seconds, .milliseconds, .exitCode:
      Self.kinds(.false, .true, .decimal, .string, .object, .array)
    case .outcome, .flag: Self.kinds(.integer, .decimal, .string, .object, .array)
    case .id: Self.kinds(.false, .true, .decimal, .object, .array)
    case .name, .text, .level: Self.kinds(.false, .true, .integer, .decimal, .object, .array)
    case .count, .share: Self.kinds(.false, .true, .integer, .decimal, .string, .object, .array)
    case .amount: Self.kinds(.false, .true, .decimal, .string, .object, .array)
    }
  }

  private static func kinds(_ kinds: Field.Kind...) -> UInt8 {
    kinds.reduce(0) { $0 | 1 << $1.rawValue }
  }

  /// By key number: the kinds that have to be looked at.
  static let suspects = all.map(\.suspects)
}

extension Key {
  /// What it is to hold.
  var meaning: KeyMeaning { KeyMeaning.all[Int(rawValue)] }

  /// Whether anybody can read a value, which is there, as what the key is to hold.
  func canRead(_ view: borrowing JSONView) -> Bool {
    if view.saysNothing { return true }
    switch meaning {
    case .anything: return true
    case .name, .text: return view.kind == .string
    case .time: return view.timestamp != nil
    case .seconds: return Event.DurationReading(view, isSeconds: true) != .unreadable
    case .milliseconds: return Event.DurationReading(view, isSeconds: false) != .unreadable
    case .outcome, .exitCode, .flag: return Outcome(view, under: self) != .unknown
    case .id: return view.isID
    case .level: return view.kind == .string || LevelNumber.word(of: view) != nil
    case .count: return view.integer != nil
    case .amount: return view.double != nil
    case .share: return view.share != nil
    }
  }
}
