import TLM

/// Cuts a list out of a document that has more of it than somebody wants to read at once.
///
/// Where all of it stands on the page the document is as it was; else it has `next`: how many to leave
/// out to go on, or null.
enum Page {
  /// - Parameters:
  ///   - list: the member whose elements, or members, are cut.
  ///   - document: what has it at its top.
  static func cut(_ list: String, of document: Value, by given: QuestionArguments) -> Value {
    guard let whole = document[list], case .object(var members) = document,
      let place = members.firstIndex(where: { $0.name == list })
    else { return document }
    let start = given.integer("offset") ?? 0
    let count = whole.elements
    let end = fitting(whole, from: min(start, count), given)
    if start == 0 && end == count { return document }
    members[place] = Member(list, whole.part(min(start, count)..<end))
    members.append(Member("next", end < count ? .integer(Int64(end)) : .null))
    return .object(members)
  }

  /// Cuts what is a page already, where it has no room.
  ///
  /// - Parameter offset: how many were left out before it.
  static func shorten(
    _ list: String, of document: Value, startingAt offset: Int, by given: QuestionArguments
  ) -> Value {
    guard let page = document[list], case .object(var members) = document,
      let place = members.firstIndex(where: { $0.name == list })
    else { return document }
    let end = fitting(page, from: 0, given)
    if end == page.elements { return document }
    members[place] = Member(list, page.part(0..<end))
    members.append(Member("next", .integer(Int64(offset + end))))
    return .object(members)
  }

  /// Cuts a list that has no pages of its own; `NAME_left_out` says how many of it are left out.
  static func trim(_ list: String, of document: Value, by given: QuestionArguments) -> Value {
    guard let whole = document[list], case .object(var members) = document,
      let place = members.firstIndex(where: { $0.name == list })
    else { return document }
    let (count, end) = (whole.elements, fitting(whole, from: 0, given))
    if end == count { return document }
    members[place] = Member(list, whole.part(0..<end))
    members.append(Member(list + "_left_out", .integer(Int64(count - end))))
    return .object(members)
  }

  /// Where a page ends: by its number of elements, and by the room that there is; one stands always.
  private static func fitting(
    _ list: Value, from start: Int, _ given: QuestionArguments
  ) -> Int {
    let end = min(list.elements, start + given.limit)
    guard given.room < .max else { return end }
    var room = given.room
    for place in start..<end {
      room -= JSONWriter.text(of: list.part(place..<place + 1)).utf8.count
      if room < 0 { return max(place, start + 1) }
    }
    return end
  }
}

extension Value {
  fileprivate var elements: Int {
    switch self {
    case .array(let elements): elements.count
    case .object(let members): members.count
    default: 0
    }
  }

  fileprivate func part(_ range: Range<Int>) -> Value {
    switch self {
    case .array(let elements): .array(Array(elements[range]))
    case .object(let members): .object(Array(members[range]))
    default: self
    }
  }
}
