import Events
import Lines

/// Finds what a line is found by, in one walk over its members.
///
/// The accessors of `Event` would each walk over all members and make a string; here only what has
/// escapes, or hides in a nested object, is looked up by them.
struct LineKeys {
  /// Room for the kinds of `CorrelationKey`: four bits.
  private static let kinds = 16

  /// By key number: kind in the low four bits, place among the kind's spellings above; 0 for
  /// members that nothing is found by.
  private let codes: [UInt8]
  /// By kind: the key that is of it.
  private let keys: [CorrelationKey?]
  /// The kinds that are some key's.
  private let used: [UInt8]
  private let containers = Event.Keys([.metadata, .data, .payload])
  /// By name number: the number of the name in the key table, plus one.
  private var names: [Int32] = []
  /// The kind of the key of which it is kept that a line has it, and its number in the key table
  /// once there is one, plus one.
  private let counted = IndexKey.counted.index?.number
  private var presence = 0
  /// What else lines are found by: fields of the user's choice.
  private let chosen: [String]

  /// - Parameter chosen: fields, by their names or along the dots of them.
  init(chosen: [String] = []) {
    self.chosen = chosen.filter { !$0.utf8.contains(0) }
    var codes = [UInt8](repeating: 0, count: Key.numberLimit)
    var keys = [CorrelationKey?](repeating: nil, count: Self.kinds)
    for key in CorrelationKey.all {
      guard let kind = key.index?.number else { continue }
      keys[Int(kind)] = key
      for (rank, key) in key.keys.enumerated() {
        codes[Int(key.rawValue)] = kind | UInt8(rank) << 4
      }
    }
    self.keys = keys
    used = keys.indices.filter { keys[$0] != nil }.map { UInt8($0) }
    self.codes = codes
  }

  /// Whether a value can name something: a text that is not empty, or a whole number.
  private static func isID(_ field: Field, _ line: Span<UInt8>) -> Bool {
    switch field.kind {
    case .string: return field.valueLength > 0
    case .integer: return true
    case .decimal:
      let start = Int(field.valueStart)
      return JSONText.isWhole(line.extracting(start..<start + Int(field.valueLength)))
    default: return false
    }
  }

  /// What was found of one kind in a line: the member's place and its rank.
  private typealias Found = (field: Int32, rank: UInt8)

  /// Adds everything that the event is found by.
  mutating func read(_ event: borrowing Event, at offset: UInt32, into part: inout IndexBatchPart) {
    addName(event, offset, &part)
    var fields = InlineArray<16, Int32>(repeating: -1)
    var ranks = InlineArray<16, UInt8>(repeating: .max)
    var seen: UInt64 = 0
    var isSlow = !event.present.isDisjoint(with: containers)
    let all = event.fields
    for place in all.indices {
      // The last of duplicate members counts, also if it says nothing.
      let index = all.count - 1 - place
      let field = all[index]
      let code = codes[Int(field.key.rawValue)]
      if code == 0 { continue }
      let kind = Int(code & 15)
      let rank = code >> 4
      let bit: UInt64 = 1 << UInt64(kind * 4 + Int(rank))
      if seen & bit != 0 { continue }
      seen |= bit
      guard Self.isID(field, event.line), rank < ranks[kind] else { continue }
      fields[kind] = Int32(index)
      ranks[kind] = rank
      if field.hasEscapes { isSlow = true }
    }
    for kind in used {
      let index = fields[Int(kind)]
      if index >= 0 && !all[Int(index)].hasEscapes {
        let field = all[Int(index)]
        let start = Int(field.valueStart)
        let value = event.line.extracting(start..<start + Int(field.valueLength))
        unsafe value.withUnsafeBufferPointer {
          unsafe part.add(kind: kind, $0, at: offset)
        }
        if kind == counted { addPresence(offset, &part) }
      } else if isSlow, let key = keys[Int(kind)],
        var text = event.text(key)
      {
        text.withUTF8 { unsafe part.add(kind: kind, $0, at: offset) }
        if kind == counted { addPresence(offset, &part) }
      }
    }
    for field in chosen {
      guard let text = event.view(named: field)?.string else { continue }
      unsafe IndexKey.value(field, text).withUnsafeBufferPointer {
        unsafe part.add(kind: IndexKey.chosen, $0, at: offset)
      }
    }
  }

  private mutating func addPresence(_ offset: UInt32, _ part: inout IndexBatchPart) {
    if presence == 0 {
      var name = IndexKey.counted.name
      presence = name.withUTF8 { unsafe part.keys.number(IndexKey.presence, $0) } + 1
    }
    part.add(key: presence - 1, at: offset)
  }

  private mutating func addName(
    _ event: borrowing Event, _ offset: UInt32, _ part: inout IndexBatchPart
  ) {
    let number = Int(event.nameID.rawValue)
    if number == 0 { return }
    if event.nameID != .overflow, number < names.count, names[number] > 0 {
      part.add(key: Int(names[number]) - 1, at: offset)
      return
    }
    guard var name = event.name else { return }
    let key = name.withUTF8 { unsafe part.keys.number(IndexKey.name, $0) }
    part.add(key: key, at: offset)
    if event.nameID == .overflow { return }
    while names.count <= number { names.append(0) }
    names[number] = Int32(key) + 1
  }
}
