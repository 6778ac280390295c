import TLM

/// The name of a new projection, as people type it and as Swift spells it.
struct ProjectionName {
  /// As on the command line: `build-times`.
  let text: String

  /// A name that was not refused.
  init(_ text: String) { self.text = text }

  /// As a Swift type and module: `BuildTimes`.
  var type: String {
    text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// Longest name; it becomes the name of files and folders.
  static let limit = 60

  /// Why a name will not do; nil when it will.
  static func refusal(of text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isKebab = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
    }
    let begins = text.utf8.first.map { (0x61...0x7a).contains($0) } ?? false
    guard isKebab && begins else {
      return "\(SafeText.of(text)) is no name for a projection; write lower-case letters, digits "
        + "and single hyphens, beginning with a letter, as in build-times"
    }
    if text.utf8.count > limit { return "a projection's name has at most \(limit) characters" }
    let type = ProjectionName(text).type
    if taken.contains(type) {
      return "a Swift type \(type) would be in the way of another \(type); choose another name"
    }
    return nil
  }

  /// What a module or type of the same name would hide or clash with: words of Swift, its modules,
  /// and the types and modules that the new package uses.
  private static let taken: Set<String> = [
    "Any", "AnyObject", "Array", "Bool", "Character", "Codable", "Dictionary", "Double",
    "Equatable",
    "Error", "Int", "Never", "Optional", "Protocol", "Result", "Self", "Sendable", "Sequence",
    "Set",
    "String", "Type", "Void",
    "Swift", "Foundation", "Glibc", "Darwin", "Dispatch", "Testing", "Test", "Suite",
    "Synchronization",
    "Main", "State", "Tlm",
    "Board", "Control", "Digests", "Documents", "Events", "Folding", "Index", "Journal", "Lines",
    "Lmdb", "Projections", "Sensors", "SystemCalls", "Views",
    "Distribution", "Duration", "Event", "EventLog", "Fold", "Handlers", "Member", "Nanoseconds",
    "On",
    "OnAny", "Position", "Projection", "ProjectionSpec", "ProjectionTesting", "ReportPage",
    "Reporting", "Store", "Tabular", "Timestamp", "Value",
  ]
}
