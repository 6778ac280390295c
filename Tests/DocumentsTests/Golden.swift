import Documents
import TLM
import TestSupport
import Testing

/// The documents as they were promised, one file each in Golden.
///
/// `TLM_GOLDENS=write` writes them anew; what changed shows in a diff, and is to be meant.
enum Golden {
  static let folder =
    String(#filePath.dropLast("Golden.swift".count)) + "Golden"

  /// Holds cases of a document, by what they show, against its golden.
  ///
  /// - Parameter masked: members that no two stores have in common.
  static func check(
    _ document: String, _ cases: [(String, Value)], masking masked: Set<String> = []
  ) throws {
    let value = Value.object(cases.map { Member($0.0, $0.1.masking(masked)) })
    let path = "\(folder)/\(document).json"
    let text = PrettyJSON.text(of: value) + "\n"
    if StoreLocation.variable("TLM_GOLDENS") == "write" {
      try Disk.write(path, Array(text.utf8))
    }
    #expect(try Disk.text(path) == text, "\(document) is not what was promised")
  }

  static func check(
    _ document: String, _ value: some Document, masking masked: Set<String> = []
  ) throws {
    try check(document, [("document", value.json)], masking: masked)
  }
}

extension Value {
  /// With a mark in place of what some members say; null stays null.
  func masking(_ names: Set<String>) -> Value {
    switch self {
    case .object(let members):
      .object(
        members.map { member in
          let isMasked = names.contains(member.name) && member.value != .null
          return Member(member.name, isMasked ? "*" : member.value.masking(names))
        })
    case .array(let elements): .array(elements.map { $0.masking(names) })
    default: self
    }
  }
}
