import CSimdJSON
import Events

/// One line as simdjson's DOM reads it, which our parser must agree with.
@safe final class Oracle {
  /// A member of the line, decoded.
  struct Member: Equatable {
    var key: [UInt8]
    var kind: Field.Kind
    /// A string decoded, or a container without white space.
    var bytes: [UInt8] = []
    /// The bits of an Int64, a UInt64 or a Double.
    var number: UInt64 = 0
  }

  private let oracle: OpaquePointer

  init() { unsafe oracle = tlm_oracle_create() }

  deinit { unsafe tlm_oracle_destroy(oracle) }

  /// What the DOM makes of a line.
  enum Verdict {
    case object([Member])
    case refused
    /// It stumbles over a number, which may be none, or only too large for it.
    case number
  }

  /// The members of the object that the line is; nil if the DOM refuses it as an object.
  func members(of line: [UInt8]) -> [Member]? {
    if case .object(let members) = verdict(on: line) { members } else { nil }
  }

  /// The members of the object that the line is, or why it is none.
  func verdict(on line: [UInt8]) -> Verdict {
    let verdict = unsafe line.withUnsafeBufferPointer {
      unsafe tlm_oracle_accepts(oracle, $0.baseAddress, $0.count)
    }
    precondition(verdict >= 0, "no memory for the oracle")
    guard verdict == 1 else { return verdict == 2 ? .number : .refused }
    let members: [Member] = (0..<(unsafe tlm_oracle_field_count(oracle))).map { index in
      let field = unsafe tlm_oracle_field_at(oracle, index)
      return unsafe Member(
        key: Self.bytes(field.key, field.key_length),
        kind: Field.Kind(rawValue: UInt8(field.kind)) ?? .null,
        bytes: Self.bytes(field.string, field.string_length), number: field.number)
    }
    return .object(members)
  }

  private static func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> [UInt8] {
    unsafe UnsafeBufferPointer(start: start, count: start == nil ? 0 : count).map(
      UInt8.init(bitPattern:))
  }
}
