extension Filter {
  /// Whether the event has one of the names, and none that is hidden.
  func matchesName(of event: borrowing Event) -> Bool {
    if !names.isEmpty {
      guard let name = event.name else { return false }
      return names.contains { Self.matches($0, name) }
    }
    guard !hiddenNames.isEmpty, let name = event.name else { return true }
    return !hiddenNames.contains { Self.matches($0, name) }
  }

  /// Whether a name of a filter stands for more than one name.
  public static func isPattern(_ name: String) -> Bool {
    name.utf8.contains(UInt8(ascii: "*"))
  }

  /// Whether a name is what the pattern says; `*` stands for any run of characters.
  public static func matches(_ pattern: String, _ name: String) -> Bool {
    guard isPattern(pattern) else { return Label(pattern) == Label(name) }
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
