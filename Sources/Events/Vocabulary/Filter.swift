/// Which events somebody wants: every condition that is given must hold.
public struct Filter: Sendable, Equatable {
  /// Names, any of which will do; `*` stands for any run of characters. Empty: every event.
  public var names: [String] = []
  /// Names that are left out, unless `names` asks for them; `*` as above.
  public var hiddenNames: [String] = []
  public var tools: [String] = []
  public var components: [String] = []
  public var issueIDs: [String] = []
  public var sessionIDs: [String] = []
  public var traceIDs: [String] = []
  public var runIDs: [String] = []
  /// Events at or after this instant.
  public var since: Timestamp?
  /// Events before this instant.
  public var until: Timestamp?

  /// A filter that every event passes.
  public init() {}

  /// Whether every event passes.
  public var isEmpty: Bool { self == Filter() }

  /// Whether the event meets every condition. An event without a time meets no condition on time.
  public func matches(_ event: borrowing Event) -> Bool {
    if !names.isEmpty {
      guard let name = event.name, names.contains(where: { Self.matches($0, name) }) else {
        return false
      }
    } else if !hiddenNames.isEmpty, let name = event.name,
      hiddenNames.contains(where: { Self.matches($0, name) })
    {
      return false
    }
    if !tools.isEmpty && !Self.contains(tools, event.tool) { return false }
    if !components.isEmpty && !Self.contains(components, event.component) { return false }
    if !issueIDs.isEmpty && !Self.contains(issueIDs, event.issueID) { return false }
    if !sessionIDs.isEmpty && !Self.contains(sessionIDs, event.sessionID) { return false }
    if !traceIDs.isEmpty && !Self.contains(traceIDs, event.traceID) { return false }
    if !runIDs.isEmpty && !Self.contains(runIDs, event.runID) { return false }
    if since != nil || until != nil {
      guard let time = event.time else { return false }
      if let since, time < since { return false }
      if let until, time >= until { return false }
    }
    return true
  }

  private static func contains(_ wanted: [String], _ found: String?) -> Bool {
    found.map(wanted.contains) ?? false
  }

  /// Whether a name is what the pattern says; `*` stands for any run of characters.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    guard pattern.utf8.contains(UInt8(ascii: "*")) else { return pattern == name }
    let pattern = Array(pattern.utf8)
    let name = Array(name.utf8)
    var place = 0
    var index = 0
    // Where to go on after the last star, should what follows it not match.
    var retry: (place: Int, index: Int)?
    while index < name.count {
      if place < pattern.count && pattern[place] == UInt8(ascii: "*") {
        retry = (place + 1, index)
        place += 1
      } else if place < pattern.count && pattern[place] == name[index] {
        place += 1
        index += 1
      } else if let last = retry {
        retry = (last.place, last.index + 1)
        (place, index) = (last.place, last.index + 1)
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
