import Events
import Lines

/// Finds what a line is found by, in one walk over its members.
///
/// The accessors of `Event` would each walk over all members and make a string; here only what has
/// escapes, or hides in a nested object, is looked up by them.
struct LineKeys {
  /// The kinds of `IndexedKind`, and after them the two that are kept as hashes.
  private static let eventID: UInt8 = 9
  private static let idempotencyKey: UInt8 = 10
  private static let kinds = 11

  /// By key number: kind in the low four bits, place among the kind's spellings above; 0 for
  /// members that nothing is found by.
  private let codes: [UInt8]
  private let containers = KeySet([.metadata, .data, .payload])
  /// By name number: the number of the name in the key table, plus one.
  private var names: [Int32] = []
  /// What else lines are found by: fields of the user's choice.
  private let chosen: [String]

  /// - Parameter chosen: fields, by their names or along the dots of them.
  init(chosen: [String] = []) {
    self.chosen = chosen.filter { !$0.utf8.contains(0) }
    var codes = [UInt8](repeating: 0, count: 128)
    let spellings: [(UInt8, [Key])] = [
      (IndexedKind.tool.rawValue, [.tool]),
      (IndexedKind.component.rawValue, [.component, .sourceComponent]),
      (IndexedKind.sessionID.rawValue, [.sessionID, .sessionIDCamel, .sessionDotID]),
      (IndexedKind.issueID.rawValue, [.issueID, .issueIDCamel]),
      (IndexedKind.traceID.rawValue, [.traceID, .traceIDCamel]),
      (IndexedKind.runID.rawValue, [.runID, .runIDCamel]),
      (IndexedKind.stream.rawValue, [.stream, .streamIDSnake, .streamID]),
      (Self.eventID, [.eventID, .id]), (Self.idempotencyKey, [.idempotencyKey]),
    ]
    for (kind, keys) in spellings {
      for (rank, key) in keys.enumerated() { codes[Int(key.rawValue)] = kind | UInt8(rank) << 4 }
    }
    self.codes = codes
  }

  /// What was found of one kind in a line: the member's place and its rank.
  private typealias Found = (field: Int32, rank: UInt8)

  /// Adds everything that the event is found by.
  mutating func read(_ event: borrowing Event, at offset: UInt32, into part: inout HarvestPart) {
    addName(event, offset, &part)
    var fields = InlineArray<11, Int32>(repeating: -1)
    var ranks = InlineArray<11, UInt8>(repeating: .max)
    var seen: UInt64 = 0
    var isSlow = !event.present.isDisjoint(with: containers)
    let all = event.fields
    for index in all.indices {
      let field = all[index]
      let code = codes[Int(field.key.rawValue & 127)]
      if code == 0 { continue }
      let kind = Int(code & 15)
      let rank = code >> 4
      // The first of duplicate members counts, also if it is no string.
      let bit: UInt64 = 1 << UInt64(kind * 4 + Int(rank))
      if seen & bit != 0 { continue }
      seen |= bit
      guard field.kind == .string, field.valueLength > 0, rank < ranks[kind] else { continue }
      fields[kind] = Int32(index)
      ranks[kind] = rank
      if field.hasEscapes { isSlow = true }
    }
    for kind in 2..<Self.kinds {
      let index = fields[kind]
      if index >= 0 && !all[Int(index)].hasEscapes {
        let field = all[Int(index)]
        let start = Int(field.valueStart)
        let value = event.line.extracting(start..<start + Int(field.valueLength))
        unsafe value.withUnsafeBufferPointer {
          unsafe part.add(kind: UInt8(kind), $0, at: offset)
        }
      } else if isSlow, var text = Self.text(UInt8(kind), of: event) {
        text.withUTF8 { unsafe part.add(kind: UInt8(kind), $0, at: offset) }
      }
    }
    for field in chosen {
      guard let text = event.view(named: field)?.string else { continue }
      unsafe IndexKey.value(field, text).withUnsafeBufferPointer {
        unsafe part.add(kind: IndexKey.chosen, $0, at: offset)
      }
    }
  }

  private static func text(_ kind: UInt8, of event: borrowing Event) -> String? {
    if kind == eventID { return event.eventID }
    if kind == idempotencyKey { return event.idempotencyKey }
    return IndexedKind(rawValue: kind)?.value(of: event)
  }

  private mutating func addName(
    _ event: borrowing Event, _ offset: UInt32, _ part: inout HarvestPart
  ) {
    let number = Int(event.nameID.rawValue)
    if number == 0 { return }
    if event.nameID != .overflow, number < names.count, names[number] > 0 {
      part.add(key: Int(names[number]) - 1, at: offset)
      return
    }
    guard var name = event.name else { return }
    let key = name.withUTF8 { unsafe part.keys.number(IndexedKind.name.rawValue, $0) }
    part.add(key: key, at: offset)
    if event.nameID == .overflow { return }
    while names.count <= number { names.append(0) }
    names[number] = Int32(key) + 1
  }
}
