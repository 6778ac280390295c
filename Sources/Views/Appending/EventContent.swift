import Events
import Folding
import Journal

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

  /// What stays of an event's content where its line is pruned: events with the same one are the same.
  static func key(of event: borrowing Event) -> SortedRecords.Key {
    let members = members(of: event).sorted { $0.key < $1.key }
    let text = JSONWriter.text(of: .object(members.map { Member($0.key.text, $0.value) }))
    return SortedRecords.Key(Digest.raw(Array(text.utf8)[...]))
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
