/// Which values keys have that tie events together: for ids that are typed by their beginning, or wrong.
extension Store {
  /// A value of a key.
  package struct KeyValue: Sendable, Hashable {
    package let key: CorrelationKey
    package let value: String

    package init(key: CorrelationKey, value: String) { (self.key, self.value) = (key, value) }

    package static func == (left: KeyValue, right: KeyValue) -> Bool {
      left.key == right.key && Label(left.value) == Label(right.value)
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(key.name)
      hasher.combine(Label(value))
    }
  }

  /// Values that begin with a text, those of the first key first and of each the shorter ones.
  ///
  /// They come from the index, and of what is behind it from the log itself.
  ///
  /// - Parameters:
  ///   - keys: those that are listed in the index.
  ///   - prefix: what the values begin with; empty for all.
  ///   - lengths: how many bytes they have.
  ///   - limit: at most so many of each key.
  /// - Throws: `JournalError` where the log cannot be read.
  package func values(
    of keys: [CorrelationKey], beginning prefix: String, lengths: ClosedRange<Int> = 0...Int.max,
    limit: Int
  ) throws -> [KeyValue] {
    let isDrained = drainBeforeReading()
    let bounds = try log.bounds()
    let length = bounds.upperBound.rawValue - bounds.lowerBound.rawValue
    let look = IndexLook(by: session, length: length)
    var found: [[KeyValue]] = keys.map { _ in [] }
    var query = Query()
    if let snapshot = look.snapshot {
      do throws(ViewsError) {
        for (place, key) in keys.enumerated() {
          found[place] = try snapshot.values(
            of: key, beginning: prefix, lengths: lengths, limit: limit
          ).map { KeyValue(key: key, value: $0) }
        }
        query.from = max(snapshot.through, bounds.lowerBound)
      } catch {
        // An index that fails is no answer: the log has all of it.
        found = keys.map { _ in [] }
      }
    }
    var seen = Set(found.joined())
    try self.seen(query).run(in: session, over: log, withWaiting: !isDrained) { event in
      for (place, key) in keys.enumerated() where found[place].count < limit {
        guard let text = event.text(key), lengths.contains(text.utf8.count),
          text.utf8.starts(with: prefix.utf8)
        else { continue }
        let value = KeyValue(key: key, value: text)
        if seen.insert(value).inserted { found[place].append(value) }
      }
      return true
    }
    return Array(found.joined())
  }

  /// Whether an event has a value.
  ///
  /// - Throws: `JournalError` where the log cannot be read.
  package func has(_ value: KeyValue) throws -> Bool {
    var query = Query()
    query.filter[value.key] = [value.value]
    query.limit = 1
    return try self.query(query) { _ in true }.matched > 0
  }
}
