import Events
import SystemCalls
import TestSupport
import Testing

/// A document as a hook is given it, and the event that it is to become.
struct Fixture: CustomStringConvertible {
  let name: String
  let given: Value
  let event: Value

  var description: String { name }

  init(_ name: String) throws {
    self.name = name
    let bytes = try Disk.bytes("\(Self.folder)/\(name).json")
    let value = Value(json: bytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
    given = try #require(value?["given"])
    event = try #require(value?["event"])
  }

  static func all() throws -> [Fixture] {
    try Folder.names(in: folder).map { try Fixture(String($0.dropLast(".json".count))) }
  }

  private static let folder = String(#filePath.dropLast("Fixture.swift".count)) + "Fixtures"
}

extension Value {
  /// An object with members of these names in place of its own, or added.
  func with(_ changes: KeyValuePairs<String, Value>) -> Value {
    var members = members
    for (name, value) in changes {
      members.removeAll { $0.name == name }
      members.append(Member(name, value))
    }
    return .object(members)
  }
}
