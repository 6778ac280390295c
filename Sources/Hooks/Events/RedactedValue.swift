import Emitting
import Events

/// A value of an agent's document with every text in it redacted, and cut where it is long.
struct RedactedValue {
  private(set) var isCut = false
  private let limit: Int
  private let redact: (String) -> String
  /// Bytes that may still be taken in.
  private var room: Int

  /// - Parameters:
  ///   - limit: bytes that are kept of one text.
  ///   - room: bytes of all texts together, about; what comes behind is left out.
  ///   - redact: what hides secrets in a text.
  init(limit: Int, room: Int, _ redact: @escaping (String) -> String) {
    self.limit = limit
    self.room = room
    self.redact = redact
  }

  /// The value as it may be kept.
  mutating func value(of value: Value) -> Value {
    guard room > 0 else {
      isCut = true
      return .null
    }
    switch value {
    case .string(let text): return .string(self.text(text))
    case .array(let elements):
      room -= 2
      var kept: [Value] = []
      for element in elements {
        guard goesOn() else { break }
        kept.append(self.value(of: element))
      }
      return .array(kept)
    case .object(let members):
      room -= 2
      var kept: [Member] = []
      for member in members {
        guard goesOn() else { break }
        kept.append(Member(text(member.name), self.value(of: member.value)))
      }
      return .object(kept)
    default:
      room -= 8
      return value
    }
  }

  private mutating func text(_ text: String) -> String {
    let excerpt = Excerpt(text, limit: min(limit, max(1, room)), redact)
    if excerpt.isCut { isCut = true }
    room -= excerpt.text.utf8.count + 2
    return excerpt.text
  }

  private mutating func goesOn() -> Bool {
    if room <= 0 { isCut = true }
    return room > 0
  }
}
