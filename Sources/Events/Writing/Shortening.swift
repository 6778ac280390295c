extension NewEvent {
  /// Longest line, with its newline, that a store accepts unless it is told otherwise.
  public static let lineLimit = 1 << 20

  /// The event with its longest texts cut so that its line fits `limit` bytes.
  ///
  /// What was cut is named in the field `tlm_truncated` with its original length in bytes.
  /// Values that are not text are dropped only when cutting texts is not enough.
  public func shortened(to limit: Int = NewEvent.lineLimit) -> NewEvent {
    guard line().count > limit else { return self }
    return cut(to: limit, [:])
  }

  /// The same for an event of whose fields some were cut already.
  ///
  /// - Parameter lengths: the bytes that those had, by their place.
  package func shortened(to limit: Int, cutAlready lengths: [Int: Int]) -> NewEvent {
    lengths.isEmpty ? shortened(to: limit) : cut(to: limit, lengths)
  }

  private func cut(to limit: Int, _ lengths: [Int: Int]) -> NewEvent {
    var short = self
    short.name = String(name.utf8.prefix(256)) ?? "truncated"
    var cut: [Member] = []
    // The line is written once; what each cut takes from it, and each mark adds, is counted.
    var length = short.line().count
    for (index, bytes) in sizes(lengths) {
      if lengths[index] == nil && length <= limit { break }
      let mark = Member(String(fields[index].name.prefix(64)), .integer(Int64(bytes)))
      length += Self.size(of: mark) + (cut.isEmpty ? Self.markLength : 1)
      cut.append(mark)
      guard length > limit else { continue }
      let before = Self.size(of: short.fields[index])
      short.fields[index] = Self.shortened(fields[index], by: length - limit)
      length += Self.size(of: short.fields[index]) - before
    }
    let fitted = short.marked(cut)
    if fitted.line().count <= limit { return fitted }
    // Nothing but very many fields is left: keep the name, the time and the word that it was cut.
    let kept = short.fields.filter { ["ts", "event"].contains($0.name) && Self.size(of: $0) < 512 }
    return NewEvent(short.name, at: time, fields: kept)
      .marked([Member("fields", .integer(Int64(fields.count)))])
  }

  /// Bytes of the field that names what was cut, without its names.
  private static let markLength = #","tlm_truncated":{}"#.utf8.count

  /// The fields that are written, by their places, the longest first: of one name that is the first.
  private func sizes(_ lengths: [Int: Int]) -> [(index: Int, bytes: Int)] {
    var seen: Set<Label> = []
    return fields.indices.filter { seen.insert(Label(fields[$0].name)).inserted }
      .map { (index: $0, bytes: lengths[$0] ?? Self.size(of: fields[$0])) }
      .sorted { ($1.bytes, $0.index) < ($0.bytes, $1.index) }
  }

  private func marked(_ cut: [Member]) -> NewEvent {
    var marked = self
    if !cut.isEmpty { marked.fields.append(Member("tlm_truncated", .object(cut))) }
    return marked
  }

  private static func shortened(_ member: Member, by excess: Int) -> Member {
    guard case .string(let text) = member.value else { return Member(member.name, .null) }
    // A character may take six bytes as an escape, so what is kept is counted as written.
    var kept = text.utf8.prefix(max(0, text.utf8.count - excess))
    let target = max(0, size(of: member) - excess)
    while !kept.isEmpty, size(of: Member(member.name, .string(decoded(kept)))) > target {
      kept = kept.prefix(kept.count - max(1, kept.count / 8))
    }
    return Member(member.name, .string(decoded(kept)))
  }

  /// The longest whole text in a prefix of UTF-8.
  private static func decoded(_ bytes: Substring.UTF8View) -> String {
    var bytes = bytes
    while !bytes.isEmpty {
      if let text = String(bytes) { return text }
      bytes = bytes.dropLast()
    }
    return ""
  }

  private static func size(of member: Member) -> Int {
    var writer = JSONWriter()
    writer.write(member: member.name, member.value)
    return writer.bytes.count
  }
}
