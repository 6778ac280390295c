import Events

/// What an event says, apart from when it was said.
enum EventContent {
  /// Whether two events have the same members with the same values, but for their times; the order
  /// of members and the spelling of numbers and texts do not count.
  static func isSame(_ left: borrowing Event, _ right: borrowing Event) -> Bool {
    let left = members(of: left)
    let right = members(of: right)
    guard left.count == right.count else { return false }
    return left.allSatisfy { right[$0.key] == $0.value }
  }

  private static func members(of event: borrowing Event) -> [Label: Value] {
    let times = Set(Key.timeKeys.map { Label($0.spelling) })
    var members: [Label: Value] = [:]
    event.forEachMember { name, value in
      let name = Label(name)
      // The last of equal keys counts.
      if !times.contains(name) { members[name] = value.value }
    }
    return members
  }
}
