import Events

/// A value of a settings file and where it stands, so that the file can be changed there and nowhere
/// else.
struct SettingsPart: Sendable, Equatable {
  enum Kind: Sendable { case object, array, scalar }

  let kind: Kind
  /// Where the value stands, from its first byte to behind its last.
  let range: Range<Int>
  /// Where it begins with its key, if it is a member.
  let start: Int
  /// Its key, if it is a member.
  let name: String
  /// Members or elements.
  let parts: [SettingsPart]

  var end: Int { range.upperBound }

  /// A member as the agent reads it: of equal keys the last.
  func member(_ name: String) -> SettingsPart? {
    parts.last { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The value as it stands in the file.
  func value(in bytes: [UInt8]) -> Value? {
    Value(json: bytes[range].map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
  }
}
