import Events
import Lines

/// Compares our reading of a line with the oracle's.
struct Agreement {
  let parser = LineParser()
  let oracle = Oracle()

  /// The line as the rules of lines leave it to the DOM; nil if nothing is left.
  static func core(of line: [UInt8]) -> [UInt8]? {
    var core = line.drop { $0 == 0 }
    if core.isEmpty { return nil }
    if core.starts(with: [0xEF, 0xBB, 0xBF]) { core = core.dropFirst(3) }
    let text = core.last == 0x0D ? core.dropLast() : core
    return text.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? nil : Array(core)
  }

  /// What is wrong with our reading of the one line of `batch`; nil if nothing is.
  func complaint(_ line: [UInt8]) -> String? {
    let batch = parser.parse(LineChunk(line))
    let nulRuns = line.first == 0 ? 1 : 0
    let verdict = Self.core(of: line).map { oracle.verdict(on: $0) } ?? .refused
    if case .number = verdict { return nil }
    guard case .object(let members) = verdict else {
      let expected = nulRuns + (Self.core(of: line) == nil ? 0 : 1)
      return batch.count == 0 && batch.quarantined.count == expected
        ? nil : "the DOM refuses it, we do not"
    }
    guard batch.count == 1, batch.quarantined.count == nulRuns else {
      return "the DOM accepts it, we say \(batch.quarantined.map(\.reason))"
    }
    return complaint(batch.event(at: 0), members)
  }

  private func complaint(_ event: borrowing Event, _ expected: [Oracle.Member]) -> String? {
    guard event.fields.count == expected.count else { return "another number of members" }
    var index = 0
    var complaint: String?
    let last = Dictionary(
      expected.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { $1 })
    event.forEachMember { key, value in
      let field = event.fields[index]
      let member = expected[index]
      index += 1
      if complaint != nil { return }
      if [UInt8](key.utf8) != member.key { complaint = "key \(index) is \(key)" }
      if field.key != Key(spelling: key) ?? .unknown { complaint = "\(key) has a wrong number" }
      if !agrees(value, member) { complaint = "the value of \(key) differs" }
      // The last of duplicates is what a look-up finds.
      guard last[member.key] == index - 1 else { return }
      if value.isNull || key.contains(".") { return }
      if event.value(named: key) != value.value && member.number != 0x7FF8 << 48 {
        complaint = "looking up \(key) finds another"
      }
      if let known = Key(spelling: key), !event.contains(known) { complaint = "no bit for \(key)" }
    }
    return complaint
  }

  private func agrees(_ value: borrowing JSONView, _ member: Oracle.Member) -> Bool {
    guard value.kind == member.kind else { return false }
    switch value.kind {
    case .null, .true, .false: return true
    case .string: return value.string.map { [UInt8]($0.utf8) } == member.bytes
    case .decimal: return value.double?.bitPattern == member.number
    case .integer:
      switch value.value {
      case .integer(let number): return UInt64(bitPattern: number) == member.number
      case .unsigned(let number): return number == member.number
      default: return false
      }
    case .object, .array:
      let wrapped = [UInt8]("{\"x\":".utf8) + bytes(value.text) + [UInt8(ascii: "}")]
      guard let again = oracle.members(of: wrapped)?.first, again.bytes == member.bytes else {
        return false
      }
      return Self.read(member.bytes) == value.value
    }
  }

  /// Our own reading of a container without white space.
  private static func read(_ text: [UInt8]) -> Value? {
    let batch = LineParser().parse(LineChunk([UInt8]("{\"x\":".utf8) + text + [0x7D]))
    return batch.count == 1 ? batch.event(at: 0).value(named: "x") : nil
  }

  private func bytes(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
}
